import type { Baseline } from '../model/baseline.ts';
import type { Exchange } from '../model/observation.ts';
import type { Comparison } from '../model/report.ts';
import type { Role } from '../model/tenant.ts';
import type { Attributed } from './attribute.ts';
import type { Side } from './side.ts';
import { attribute } from './attribute.ts';
import { compareSides, recordedSide, sideOf } from './side.ts';

/** One step: what each target answered, and what was recorded. */
export type StepSides = {
  readonly scenario: string;
  readonly step: string;
  readonly answers: Readonly<Partial<Record<Role, Exchange>>>;
  readonly baseline: Baseline | undefined;
  /** Where each target is dialled, and which revision it says it runs. */
  readonly targets: Readonly<Partial<Record<Role, { readonly url: string; readonly revision?: string }>>>;
};

export type ComparedStep = {
  readonly compared: Comparison['compared'];
  readonly differences: readonly Attributed[];
};

/** Reference against candidate against baseline. Pure. */
export function compareStep(step: StepSides): ComparedStep {
  const { baseline } = step;
  const [reference, candidate] = [liveSide(step, 'reference'), liveSide(step, 'candidate')];
  const recorded = baseline && recordedSide(baseline);
  const pins = baseline?.pins ?? [];
  const between = (expected?: Side, actual?: Side) => (expected && actual ? compareSides(expected, actual, pins) : []);
  const differences = attribute({
    scenario: step.scenario,
    step: step.step,
    targets: between(reference, candidate),
    reference: between(recorded, reference),
    candidate: between(recorded, candidate),
    isStale: isStale(step),
  });
  const compared: Comparison['compared'][number][] = [];
  if (reference && candidate) compared.push('reference-candidate');
  if (reference && recorded) compared.push('reference-baseline');
  if (candidate && recorded) compared.push('candidate-baseline');
  return { compared, differences };
}

function liveSide({ answers, targets }: StepSides, role: Role): Side | undefined {
  const answer = answers[role];
  return answer && sideOf(answer, targets[role]?.url ?? '');
}

/** Both targets say their revision, and neither runs the recorded one. */
function isStale({ baseline, targets }: StepSides): boolean {
  const recorded = baseline?.provenance.revision;
  const running = [targets.reference?.revision, targets.candidate?.revision];
  return recorded !== undefined && running.every((revision) => revision !== undefined && revision !== recorded);
}
