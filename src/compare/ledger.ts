import type { Place } from '../model/finding.ts';
import type { AcceptedPlace, LedgerEntry } from '../model/ledger.ts';
import type { RuleId } from '../model/rules.ts';
import { placeOf } from './findings.ts';
import type { StepDifference } from './step.ts';
import { driftOf } from '../model/drift-of.ts';
import { createHash } from 'node:crypto';
import { DRIFT_RULES } from '../model/rules.ts';

/** Under which an acceptance is known. */
export const acceptanceKey = ({ of, fingerprint }: Pick<LedgerEntry, 'of' | 'fingerprint'>): string =>
  `${of} ${fingerprint}`;

/**
 * Names one place of one finding. Sides are part of it, but not where they are live values: those change from day to
 * day, and their shapes are the same.
 */
export function fingerprintOf(rule: RuleId, place: Place): string {
  const { scenario, step, path, reference = '', candidate = '', baseline = '' } = place;
  const sides = DRIFT_RULES[rule].tier === 'values' ? [] : [reference, candidate, baseline];
  const key = JSON.stringify([rule, scenario, step, path, ...sides]);
  return createHash('sha256').update(key).digest('hex').slice(0, 12);
}

export type Sorted = {
  /** What nobody accepted, or not any more. */
  readonly news: readonly StepDifference[];
  readonly accepted: readonly AcceptedPlace[];
};

/**
 * Takes out of the differences what the ledger accepts.
 *
 * @param entries of this tenant
 * @param today `2026-11-25`; an entry that expired before does not count
 */
export function sortByLedger(
  differences: readonly StepDifference[],
  entries: readonly LedgerEntry[],
  today: string,
): Sorted {
  const valid = new Map(
    entries.filter(({ expires }) => expires >= today).map((entry) => [acceptanceKey(entry), entry]),
  );
  const news: StepDifference[] = [];
  const accepted: AcceptedPlace[] = [];
  for (const difference of differences) {
    const { rule, attribution } = difference;
    const of = driftOf(attribution);
    const entry = of && valid.get(acceptanceKey({ of, fingerprint: fingerprintOf(rule, difference) }));
    if (entry === undefined) news.push(difference);
    else accepted.push(acceptedPlace(entry, difference));
  }
  return { news, accepted };
}

const acceptedPlace = (
  { fingerprint, expires }: LedgerEntry,
  { rule, attribution, ...difference }: StepDifference,
): AcceptedPlace => ({ fingerprint, rule, attribution, expires, ...placeOf(difference) });
