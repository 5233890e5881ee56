import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { startAlerting } from '../testbed/monitoring/alerting.ts';
import { startPrometheus, startPushgateway } from '../testbed/monitoring/start.ts';
import { requireReal } from '../testbed/requirements.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { RULE_FILES } from './alert-files.ts';
import { parity } from './cli.ts';
import { makeHomes } from './home.ts';

/** The committed rules, without the minutes that they wait. */
function hastyRules(folder: string): readonly string[] {
  mkdirSync(folder);
  return RULE_FILES.map((file) => {
    const hasty = join(folder, basename(file));
    const text = readFileSync(file, 'utf8').replaceAll(/^( +(?:for|keep_firing_for)): \d+\w$/gm, '$1: 0s');
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

const PATIENCE_MS = 30_000;

async function untilTold(told: readonly string[], title: RegExp): Promise<string> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = told.find((text) => title.test(text));
    if (found !== undefined) return found;
    assert.ok(performance.now() < giveUpAt, `Slack was never told ${title}; it was told ${told.join('\n')}`);
    await pause(50);
  }
}

const real = [requireReal('prometheus'), requireReal('pushgateway'), requireReal('alertmanager')];

describe('from a run to Slack', real.find(({ skip }) => skip !== false) ?? { skip: false }, () => {
  test('a drift is pushed, scraped, judged by the rules and told; when it is repaired, that is told too', async () => {
    using homes = makeHomes();
    const home = homes.copy();
    await using gateway = await startPushgateway();
    await using alerting = await startAlerting(200, (config) =>
      config.replaceAll(/group_(wait|interval): \S+/g, (_, what) => `group_${what}: ${what === 'wait' ? '0s' : '1s'}`),
    );
    await using prometheus = await startPrometheus([new URL(gateway.url).host], {
      rule_files: hastyRules(join(home, 'rules')),
      alerting: { alertmanagers: [{ static_configs: [{ targets: [alerting.url.host] }] }] },
    });
    const once = async (): Promise<void> => {
      const { exitCode, stderr } = await parity(['monitor', 'once', '--home', home, '--push', gateway.url]);
      assert.equal(exitCode, 0, stderr);
    };

    setDrifts(home, ['*']);
    await once();
    const fired = await untilTold(alerting.told, /FIRING ParityDriftNew demo.+: courses has \d+ open breaking/);
    assert.match(fired, /demo: courses has \d+ open breaking differences of which the candidate is the cause/);
    assert.match(fired, /runbooks\/ParityDriftNew\.md/);

    setDrifts(home, []);
    await once();
    await untilTold(alerting.told, /RESOLVED ParityDriftNew demo.+: courses has \d+ open breaking/);
    const rules = await (await fetch(`${prometheus.url}/api/v1/rules`)).text();
    assert.ok(!rules.includes('"health":"err"'), 'every rule was evaluated without an error');
    assert.ok(!alerting.told.some((text) => /FIRING ParityMonitorSilent/.test(text)));
  });
});
