import type { Delivery } from './delivery.ts';
import type { Sample } from './metrics.ts';

/** Deliveries for tests: made up, but whole. */

const LABELS = { tenant: 'academy-stg', suite: 'all' };

/** @param more what is other than in a run of one scenario that passed on the candidate */
export const delivery = (id: string, more: Partial<Delivery> = {}): Delivery => ({
  version: 1,
  run: { id, trace: `7061726974790000${id}`, startedAt: '2026-11-25T03:12:09.000Z', durationMs: 1_834 },
  parity: '0.1.0',
  ...LABELS,
  targets: ['candidate'],
  scenarios: ['health'],
  verdict: { kind: 'pass', headline: 'all the same' },
  outcomes: [{ scenario: 'health', target: 'candidate', verdict: 'pass', startedMs: 0, durationMs: 12 }],
  findings: [],
  samples: [runEnded(1), succeeded('health', 'candidate', 1)],
  ...more,
});

export const runEnded = (value: number): Sample => ({ name: 'parity_run_timestamp_seconds', labels: LABELS, value });

export const succeeded = (scenario: string, target: string, value: number): Sample => ({
  name: 'parity_scenario_last_success_timestamp_seconds',
  labels: { ...LABELS, scenario, target },
  value,
});

export const success = (scenario: string, target: string, value: number): Sample => ({
  name: 'parity_scenario_success',
  labels: { ...LABELS, scenario, target },
  value,
});
