import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { until } from '../testbed/laravel/fixture.ts';
import { ACCOUNTS } from '../testbed/standin/fixtures/accounts.ts';
import { startStandin } from '../testbed/standin/start.ts';
import { startAlerting } from '../testbed/monitoring/alerting.ts';
import { startPrometheus, startPushgateway } from '../testbed/monitoring/start.ts';
import { requireReal } from '../testbed/requirements.ts';
import { RULE_FILES } from './alert-files.ts';
import { parity } from './cli.ts';
import { makeHomes, PASSWORD, target } from './home.ts';

/** The committed rules, with seconds for the minutes that they wait and look back. */
function hastyRules(folder: string): readonly string[] {
  mkdirSync(folder);
  return RULE_FILES.map((file) => {
    const hasty = join(folder, basename(file));
    const text = readFileSync(file, 'utf8')
      .replaceAll(/^( +(?:for|keep_firing_for)): \d+\w$/gm, '$1: 0s')
      .replaceAll('[30m:1m]', '[20s:1s]');
    writeFileSync(hasty, text);
    return hasty;
  });
}

/** The candidate of the demo drifts, or it does not. */
function setDrifts(home: string, drifts: readonly string[]): void {
  const file = join(home, 'tenants/demo.json');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(
      /"drifts": \[[^\]]*\](?![\s\S]*"drifts")/,
      `"drifts": ${JSON.stringify(drifts)}`,
    ),
  );
}

async function untilTold(told: readonly string[], title: RegExp): Promise<string> {
  await until(`Slack was told ${title}`, () => told.some((text) => title.test(text)));
  return told.find((text) => title.test(text)) ?? '';
}

/** A push that is not scraped was not seen. */
async function untilScraped(url: string, seen: Set<string>): Promise<void> {
  const before = seen.size;
  await until('the run was scraped', async () => {
    const answer = await fetch(`${url}/api/v1/query?query=parity_run_timestamp_seconds`);
    const [series] = Object(await answer.json()).data.result;
    if (series !== undefined) seen.add(String(series.value[1]));
    return seen.size > before;
  });
}

/** As the baselines were recorded. */
const REACH = { origin: 'https://academy.example', headers: { 'X-Forwarded-Proto': 'https' } };

const real = [requireReal('prometheus'), requireReal('pushgateway'), requireReal('alertmanager')];

/** Everything behind a run. */
async function startStack(rulesFolder: string) {
  const stack = new AsyncDisposableStack();
  const gateway = stack.use(await startPushgateway());
  const alerting = stack.use(
    await startAlerting(200, (config) =>
      config.replaceAll(/group_(wait|interval): \S+/g, (_, what) => `group_${what}: ${what === 'wait' ? '0s' : '1s'}`),
    ),
  );
  const prometheus = stack.use(
    await startPrometheus([new URL(gateway.url).host], {
      rule_files: hastyRules(rulesFolder),
      alerting: { alertmanagers: [{ static_configs: [{ targets: [alerting.url.host] }] }] },
    }),
  );
  const once = async (home: string, ...more: readonly string[]): Promise<void> => {
    const args = ['monitor', 'once', '--home', home, '--push', gateway.url, ...more];
    const { exitCode, stderr } = await parity(args, PASSWORD);
    assert.equal(exitCode, 0, stderr);
  };
  return { once, told: alerting.told, prometheus, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

describe('from a run to Slack', real.find(({ skip }) => skip !== false) ?? { skip: false }, () => {
  test('a drift is pushed, scraped, judged by the rules and told; when it is repaired, that is told too', async () => {
    using homes = makeHomes();
    const home = homes.copy();
    await using stack = await startStack(homes.at('rules'));
    setDrifts(home, ['*']);
    await stack.once(home);
    const fired = await untilTold(stack.told, /FIRING ParityDriftNew demo.+: courses has \d+ open breaking/);
    assert.match(fired, /demo: courses has \d+ open breaking differences; who moved: candidate/);
    assert.match(fired, /runbooks\/ParityDriftNew\.md/);

    setDrifts(home, []);
    await stack.once(home);
    await untilTold(stack.told, /RESOLVED ParityDriftNew demo.+: courses has \d+ open breaking/);
    const rules = await (await fetch(`${stack.prometheus.url}/api/v1/rules`)).text();
    assert.ok(!rules.includes('"health":"err"'), 'every rule was evaluated without an error');
    assert.ok(!stack.told.some((text) => /FIRING ParityMonitor/.test(text)));
  });

  test('a target that refuses is told as the failure of that target, not of the monitor; and its recovery', async () => {
    using homes = makeHomes();
    await using one = await startStandin({ accounts: ACCOUNTS });
    await using other = await startStandin({ accounts: ACCOUNTS });
    const reference = target('reference', one.url, REACH);
    const homeWith = (url: string): string =>
      homes.with((file) => ({ ...file, targets: [reference, target('candidate', url, REACH)], required: ['health'] }));
    const smoke = ['--tenant', 'testbed', '--scenario', 'health', '--suite', 'smoke'];
    await using stack = await startStack(homes.at('rules'));
    const broken = homeWith('http://127.0.0.1:1');
    const seen = new Set<string>();
    while (seen.size < 4) {
      await stack.once(broken, ...smoke);
      await untilScraped(stack.prometheus.url, seen);
    }
    await untilTold(
      stack.told,
      /FIRING ParityScenarioFailing testbed.+: health fails on the candidate \(suite smoke\)/,
    );

    await stack.once(homeWith(other.url), ...smoke);
    await untilTold(stack.told, /RESOLVED ParityScenarioFailing testbed/);
    assert.ok(!stack.told.some((text) => /fails on the reference|FIRING ParityMonitor/.test(text)));
  });
});
