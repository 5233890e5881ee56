/**
 * A record with its keys in code-unit order. Built by definition, not by assignment, so that `__proto__` is a key
 * like any other.
 */
export function sortedRecord<Key extends string, Value>(entries: Iterable<readonly [Key, Value]>): Record<Key, Value>;
export function sortedRecord<Key extends string, From, To>(
  entries: Iterable<readonly [Key, From]>,
  change: (value: From) => To,
): Record<Key, To>;
export function sortedRecord(
  entries: Iterable<readonly [string, unknown]>,
  change: (value: unknown) => unknown = (value) => value,
): Record<string, unknown> {
  const sorted = [...entries].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return Object.fromEntries(sorted.map(([key, value]) => [key, change(value)]));
}

/** The value of an own key: `constructor` and `__proto__` are not there unless somebody put them there. */
export const ownValue = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
