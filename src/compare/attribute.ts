import type { Attribution, Place } from '../model/finding.ts';
import type { RuleId } from '../model/rules.ts';
import type { Difference } from './difference.ts';

/** A difference with whoever moved. */
export type Attributed = { readonly rule: RuleId; readonly attribution: Attribution; readonly place: Place };

/** The three views of one step; a view that could not be had is empty. */
export type Views = {
  readonly scenario: string;
  readonly step: string;
  /** From the reference to the candidate. */
  readonly targets: readonly Difference[];
  /** From the baseline to each. */
  readonly reference: readonly Difference[];
  readonly candidate: readonly Difference[];
  /** Both say they run another revision than the recorded one. */
  readonly isStale: boolean;
};

/** One entry for each place that moved: three views of one change are one change. */
export function attribute(views: Views): readonly Attributed[] {
  return [
    ...views.candidate.flatMap((seen) => fromCandidate(views, seen)),
    ...fromReference(views),
    ...fromTargets(views),
  ];
}

const at = (differences: readonly Difference[], path: string): Difference | undefined =>
  differences.find((difference) => difference.path === path);

/** The candidate is not as recorded: alone, or like the reference. */
function fromCandidate(views: Views, seen: Difference): Attributed[] {
  const reference = at(views.reference, seen.path);
  const alike = reference !== undefined && at(views.targets, seen.path) === undefined;
  const together: Attribution = views.isStale ? 'baseline-stale' : 'both-drifted';
  const attribution: Attribution = reference === undefined ? 'candidate-drifted' : together;
  const ofReference = alike ? seen.actual : (reference?.actual ?? at(views.targets, seen.path)?.expected);
  return [
    attributed(views, seen, attribution, { baseline: seen.expected, candidate: seen.actual, reference: ofReference }),
  ];
}

/** The reference is not as recorded, and the candidate is. */
const fromReference = (views: Views): Attributed[] =>
  views.reference
    .filter(({ path }) => at(views.candidate, path) === undefined)
    .map((seen) =>
      attributed(views, seen, 'reference-drifted', {
        baseline: seen.expected,
        reference: seen.actual,
        candidate: at(views.targets, seen.path)?.actual,
      }),
    );

/** Only seen between the targets: there is no baseline, or it has no evidence there. */
const fromTargets = (views: Views): Attributed[] =>
  views.targets
    .filter(({ path }) => at(views.candidate, path) === undefined && at(views.reference, path) === undefined)
    .map((seen) => attributed(views, seen, 'candidate-drifted', { reference: seen.expected, candidate: seen.actual }));

type Sides = Readonly<Record<'reference' | 'candidate' | 'baseline', string | undefined>>;

function attributed(
  views: Views,
  { rule, path }: Difference,
  attribution: Attribution,
  sides: Partial<Sides>,
): Attributed {
  const { scenario, step } = views;
  const { reference, candidate, baseline } = sides;
  const place = {
    scenario,
    step,
    path,
    ...(reference !== undefined && { reference }),
    ...(candidate !== undefined && { candidate }),
    ...(baseline !== undefined && { baseline }),
  };
  return { rule, attribution, place };
}
