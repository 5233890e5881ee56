import type { Finding } from '../model/finding.ts';
import type { Level } from '../model/level.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Comparison } from '../model/report.ts';
import type { Role } from '../model/tenant.ts';
import type { Verdict } from '../model/verdict.ts';
import { atLeast } from '../model/level.ts';

/** Whom a finding makes wrong. Flaky and differing data make nobody wrong: they keep us from judging. */
const BLAMED = {
  'candidate-drifted': ['candidate'],
  'reference-drifted': ['reference'],
  'both-drifted': ['reference', 'candidate'],
  'baseline-stale': ['reference', 'candidate'],
  'edge-answer': ['reference', 'candidate'],
  'data-differs': [],
  flaky: [],
  'target-failed': [],
} as const satisfies Record<Finding['attribution'], readonly Role[]>;

/** A finding at the gate's level or above, in one scenario. */
type Counting = { readonly finding: Finding; readonly steps: readonly string[] };

/**
 * The outcome after judging. Only a scenario that ran well can drift: for the others the run's own verdict stands.
 *
 * @param comparisons of this outcome's scenario
 */
export function judgedOutcome(
  outcome: Outcome,
  comparisons: readonly Comparison[],
  findings: readonly Finding[],
  gate: Level,
): Outcome {
  if (outcome.ended.kind !== 'pass') return { ...outcome, verdict: outcome.ended };
  const counting = findings.flatMap((finding) => countingIn(outcome.scenario, finding, gate));
  return { ...outcome, verdict: driftOf(outcome, counting) ?? notJudged(comparisons, counting) ?? { kind: 'pass' } };
}

function countingIn(scenario: string, finding: Finding, gate: Level): Counting[] {
  const steps = finding.places.filter((place) => place.scenario === scenario).map((place) => place.step);
  return atLeast(finding.level, gate) && steps.length > 0 ? [{ finding, steps }] : [];
}

function driftOf({ role }: Outcome, counting: readonly Counting[]): Verdict | undefined {
  const blaming = counting.filter(({ finding }) => isBlamed(role, finding));
  if (blaming.length === 0) return undefined;
  return { kind: 'drift', findings: blaming.map(({ finding }) => finding.id) };
}

function isBlamed(role: Role, { attribution }: Finding): boolean {
  const roles: readonly Role[] = BLAMED[attribution];
  return roles.includes(role);
}

function notJudged(comparisons: readonly Comparison[], counting: readonly Counting[]): Verdict | undefined {
  const unsettled = counting.find(({ finding }) => ['flaky', 'data-differs'].includes(finding.attribution));
  if (unsettled !== undefined) {
    const [step = ''] = unsettled.steps;
    const reasons = { flaky: 'the target disagrees with itself', 'data-differs': 'the targets hold other data' };
    const reason = reasons[unsettled.finding.attribution === 'flaky' ? 'flaky' : 'data-differs'];
    return { kind: 'inconclusive', step, reason: `${reason} (${unsettled.finding.id})` };
  }
  const without = comparisons.filter(({ baseline }) => baseline !== 'used');
  const [first] = without;
  if (first === undefined) return undefined;
  const more = without.length === 1 ? '' : ` and ${without.length - 1} more`;
  return {
    kind: 'inconclusive',
    step: first.step,
    reason: `the baseline of ${first.step}${more} is ${first.baseline}`,
  };
}
