import { ancestryOf, escapeToken, type JsonDocument, placeOf, pointerFrom } from '../../json/index.ts';
import type { RuleId } from '../../model/rules.ts';
import type { ByteDifference } from './difference.ts';

/** One place of a class. Path and sides are made only when it is the first. */
export type Seen = {
  /** Entry of the reference that stands for the place. */
  readonly entry: number;
  /** A key below that entry which the reference lacks. */
  readonly key?: string;
  readonly offsets: readonly [reference: number, candidate: number];
  readonly path: () => string;
  readonly shown: () => readonly [reference: string, candidate: string];
};

type First = Omit<Seen, 'path' | 'shown'> & {
  readonly path: string;
  readonly shown: readonly [reference: string, candidate: string];
  count: number;
};

/** Counts places by class and keeps the first in document order. */
export type Tally = {
  readonly reference: JsonDocument;
  readonly candidate: JsonDocument;
  readonly firsts: Map<RuleId, First>;
};

export function count(tally: Tally, rule: RuleId, seen: Seen): void {
  const first = tally.firsts.get(rule);
  if (first !== undefined && first.entry <= seen.entry) first.count++;
  else tally.firsts.set(rule, { ...seen, path: seen.path(), shown: seen.shown(), count: (first?.count ?? 0) + 1 });
}

/** In document order. */
export function differencesOf({ reference, candidate, firsts }: Tally): ByteDifference[] {
  const ancestry = ancestryOf(reference);
  return [...firsts]
    .sort(([, one], [, other]) => one.entry - other.entry)
    .map(([rule, first]) => ({
      rule,
      path: first.path,
      pointer:
        pointerFrom(reference, ancestry, first.entry) + (first.key === undefined ? '' : `/${escapeToken(first.key)}`),
      reference: first.shown[0],
      candidate: first.shown[1],
      at: {
        reference: placeOf(reference.bytes, first.offsets[0]),
        candidate: placeOf(candidate.bytes, first.offsets[1]),
      },
      count: first.count,
    }));
}
