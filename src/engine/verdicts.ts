import type { Finding, Place } from '../model/finding.ts';
import type { Level } from '../model/level.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Comparison } from '../model/report.ts';
import type { Policy, Role } from '../model/tenant.ts';
import { driftOf, isCritical } from '../compare/index.ts';
import type { Verdict } from '../model/verdict.ts';
import { atLeast } from '../model/level.ts';

/** What counts: findings of this level and above, and other data where the policy calls an endpoint critical. */
export type Counted = { readonly gate: Level; readonly policy: Policy };

/** A finding at the gate's level or above, in one scenario. */
type Counting = { readonly finding: Finding; readonly places: readonly Place[] };

/**
 * The outcome after judging. Only a scenario that ran well can drift: for the others the run's own verdict stands.
 *
 * @param comparisons of this outcome's scenario
 */
export function judgedOutcome(
  outcome: Outcome,
  comparisons: readonly Comparison[],
  findings: readonly Finding[],
  { gate, policy }: Counted,
): Outcome {
  if (outcome.ended.kind !== 'pass') return { ...outcome, verdict: outcome.ended };
  const counting = findings.flatMap((finding) => countingIn(outcome.scenario, finding, gate));
  const verdict = driftIn(outcome, counting) ??
    notJudged(comparisons, counting) ??
    otherData(outcome.scenario, findings, policy) ?? { kind: 'pass' };
  return { ...outcome, verdict };
}

function countingIn(scenario: string, finding: Finding, gate: Level): Counting[] {
  const places = finding.places.filter((place) => place.scenario === scenario);
  return atLeast(finding.level, gate) && places.length > 0 ? [{ finding, places }] : [];
}

function driftIn({ role }: Outcome, counting: readonly Counting[]): Verdict | undefined {
  const blaming = counting.filter(
    ({ finding, places }) => isDrift(finding) && places.some((place) => hasMoved(role, place)),
  );
  return blaming.length === 0 ? undefined : { kind: 'drift', findings: blaming.map(({ finding }) => finding.id) };
}

/** Flaky answers keep us from judging; differing data is no drift. */
const isDrift = ({ attribution }: Finding): boolean => driftOf(attribution) !== undefined;

/** Does the target show something else than was expected: the baseline, or without one the reference? */
function hasMoved(role: Role, { reference, candidate, baseline = reference }: Place): boolean {
  const shown = role === 'reference' ? reference : candidate;
  return shown !== undefined && shown !== baseline;
}

function notJudged(comparisons: readonly Comparison[], counting: readonly Counting[]): Verdict | undefined {
  const flaky = counting.find(({ finding }) => finding.attribution === 'flaky');
  if (flaky !== undefined) {
    const step = flaky.places[0]?.step ?? '';
    return { kind: 'inconclusive', step, reason: `the target disagrees with itself (${flaky.finding.id})` };
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

/** Other data is no drift; on a critical endpoint it keeps us from judging, whatever its level. */
function otherData(scenario: string, findings: readonly Finding[], policy: Policy): Verdict | undefined {
  for (const { id, attribution, places } of findings) {
    if (attribution !== 'data-differs') continue;
    const place = places.find((place) => place.scenario === scenario && isCritical(policy, scenario, place.step));
    if (place === undefined) continue;
    return {
      kind: 'inconclusive',
      step: place.step,
      reason: `the targets hold other data, and this endpoint is critical (${id})`,
    };
  }
  return undefined;
}
