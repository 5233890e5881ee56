import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { RULE_FILES } from '../../test/alert-files.ts';
import { until } from '../../testbed/laravel/fixture.ts';
import { startPrometheus } from '../../testbed/monitoring/start.ts';
import { requireReal } from '../../testbed/requirements.ts';
import { routeLegs, type RoutesOf } from './amtool.ts';
import { CONFIG, startAlerting } from '../../testbed/monitoring/alerting.ts';
import { startExporters } from '../../testbed/monitoring/exporters.ts';
import type { Leg } from './leg.ts';
import { ruleLegs } from './rules.ts';

const NEVER = new AbortController().signal;
const plain = ({ id, state, says }: Leg): string => `${state} ${id}: ${says}`;

describe('the routes of the alerts', requireReal('alertmanager'), () => {
  const folder = mkdtempSync(join(tmpdir(), 'parity-routes-'));
  after(() => rmSync(folder, { recursive: true }));

  const legsOf = async (where: RoutesOf): Promise<readonly string[]> =>
    (await Array.fromAsync(routeLegs(where, NEVER))).map(plain);

  const edited = (edit: (config: string) => string): RoutesOf => {
    const file = join(folder, 'alertmanager.yaml');
    writeFileSync(file, edit(CONFIG));
    return { file };
  };

  const WELL = [
    'ok route: a critical alert pages: slack-critical',
    'ok route: a warning is told: slack-warning',
    'ok route: an alert without a severity is told too: slack-warning',
    'ok route: a drill goes to the drill and on to where its severity leads: drill,slack-critical',
    'ok route: the drill of a warning does so too: drill,slack-warning',
    'ok route: the proof that alerts flow bothers nobody: nobody',
  ];

  test('lead where they must, as the file says', async () => {
    assert.deepEqual(await legsOf(edited((config) => config)), WELL);
  });

  test('lead where they must, as a running Alertmanager says', async () => {
    await using alerting = await startAlerting();
    assert.deepEqual(await legsOf({ url: alerting.url }), WELL);
  });

  test('a drill that does not go on is found', async () => {
    const legs = await legsOf(edited((config) => config.replace('continue: true', 'continue: false')));
    assert.deepEqual(
      legs.filter((leg) => !leg.startsWith('ok')).map((leg) => leg.split(';')[0]),
      [
        'bad route: a drill goes to the drill and on to where its severity leads: wanted drill,slack-critical',
        'bad route: the drill of a warning does so too: wanted drill,slack-warning',
      ],
    );
  });

  test('critical alerts that do not page are found', async () => {
    const legs = await legsOf(edited((config) => config.replace('severity="critical"', 'severity="critcal"')));
    assert.match(legs[0] ?? '', /^bad route: a critical alert pages: wanted slack-critical; amtool says: /);
  });
});

describe('the rules in a real Prometheus', requireReal('prometheus'), () => {
  const evaluated = async (url: string): Promise<void> =>
    until('every rule was evaluated', async () => {
      const answer = await (await fetch(`${url}/api/v1/rules`)).text();
      return !answer.includes('"health":"unknown"') && answer.includes('ParityRuleHasNoData');
    });

  const legsOf = async (without?: string): Promise<readonly string[]> => {
    await using exporters = await startExporters(without);
    await using prometheus = await startPrometheus([`127.0.0.1:${exporters.port}`], { rule_files: RULE_FILES });
    await evaluated(prometheus.url);
    const first = await (await fetch(`${prometheus.url}/api/v1/rules`)).text();
    assert.ok(!first.includes('"health":"err"'), 'every rule that is loaded can be evaluated');
    let legs: readonly string[] = [];
    await until('two scrapes were recorded', async () => {
      legs = (await Array.fromAsync(ruleLegs(new URL(prometheus.url), NEVER))).map(plain);
      return legs.filter((leg) => leg.startsWith('bad')).length <= (without === undefined ? 0 : 1);
    });
    return legs;
  };

  test('are all loaded and healthy, and their series exist', async () => {
    assert.deepEqual(await legsOf(), [
      'ok rules: all 20 alerts are loaded and evaluated',
      'ok series: all 12 that must exist do',
    ]);
  });

  test('an exporter that is not there is found, and named by the alert that is blind', async () => {
    assert.deepEqual(await legsOf('reverb_'), [
      'ok rules: all 20 alerts are loaded and evaluated',
      'bad series: parity:websocket_connections does not exist, so LaravelWebsocketDrop cannot fire',
    ]);
  });

  test('rules that are not loaded are each named', async () => {
    await using prometheus = await startPrometheus([]);
    const legs = (await Array.fromAsync(ruleLegs(new URL(prometheus.url), NEVER))).map(plain);
    assert.equal(legs.filter((leg) => leg.startsWith('bad rules: Prometheus has no rule ')).length, 20);
  });
});

test('a Prometheus that is not there is told', async () => {
  const legs = (await Array.fromAsync(ruleLegs(new URL('http://127.0.0.1:1'), NEVER))).map(plain);
  assert.deepEqual(legs, ['bad rules: 127.0.0.1:1 refused the connection (ECONNREFUSED)']);
});
