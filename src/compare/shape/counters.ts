import type {
  ArrayShape,
  KeyClass,
  Members,
  NumberClass,
  ObjectShape,
  Shape,
  StringFormat,
} from '../../model/shape.ts';
import { sortedRecord } from './sorted-record.ts';

/** Counts by key. The same key time and again, as in a column of a list, costs no look-up. */
export type Runs<Key> = { last: Key | undefined; run: number; readonly counts: Map<Key, number> };

/** A shape while it is counted. */
export type Counter = {
  count: number;
  null: number;
  boolean: number;
  readonly number: Runs<NumberClass>;
  readonly string: Runs<StringFormat>;
  array: ArrayCounter | undefined;
  object: ObjectCounter | undefined;
};

export type ArrayCounter = { count: number; empty: number; readonly items: Counter };

export type MembersCounter = {
  count: number;
  readonly properties: Map<string, Counter>;
  readonly keyed: Map<KeyClass, Counter>;
  /** By index of the key in the document: the one of the two above. */
  readonly byKey: (Counter | undefined)[];
};

export type ObjectCounter = MembersCounter & {
  empty: number;
  duplicates: number;
  readonly variants: Map<string, MembersCounter>;
};

export const newCounter = (): Counter => ({
  count: 0,
  null: 0,
  boolean: 0,
  number: newRuns(),
  string: newRuns(),
  array: undefined,
  object: undefined,
});

export const newMembers = (): MembersCounter => ({
  count: 0,
  properties: new Map(),
  keyed: new Map(),
  byKey: [],
});

export const arrayOf = (counter: Counter): ArrayCounter =>
  (counter.array ??= { count: 0, empty: 0, items: newCounter() });

export const objectOf = (counter: Counter): ObjectCounter =>
  (counter.object ??= { ...newMembers(), empty: 0, duplicates: 0, variants: new Map() });

function newRuns<Key>(): Runs<Key> {
  return { last: undefined, run: 0, counts: new Map() };
}

export function increment<Key>(runs: Runs<Key>, key: Key): void {
  if (runs.last === key) {
    runs.run++;
    return;
  }
  settle(runs);
  runs.last = key;
  runs.run = 1;
}

/** The counts, the last run included. */
function settle<Key>({ last, run, counts }: Runs<Key>): ReadonlyMap<Key, number> {
  if (last !== undefined) counts.set(last, (counts.get(last) ?? 0) + run);
  return counts;
}

/** What stands under a key, made when it is not there yet. */
export function childOf<Key, Child>(children: Map<Key, Child>, key: Key, make: () => Child): Child {
  const known = children.get(key);
  if (known !== undefined) return known;
  const made = make();
  children.set(key, made);
  return made;
}

/** Sorted, without counters that are zero: equal evidence gives equal shapes. */
export const finish = (counter: Counter): Shape => ({
  count: counter.count,
  ...(counter.null > 0 && { null: counter.null }),
  ...(counter.boolean > 0 && { boolean: counter.boolean }),
  ...(counter.number.last !== undefined && { number: sortedRecord(settle(counter.number)) }),
  ...(counter.string.last !== undefined && { string: sortedRecord(settle(counter.string)) }),
  ...(counter.array !== undefined && { array: finishArray(counter.array) }),
  ...(counter.object !== undefined && { object: finishObject(counter.object) }),
});

const finishArray = ({ count, empty, items }: ArrayCounter): ArrayShape => ({ count, empty, items: finish(items) });

const finishMembers = ({ count, properties, keyed }: MembersCounter): Members => ({
  count,
  properties: sortedRecord(properties, finish),
  keyed: sortedRecord(keyed, finish),
});

const finishObject = (object: ObjectCounter): ObjectShape => ({
  ...finishMembers(object),
  empty: object.empty,
  duplicates: object.duplicates,
  ...(object.variants.size > 0 && { variants: sortedRecord(object.variants, finishMembers) }),
});
