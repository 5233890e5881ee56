import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Report } from '../model/report.ts';
import { MONITORED } from '../report/monitored-report.ts';
import { PASSED } from '../report/samples.ts';
import { requireReal } from '../../testbed/requirements.ts';
import { type Memory, NO_MEMORY, remember } from './memory.ts';
import { BASE_LABELS, LABELS, METRIC_NAMES, METRICS, type Sample } from './metrics.ts';
import { samplesOf } from './samples.ts';
import { makeMeters, textOf } from './scrape.ts';

const KNOWN = ['health', 'login', 'courses'];
const LEDGER = [{ expires: '2026-11-24' }, { expires: '2026-12-24' }, { expires: '2027-01-31' }];

const BEFORE: Memory = {
  runSuccess: 1_795_000_000,
  successes: [
    { scenario: 'login', role: 'candidate', at: 1_795_000_000.5 },
    { scenario: 'removed', role: 'candidate', at: 1 },
  ],
  drifts: [{ finding: '0a1b2c3d4e5f', scenario: 'courses', at: 1_794_000_000 }],
  delivered: { pushgateway: 1_795_000_100 },
};

const sampled = (report: Report, before = NO_MEMORY, budget?: number) =>
  samplesOf(report, {
    suite: 'all',
    memory: remember(before, report, KNOWN),
    ledger: LEDGER,
    ...(budget && { budget }),
  });

const series = (samples: readonly Sample[], name: string): readonly string[] =>
  samples
    .filter((sample) => sample.name === name)
    .map(({ labels, value }) => `${Object.values(labels).slice(2).join(' ')} ${value}`);

describe('the text that Prometheus reads', () => {
  // Write it anew with `node --test --test-update-snapshots src/export/metrics.test.ts`.
  for (const { name, report, before } of [
    { name: 'first-run', report: PASSED, before: NO_MEMORY },
    { name: 'bad-day', report: MONITORED, before: BEFORE },
  ]) {
    test(`${name} is the golden file, whole`, async (t) => {
      t.assert.fileSnapshot(
        await textOf(sampled(report, before).samples),
        join(import.meta.dirname, `golden/${name}.txt`),
        {
          serializers: [(text: string) => text],
        },
      );
    });
  }

  test('pleases promtool, counters and histograms included', requireReal('prometheus'), async () => {
    const meters = makeMeters();
    const labels = { tenant: 'academy-stg', suite: 'all', scenario: 'health', target: 'candidate' };
    meters.count('parity_scenario_runs_total', { ...labels, verdict: 'pass' });
    meters.observe('parity_scenario_duration_seconds', labels, 0.4);
    const input = await meters.text(sampled(MONITORED, BEFORE).samples);
    assert.equal(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' }), '');
    assert.match(input, /^parity_scenario_duration_seconds_bucket\{le="0.5",.*scenario="health".*\} 1$/m);
  });

  test('of a bad name does not please promtool', requireReal('prometheus'), () => {
    const input = '# TYPE parity_bad_total gauge\nparity_bad_total 1\n';
    assert.throws(() => execFileSync('promtool', ['check', 'metrics'], { input, stdio: 'pipe' }));
  });
});

describe('samples', () => {
  test('have the labels of their metric, all of them and no others', () => {
    for (const { name, labels } of sampled(MONITORED, BEFORE).samples) {
      assert.deepEqual(Object.keys(labels).toSorted(), [...BASE_LABELS, ...METRICS[name].labels].toSorted(), name);
    }
  });

  test('of a scenario that could not be judged tell no success, and no older one is forgotten', () => {
    const { samples } = sampled(MONITORED, BEFORE);
    assert.deepEqual(series(samples, 'parity_scenario_success'), [
      'health reference 1',
      'courses reference 1',
      'health candidate 1',
      'login candidate 0',
      'courses candidate 0',
    ]);
    assert.ok(
      series(samples, 'parity_scenario_last_success_timestamp_seconds').includes('login candidate 1795000000.5'),
    );
  });

  test('of a scenario that is gone are gone', () => {
    assert.ok(!JSON.stringify(sampled(MONITORED, BEFORE).samples).includes('removed'));
  });

  test('of what never happened are absent, and never 0 or -1', () => {
    const { samples } = sampled(MONITORED);
    assert.deepEqual(series(samples, 'parity_run_success_timestamp_seconds'), []);
    assert.deepEqual(
      samples.filter(({ name, value }) => METRICS[name].unit === 'timestamp' && value < 1_000_000_000),
      [],
    );
  });

  test('beyond the budget are left out, the least needed first, and that is told', () => {
    const all = sampled(MONITORED).samples.length;
    const { samples, dropped } = sampled(MONITORED, NO_MEMORY, 60);
    assert.equal(samples.length, 60);
    assert.deepEqual(series(samples, 'parity_series_dropped'), [` ${all - 60}`]);
    assert.ok(dropped.includes('parity_scenario_phase_seconds (31 series)'), dropped.join());
    assert.equal(series(samples, 'parity_scenario_success').length, 5);
  });

  test('of a whole report are within the budget, and nothing is left out', () => {
    assert.deepEqual(sampled(MONITORED, BEFORE).dropped, []);
  });
});

describe('memory', () => {
  test('forgets a difference once its scenario passes, and keeps it while nobody could judge', () => {
    const open = remember(NO_MEMORY, MONITORED, KNOWN);
    const failed: Report = {
      ...MONITORED,
      findings: [],
      outcomes: MONITORED.outcomes
        .filter(({ scenario }) => scenario === 'courses')
        .map((outcome) => ({ ...outcome, verdict: { kind: 'fail', step: 'list', reason: '' } })),
    };
    assert.equal(open.drifts.length, 2);
    assert.deepEqual(remember(open, failed, KNOWN).drifts, open.drifts);
    assert.deepEqual(remember(open, PASSED, KNOWN).drifts, []);
  });

  test('keeps the first time of a difference over later runs', () => {
    const open = remember(BEFORE, MONITORED, KNOWN);
    assert.deepEqual(
      open.drifts.map(({ finding, at }) => [finding, at]),
      [
        ['0a1b2c3d4e5f', 1_794_000_000],
        ['1a1b2c3d4e5f', 1_795_576_330.834],
      ],
    );
  });
});

describe('METRICS', () => {
  for (const name of METRIC_NAMES) {
    const { type, unit, labels, help } = METRICS[name];
    test(`${name} is named, labelled and described as the conventions want`, () => {
      assert.match(name, /^parity_[a-z_]+$/);
      assert.equal(name.endsWith('_total'), type === 'counter');
      assert.equal(name.endsWith('_timestamp_seconds'), unit === 'timestamp');
      assert.equal(name.endsWith('_info'), unit === 'info');
      if (unit === 'seconds') assert.match(name, /_seconds$/);
      assert.ok(labels.every((label) => LABELS.includes(label)));
      assert.match(help, /^[A-Z0-9].*\.$/);
    });
  }
});
