import type { ArrayShape, Members, ObjectShape, Shape } from '../../model/shape.ts';
import { sortedRecord } from './sorted-record.ts';

/** No evidence at all: merging it changes nothing. */
export const NOTHING: Shape = { count: 0 };

/** Adds the evidence of two shapes. Associative and commutative; recursion is bounded by `DEEPEST`. */
export const mergeShapes = (a: Shape, b: Shape): Shape => ({
  count: a.count + b.count,
  ...mergeScalars(a, b),
  ...mergeContainers(a, b),
});

export const mergeAll = (shapes: Iterable<Shape>): Shape => {
  let merged = NOTHING;
  for (const shape of shapes) merged = mergeShapes(merged, shape);
  return merged;
};

const mergeScalars = (a: Shape, b: Shape): Omit<Shape, 'count'> => ({
  ...(has(a.null, b.null) && { null: sum(a.null, b.null) }),
  ...(has(a.boolean, b.boolean) && { boolean: sum(a.boolean, b.boolean) }),
  ...(has(a.number, b.number) && { number: mergeRecords(a.number ?? {}, b.number ?? {}, sum) }),
  ...(has(a.string, b.string) && { string: mergeRecords(a.string ?? {}, b.string ?? {}, sum) }),
});

const mergeContainers = (a: Shape, b: Shape): Omit<Shape, 'count'> => ({
  ...(has(a.array, b.array) && { array: mergeArrays(a.array ?? NO_ARRAY, b.array ?? NO_ARRAY) }),
  ...(has(a.object, b.object) && { object: mergeObjects(a.object ?? NO_OBJECT, b.object ?? NO_OBJECT) }),
});

const NO_ARRAY: ArrayShape = { count: 0, empty: 0, items: NOTHING };

const NO_OBJECT: ObjectShape = { count: 0, empty: 0, duplicates: 0, properties: {}, keyed: {} };

const has = (a: unknown, b: unknown): boolean => a !== undefined || b !== undefined;

const sum = (a: number | undefined, b: number | undefined): number => (a ?? 0) + (b ?? 0);

/** Both sides by key, sorted; `join` where both have it. */
export function mergeRecords<Value>(
  a: Readonly<Partial<Record<string, Value>>>,
  b: Readonly<Partial<Record<string, Value>>>,
  join: (a: Value, b: Value) => Value,
): Record<string, Value> {
  const merged = new Map<string, Value>();
  for (const [key, value] of [...Object.entries(a), ...Object.entries(b)]) {
    if (value === undefined) continue;
    const other = merged.get(key);
    merged.set(key, other === undefined ? value : join(other, value));
  }
  return sortedRecord(merged);
}

const mergeArrays = (a: ArrayShape, b: ArrayShape): ArrayShape => ({
  count: a.count + b.count,
  empty: a.empty + b.empty,
  items: mergeShapes(a.items, b.items),
});

export const mergeMembers = (a: Members, b: Members): Members => ({
  count: a.count + b.count,
  properties: mergeRecords(a.properties, b.properties, mergeShapes),
  keyed: mergeRecords(a.keyed, b.keyed, mergeShapes),
});

const mergeObjects = (a: ObjectShape, b: ObjectShape): ObjectShape => ({
  ...mergeMembers(a, b),
  empty: a.empty + b.empty,
  duplicates: a.duplicates + b.duplicates,
  ...(has(a.variants, b.variants) && { variants: mergeRecords(a.variants ?? {}, b.variants ?? {}, mergeMembers) }),
});
