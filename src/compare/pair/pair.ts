import { type JsonDocument, KIND } from '../../json/index.ts';

/** Two documents with one numbering of their keys. */
export type Pair = {
  readonly reference: JsonDocument;
  readonly candidate: JsonDocument;
  /** Key of the candidate → the same key of the reference, or a number above all of its keys. */
  readonly shared: Int32Array;
  /** Scratch of the member pairing, by shared key: the entry, and for which object it was noted. */
  readonly noted: Int32Array;
  readonly notedFor: Int32Array;
  serial: number;
};

/** Linear in the number of distinct keys. */
export function pairOf(reference: JsonDocument, candidate: JsonDocument): Pair {
  const known = new Map(reference.keys.map((key, index) => [key, index]));
  const shared = Int32Array.from(candidate.keys, (key, index) => known.get(key) ?? reference.keys.length + index);
  const keys = reference.keys.length + candidate.keys.length;
  return { reference, candidate, shared, noted: new Int32Array(keys), notedFor: new Int32Array(keys), serial: 0 };
}

/** Are two scalars or keys the same bytes? */
export function sameLexeme({ reference, candidate }: Pair, a: number, b: number): boolean {
  const start = reference.starts[a]!;
  const length = reference.ends[a]! - start;
  const from = candidate.starts[b]!;
  if (candidate.ends[b]! - from !== length) return false;
  const one = reference.bytes;
  const other = candidate.bytes;
  for (let at = 0; at < length; at++) if (one[start + at] !== other[from + at]) return false;
  return true;
}

export const isContainer = (kind: number): boolean => kind === KIND.array || kind === KIND.object;

export const isNumber = (kind: number): boolean => kind === KIND.number;

/** `true` and `false` are one kind here. */
export const sameKind = (one: number, other: number): boolean => one === other || (isBoolean(one) && isBoolean(other));

const isBoolean = (kind: number): boolean => kind === KIND.true || kind === KIND.false;
