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
  return { ...found, ...sides, attribution: attributionOf(found, isEdge ? 'edge-answer' : DRIFTED[role]) };
}

/** An empty list has nothing to compare: that is other data, and nobody drifted. */
const attributionOf = ({ rule }: Difference, attribution: Attribution): Attribution =>
  rule === 'evidence-lost' ? 'data-differs' : attribution;

type All = { readonly reference: Answer; readonly candidate: Answer; readonly baseline: Answer };

/**
 * Each target against the baseline, and the targets against each other.
 *
 * What only one target shows is its own drift; what both show alike, both share. When both left the baseline at one
 * place, but not alike, the candidate is named and the place shows all three sides. What tells the targets apart
 * although both fit the baseline is a matter of data: the baseline knows both.
 */
function threeWay({ pins, isMoved }: Answers, { reference, candidate, baseline }: All): Attributed[] {
  const ofReference = compareAnswers(baseline, reference, pins);
  const ofCandidate = compareAnswers(baseline, candidate, pins);
  const between = compareAnswers(reference, candidate, pins);
  const explained = [...ofCandidate, ...ofReference];
  return [
    ...ofCandidate.map((found) => {
      const twin = ofReference.find((other) => isSameFinding(other, found));
      if (twin === undefined || !areAlike(twin, found, between))
        return moved('candidate', found, candidate, ofReference);
      const sides = { reference: twin.actual, candidate: found.actual, baseline: found.expected };
      return { ...found, ...sides, attribution: attributionOf(found, isMoved ? 'baseline-stale' : 'both-drifted') };
    }),
    ...ofReference
      .filter((found) => !ofCandidate.some((other) => isSameFinding(other, found)))
      .map((found) => moved('reference', found, reference, ofCandidate)),
    ...between
      .filter((found) => !explained.some((other) => isRelated(other.path, found.path)))
      .map((found) => ({
        ...found,
        reference: found.expected,
        candidate: found.actual,
        attribution: 'data-differs' as const,
      })),
  ];
}

/** The other target agrees with the baseline here, unless it has a difference of its own at the same place. */
function moved(role: Role, found: Difference, answer: Answer, ofOther: readonly Difference[]): Attributed {
  const other = role === 'candidate' ? 'reference' : 'candidate';
  const shown = ofOther.find(({ path }) => path === found.path)?.actual ?? found.expected;
  return blame(found, role, { [role]: found.actual, [other]: shown, baseline: found.expected }, answer);
}

const isSameFinding = (one: Difference, other: Difference): boolean =>
  one.rule === other.rule && one.path === other.path;

/** Heads are alike when they show the same; shapes when nothing breaks between the two targets there. */
function areAlike(one: Difference, other: Difference, between: readonly Difference[]): boolean {
  if (DRIFT_RULES[one.rule].tier !== 'shape') return one.actual === other.actual;
  return !between.some(({ rule, path }) => path === one.path && DRIFT_RULES[rule].level === 'breaking');
}

/** The same place, or one inside the other. */
const isRelated = (one: string, other: string): boolean =>
  one === other || isInside(one, other) || isInside(other, one);

const isInside = (outer: string, inner: string): boolean => outer.startsWith('/') && inner.startsWith(`${outer}/`);
