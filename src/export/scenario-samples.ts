import type { Finding } from '../model/finding.ts';
import type { Timings } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Report } from '../model/report.ts';
import type { Memory } from './memory.ts';
import type { Sample } from './metrics.ts';
import { driftOf } from '../model/drift-of.ts';
import { LEVELS } from '../model/level.ts';
import { VERDICT_ORDER } from '../model/verdict.ts';
import { secondsAt } from './memory.ts';

const SUCCESS: Readonly<Partial<Record<Outcome['verdict']['kind'], number>>> = { pass: 1, drift: 0, fail: 0 };

/** How one scenario ended on one target. */
export function outcomeSamples({ run }: Report, outcome: Outcome): readonly Sample[] {
  const { scenario, role, verdict, startedMs, durationMs } = outcome;
  const labels = { scenario, target: role };
  if (verdict.kind === 'skipped') return [];
  const success = SUCCESS[verdict.kind];
  return [
    ...(success === undefined
      ? []
      : [{ name: 'parity_scenario_success', labels, value: success, from: scenario } as const]),
    {
      name: 'parity_scenario_last_run_timestamp_seconds',
      labels,
      value: secondsAt(run, startedMs + durationMs),
      from: scenario,
    },
    { name: 'parity_scenario_last_duration_seconds', labels, value: durationMs / 1_000, from: scenario },
    ...VERDICT_ORDER.map((kind): Sample => ({
      name: 'parity_scenario_verdict',
      labels: { ...labels, verdict: kind },
      value: kind === verdict.kind ? 1 : 0,
      from: scenario,
    })),
    ...phaseSamples(outcome),
  ];
}

const PHASES = ['dns', 'connect', 'tls', 'send', 'wait', 'receive'] as const satisfies readonly (keyof Timings)[];

function phaseSamples({ scenario, role, steps }: Outcome): readonly Sample[] {
  const timings = steps.flatMap(({ observation }) => (observation === undefined ? [] : [observation.timings]));
  return PHASES.flatMap((phase) => {
    const times = timings.flatMap((each) => each[phase] ?? []);
    if (times.length === 0) return [];
    const labels = { scenario, target: role, phase };
    return [{ name: 'parity_scenario_phase_seconds', labels, value: sum(times) / 1_000, from: scenario }] as const;
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/**
 * Open differences of one scenario by target and level. Zeros stand for targets that were judged: a series that only
 * appears with the first difference has no past to compare with.
 */
export function driftSamples({ outcomes, findings }: Report, scenario: string): readonly Sample[] {
  const judged = outcomes
    .filter((outcome) => outcome.scenario === scenario && ['pass', 'drift'].includes(outcome.verdict.kind))
    .map(({ role }) => role);
  const open = findings.filter(({ places }) => places.some((place) => place.scenario === scenario));
  const count = (target: string, level: string): number =>
    open.filter((finding) => driftOf(finding.attribution) === target && finding.level === level).length;
  return (['reference', 'candidate', 'both'] as const).flatMap((target) =>
    LEVELS.filter((level) => count(target, level) > 0 || (target !== 'both' && judged.includes(target))).map(
      (level): Sample => ({
        name: 'parity_drift_findings',
        labels: { scenario, target, level },
        value: count(target, level),
        from: scenario,
      }),
    ),
  );
}

/** When the oldest open difference of each scenario and target was first seen. */
export function firstSeenSamples(findings: readonly Finding[], { drifts }: Memory): readonly Sample[] {
  const oldest = new Map<string, Sample>();
  for (const { finding, scenario, at } of drifts) {
    const attribution = findings.find(({ id }) => id === finding)?.attribution;
    const target = attribution && driftOf(attribution);
    if (target === undefined) continue;
    const key = `${scenario} ${target}`;
    if ((oldest.get(key)?.value ?? Infinity) <= at) continue;
    const name = 'parity_drift_oldest_first_seen_timestamp_seconds';
    oldest.set(key, { name, labels: { scenario, target }, value: at, from: scenario });
  }
  return [...oldest.values()];
}
