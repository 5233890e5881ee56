import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { startAlerting } from '../testbed/monitoring/alerting.ts';
import { until } from '../testbed/laravel/fixture.ts';
import { requireReal } from '../testbed/requirements.ts';
import { ALERTS_FOLDER } from './alert-files.ts';

type Labels = Readonly<Record<string, string>>;

const SILENT: Labels = { alertname: 'ParityMonitorSilent', severity: 'critical', tenant: 'oep-stg', suite: 'all' };
const RELAY: Labels = { ...SILENT, alertname: 'ParityRelayBroken', target: 'candidate' };
const failing = (more: Labels = {}): Labels => ({
  ...SILENT,
  alertname: 'ParityScenarioFailing',
  scenario: 'login',
  target: 'candidate',
  ...more,
});

const CASES: readonly {
  readonly name: string;
  readonly source: Labels;
  readonly alert: Labels;
  readonly want: string;
}[] = [
  { name: 'a scenario while its monitor is silent is held back', source: SILENT, alert: failing(), want: 'suppressed' },
  {
    name: 'the same of another tenant is told',
    source: SILENT,
    alert: failing({ tenant: 'us-prd' }),
    want: 'active',
  },
  {
    name: 'what the platform shows itself is told',
    source: SILENT,
    alert: { alertname: 'LaravelApiErrors', severity: 'critical', tenant: 'oep-stg' },
    want: 'active',
  },
  {
    name: 'series of a monitor that is silent are held back',
    source: SILENT,
    alert: {
      alertname: 'ParityRuleHasNoData',
      severity: 'warning',
      tenant: 'oep-stg',
      series: 'parity_scenario_success',
    },
    want: 'suppressed',
  },
  {
    name: 'series of an exporter are told',
    source: SILENT,
    alert: { alertname: 'ParityRuleHasNoData', severity: 'warning', tenant: 'oep-stg', series: 'parity:queue_length' },
    want: 'active',
  },
  {
    name: 'the scenario of a relay that is broken is held back',
    source: RELAY,
    alert: failing({ scenario: 'realtime-cross-pod' }),
    want: 'suppressed',
  },
  { name: 'another scenario is told beside it', source: RELAY, alert: failing(), want: 'active' },
  {
    name: 'a certificate that pages is not told as a warning too',
    source: { ...RELAY, alertname: 'ParityCertificateExpiring' },
    alert: { ...RELAY, alertname: 'ParityCertificateExpiring', severity: 'warning' },
    want: 'suppressed',
  },
];

describe('inhibition by a real Alertmanager', requireReal('alertmanager'), () => {
  test('amtool finds nothing wrong with the configuration', () => {
    const { status, stdout, stderr } = spawnSync('amtool', ['check-config', join(ALERTS_FOLDER, 'alertmanager.yaml')], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout + stderr);
  });

  for (const { name, source, alert, want } of CASES) {
    test(name, async () => {
      await using alerting = await startAlerting();
      const url = new URL('/api/v2/alerts', alerting.url);
      const post = async (labels: Labels): Promise<void> => {
        const headers = { 'content-type': 'application/json' };
        assert.equal((await fetch(url, { method: 'POST', headers, body: JSON.stringify([{ labels }]) })).status, 200);
      };
      await post(source);
      await post(alert);
      const stateOf = async (labels: Labels): Promise<unknown> => {
        const alerts: readonly unknown[] = Object(await (await fetch(url)).json());
        const found = alerts.map((each) => Object(each)).find((each) => isSame(each.labels, labels));
        return found?.status.state;
      };
      await until(
        'both are processed',
        async () => (await stateOf(source)) === 'active' && (await stateOf(alert)) === want,
      );
    });
  }
});

const isSame = (one: Labels, other: Labels): boolean =>
  Object.keys({ ...one, ...other }).every((key) => one[key] === other[key]);
