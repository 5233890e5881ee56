import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Sample } from '../export/metrics.ts';
import { PASSED } from '../report/samples.ts';
import { EMPTY_BOARD, putOn } from './board.ts';

const only = (id: string) => ({
  ...PASSED,
  scenarios: PASSED.scenarios.filter((scenario) => scenario.id === id),
  outcomes: PASSED.outcomes.filter(({ scenario }) => scenario === id),
});

const of = (from: string, value: number, name: Sample['name'] = 'parity_scenario_success'): Sample => ({
  name,
  labels: { scenario: from },
  value,
  from,
});
const ofTheRun = (value: number): Sample => ({ name: 'parity_run_timestamp_seconds', labels: {}, value });

const seen = (samples: readonly Sample[]): readonly string[] =>
  samples.map(({ name, from = 'run', value }) => `${name.slice('parity_'.length)} ${from} ${value}`).toSorted();

describe('a board', () => {
  test('replaces what ran and what is of the run, and keeps the rest', () => {
    const first = putOn(EMPTY_BOARD, PASSED, [ofTheRun(1), of('health', 1), of('login', 1)]);
    const second = putOn(first, only('health'), [ofTheRun(2), of('health', 0)]);
    assert.deepEqual(seen(second.samples), [
      'run_timestamp_seconds run 2',
      'scenario_success health 0',
      'scenario_success login 1',
    ]);
    assert.deepEqual(second.rows.map(({ scenario }) => scenario).toSorted(), [
      'courses',
      'courses',
      'health',
      'health',
      'login',
      'login',
    ]);
  });

  test('loses a series that its scenario no longer tells', () => {
    const first = putOn(EMPTY_BOARD, PASSED, [of('health', 3, 'parity_realtime_connections'), of('health', 1)]);
    assert.deepEqual(seen(putOn(first, only('health'), [of('health', 1)]).samples), ['scenario_success health 1']);
  });
});
