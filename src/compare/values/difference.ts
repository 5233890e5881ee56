import type { RuleId } from '../../model/rules.ts';
import type { ArrayPolicy } from './policy.ts';

/**
 * What about a place differs. `kind`, `presence` (of a key or an element) are what the shape tier judges too: where it
 * has found something at the same path, they add nothing.
 */
export type Facet = 'value' | 'kind' | 'presence' | 'order';

/** One difference for each rule, facet and index-free path; `count` says at how many places. */
export type ValueDifference = {
  readonly rule: RuleId;
  readonly facet: Facet;
  /** JSON Pointer with `*` for elements. */
  readonly path: string;
  /** Of the first place, with indexes; in the candidate when the reference lacks it. */
  readonly pointer: string;
  /** At most 80 characters each: numbers, dates, short codes; of other texts the class and the length only. */
  readonly reference: string;
  readonly candidate: string;
  readonly count: number;
};

export type ValuesComparison = {
  /** In document order. */
  readonly differences: readonly ValueDifference[];
  /** Array policies that the documents make evident, for a person to accept. */
  readonly proposals: readonly ArrayPolicy[];
  /** Ids of the noise rules that forgave something here. */
  readonly used: readonly string[];
  /** Values that differ and were forgiven. */
  readonly forgiven: number;
};
