import type { Attribution, Place } from '../model/finding.ts';
import type { Role } from '../model/tenant.ts';
import { DRIFT_RULES } from '../model/rules.ts';
import { type Answer, compareAnswers } from './answer.ts';
import type { Difference } from './difference.ts';
import type { Pin } from '../model/baseline.ts';

/** What each side shows at the place of a difference. */
export type Sides = Pick<Place, 'reference' | 'candidate' | 'baseline'>;

/** A difference with the one who moved. */
export type Attributed = Difference & Sides & { readonly attribution: Attribution };

/** The sides of a step that are there. */
export type Answers = {
  readonly reference?: Answer;
  readonly candidate?: Answer;
  readonly baseline?: Answer;
  readonly pins: readonly Pin[];
  /** Do both targets say they run another revision than the recorded one? */
  readonly isMoved: boolean;
};

/** Who moved, from all sides that are there. */
export function attribute(answers: Answers): Attributed[] {
  const { reference, candidate, baseline, pins } = answers;
  if (reference !== undefined && candidate !== undefined) {
    if (baseline !== undefined) return threeWay(answers, { reference, candidate, baseline });
    return compareAnswers(reference, candidate, pins).map((found) =>
      blame(found, 'candidate', { reference: found.expected, candidate: found.actual }, candidate),
    );
  }
  if (baseline === undefined) return [];
  return (['reference', 'candidate'] as const).flatMap((role) => alone(role, answers[role], baseline, pins));
}

function alone(role: Role, answer: Answer | undefined, baseline: Answer, pins: readonly Pin[]): Attributed[] {
  if (answer === undefined) return [];
  return compareAnswers(baseline, answer, pins).map((found) =>
    blame(found, role, { [role]: found.actual, baseline: found.expected }, answer),
  );
}

const DRIFTED = { reference: 'reference-drifted', candidate: 'candidate-drifted' } as const;

function blame(found: Difference, role: Role, sides: Sides, answer: Answer): Attributed {
  const isEdge = answer.isEdge && (found.path === 'status' || found.path === 'body');
  return { ...found, ...sides, attribution: isEdge ? 'edge-answer' : DRIFTED[role] };
}

type All = { readonly reference: Answer; readonly candidate: Answer; readonly baseline: Answer };

/**
 * Each target against the baseline, and the targets against each other.
 *
 * What only one target shows is its own drift; what both show, both share. What tells the targets apart although
 * both fit the baseline is a matter of data: the baseline knows both.
 */
function threeWay({ pins, isMoved }: Answers, { reference, candidate, baseline }: All): Attributed[] {
  const ofReference = compareAnswers(baseline, reference, pins);
  const ofCandidate = compareAnswers(baseline, candidate, pins);
  const shared = isMoved ? 'baseline-stale' : 'both-drifted';
  const both = ofCandidate.flatMap((found) => {
    const twin = ofReference.find((other) => isAlike(other, found));
    const sides = { reference: twin?.actual ?? '', candidate: found.actual, baseline: found.expected };
    return twin === undefined ? [] : [{ ...found, ...sides, attribution: shared } as const];
  });
  const isShared = (found: Difference): boolean => both.some((other) => isAlike(other, found));
  const own = [
    ...ofCandidate.filter((found) => !isShared(found)).map((found) => blameOne('candidate', found, candidate)),
    ...ofReference.filter((found) => !isShared(found)).map((found) => blameOne('reference', found, reference)),
  ];
  const explained = [...ofCandidate, ...ofReference];
  const between = compareAnswers(reference, candidate, pins)
    .filter((found) => !explained.some((other) => isRelated(other.path, found.path)))
    .map((found) => ({
      ...found,
      reference: found.expected,
      candidate: found.actual,
      attribution: 'data-differs' as const,
    }));
  return [...both, ...own, ...between];
}

/** The other target agrees with the baseline. */
function blameOne(role: Role, found: Difference, answer: Answer): Attributed {
  const other = role === 'candidate' ? 'reference' : 'candidate';
  return blame(found, role, { [role]: found.actual, [other]: found.expected, baseline: found.expected }, answer);
}

/** Heads are alike when they show the same; shapes when the same rule speaks of the same place. */
const isAlike = (one: Difference, other: Difference): boolean =>
  one.rule === other.rule &&
  one.path === other.path &&
  (one.actual === other.actual || DRIFT_RULES[one.rule].tier === 'shape');

/** The same place, or one inside the other. */
const isRelated = (one: string, other: string): boolean =>
  one === other || isInside(one, other) || isInside(other, one);

const isInside = (outer: string, inner: string): boolean => outer.startsWith('/') && inner.startsWith(`${outer}/`);
