import type { CauseId } from '../model/causes.ts';
import type { RuleId } from '../model/rules.ts';

/** One place where an answer is not as expected. Sides are kinds, formats and names; never data of a person. */
export type Difference = {
  readonly rule: RuleId;
  /** JSON Pointer with `*` for elements and keys of maps, `header:name`, `cookie:name`, `status`, `body`. */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
  /** Where it is known better than the rule knows it. */
  readonly cause?: CauseId;
};

/** What a tier of two live bodies found, in the words of all tiers. */
export const asDifference = ({ rule, path, reference, candidate }: TwoSided): Difference => ({
  rule,
  path,
  expected: reference,
  actual: candidate,
});

type TwoSided = Pick<Difference, 'rule' | 'path'> & { readonly reference: string; readonly candidate: string };

/** In path order, then by rule; the order is the same in every run. */
export const inPathOrder = (differences: readonly Difference[]): Difference[] =>
  differences.toSorted((a, b) => compareText(a.path, b.path) || compareText(a.rule, b.rule));

/** By code unit: independent of the machine's locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
