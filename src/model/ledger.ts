import type { Attribution, Place } from './finding.ts';
import type { RuleId } from './rules.ts';

/** Whose drift is accepted: what one target shows, or both alike. */
export type DriftOf = 'reference' | 'candidate' | 'both';

/**
 * One accepted place of a finding, reviewed like code. Rule, endpoint, path and what both sides show are pinned: the
 * next place of the same cause is news, and so is another change at this one.
 */
export type LedgerEntry = Pick<Place, 'scenario' | 'step' | 'path' | 'reference' | 'candidate' | 'baseline'> & {
  /** 12 hex digits over rule, endpoint, path and sides. */
  readonly fingerprint: string;
  readonly rule: RuleId;
  readonly of: DriftOf;
  /** Ids of the tenants it holds for. */
  readonly tenants: readonly string[];
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  /** `2027-01-31`: the last day it holds. */
  readonly expires: string;
  /** `2026-11-25` */
  readonly firstSeen: string;
  /** Is its absence news? */
  readonly required: boolean;
};

/** A place that a run saw and the ledger accepts. */
export type AcceptedPlace = Place &
  Pick<LedgerEntry, 'fingerprint' | 'rule' | 'expires'> & { readonly attribution: Attribution };
