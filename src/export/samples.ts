import type { LedgerEntry } from '../model/ledger.ts';
import type { Report } from '../model/report.ts';
import type { Memory } from './memory.ts';
import type { Sample } from './metrics.ts';
import { ROLES } from '../model/tenant.ts';
import { VERDICT_ORDER } from '../model/verdict.ts';
import { type Sampled, withinBudget } from './budget.ts';
import { secondsAt } from './memory.ts';
import { driftSamples, firstSeenSamples, outcomeSamples } from './scenario-samples.ts';
import { targetSamples } from './target-samples.ts';

/** What the report does not say. */
export type SampleContext = {
  /** Names the selection of scenarios and targets that runs together. */
  readonly suite: string;
  /** As it is after this run. */
  readonly memory: Memory;
  /** Of this tenant. */
  readonly ledger: readonly Pick<LedgerEntry, 'expires'>[];
  /** Most series of one run; default: SERIES_BUDGET. */
  readonly budget?: number;
};

/** Everything a run says as numbers; `tenant` and `suite` on each. Pure. */
export function samplesOf(report: Report, { suite, memory, ledger, budget }: SampleContext): Sampled {
  const samples = [
    ...runSamples(report),
    ...report.outcomes.flatMap((outcome) => outcomeSamples(report, outcome)),
    ...report.scenarios.flatMap(({ id }) => driftSamples(report, id)),
    ...firstSeenSamples(report.findings, memory),
    ...targetSamples(report.outcomes),
    ...memorySamples(memory),
    ...ledgerSamples(ledger, report.run),
  ];
  const base = { tenant: report.tenant.id, suite };
  return withinBudget(
    samples.map((sample) => ({ ...sample, labels: { ...base, ...sample.labels } })),
    base,
    budget,
  );
}

function runSamples({ run, verdict, outcomes, targets }: Report): readonly Sample[] {
  const broken = outcomes.filter((outcome) => outcome.verdict.kind === 'error').length;
  const [reference, candidate] = ROLES.map((role) => targets.find((target) => target.role === role)?.revision ?? '');
  const info = { parity_version: run.parity, reference_revision: reference!, candidate_revision: candidate! };
  return [
    { name: 'parity_run_timestamp_seconds', labels: {}, value: secondsAt(run, run.durationMs) },
    { name: 'parity_run_duration_seconds', labels: {}, value: run.durationMs / 1_000 },
    { name: 'parity_run_errors', labels: {}, value: broken },
    { name: 'parity_run_info', labels: info, value: 1 },
    ...VERDICT_ORDER.map((kind): Sample => ({
      name: 'parity_run_verdict',
      labels: { verdict: kind },
      value: kind === verdict.kind ? 1 : 0,
    })),
    ...targets.map(({ role, vantage }): Sample => ({
      name: 'parity_target_info',
      labels: { target: role, vantage },
      value: 1,
    })),
  ];
}

function memorySamples({ runSuccess, successes, delivered }: Memory): readonly Sample[] {
  return [
    ...(runSuccess === undefined
      ? []
      : [{ name: 'parity_run_success_timestamp_seconds', labels: {}, value: runSuccess } as const]),
    ...successes.map(({ scenario, role, at }): Sample => ({
      name: 'parity_scenario_last_success_timestamp_seconds',
      labels: { scenario, target: role },
      value: at,
      from: scenario,
    })),
    ...Object.entries(delivered).map(([sink, at]): Sample => ({
      name: 'parity_delivery_last_success_timestamp_seconds',
      labels: { sink },
      value: at,
    })),
  ];
}

/** An entry holds to the end of its last day. */
const endOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 1_000 + 86_400;

function ledgerSamples(ledger: SampleContext['ledger'], run: Report['run']): readonly Sample[] {
  const now = secondsAt(run, 0);
  const ends = ledger.map(({ expires }) => endOf(expires));
  const valid = ends.filter((end) => end > now);
  return [
    entries('valid', valid.length),
    entries('expired', ends.length - valid.length),
    ...(valid.length === 0
      ? []
      : [{ name: 'parity_ledger_next_expiry_timestamp_seconds', labels: {}, value: Math.min(...valid) } as const]),
  ];
}

const entries = (state: string, value: number): Sample => ({
  name: 'parity_ledger_entries',
  labels: { state },
  value,
});
