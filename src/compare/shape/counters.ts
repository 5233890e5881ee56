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
export type Runs<Key> = { last: Key | undefined; run: number; counts: Map<Key, number> | undefined };

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
  return { last: undefined, run: 0, counts: undefined };
}

export function increment<Key>(runs: Runs<Key>, key: Key): void {
  if (runs.last === key) {
    runs.run++;
    return;
  }
  if (runs.last !== undefined) settle(runs, runs.last);
  runs.last = key;
  runs.run = 1;
}

function settle<Key>(runs: Runs<Key>, last: Key): ReadonlyMap<Key, number> {
  const counts = (runs.counts ??= new Map());
  return counts.set(last, (counts.get(last) ?? 0) + runs.run);
}

/** The counts by key, in code-unit order; undefined when there are none. To be called once. */
const finishRuns = <Key extends string>(runs: Runs<Key>): Record<Key, number> | undefined =>
  runs.last === undefined ? undefined : sortedRecord(settle(runs, runs.last));

/** What stands under a key, made when it is not there yet. */
export function childOf<Key, Child>(children: Map<Key, Child>, key: Key, make: () => Child): Child {
  const known = children.get(key);
  if (known !== undefined) return known;
  const made = make();
  children.set(key, made);
  return made;
}

/** Sorted, without counters that are zero: equal evidence gives equal shapes. */
export function finish(counter: Counter): Shape {
  const number = finishRuns(counter.number);
  const string = finishRuns(counter.string);
  return {
    count: counter.count,
    ...(counter.null > 0 && { null: counter.null }),
    ...(counter.boolean > 0 && { boolean: counter.boolean }),
    ...(number !== undefined && { number }),
    ...(string !== undefined && { string }),
    ...(counter.array !== undefined && { array: finishArray(counter.array) }),
    ...(counter.object !== undefined && { object: finishObject(counter.object) }),
  };
}

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
