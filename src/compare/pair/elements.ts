import { after, type JsonDocument, sizeAt } from '../../json/index.ts';
import type { Pair } from './pair.ts';
import type { Containers, ElementPairs } from './walk.ts';

/** Entries of the elements of an array. */
export function elementEntries(document: JsonDocument, array: number): Int32Array {
  const entries = new Int32Array(sizeAt(document, array));
  let at = array + 1;
  for (let index = 0; index < entries.length; index++) {
    entries[index] = at;
    at = after(document, at);
  }
  return entries;
}

/** The first with the first, the second with the second; what is left of the longer array stands alone. */
export function pairEvenly({ reference, candidate }: Pair, { a, b }: Containers): ElementPairs {
  const ofA = elementEntries(reference, a);
  const ofB = elementEntries(candidate, b);
  const length = Math.min(ofA.length, ofB.length);
  return {
    a: ofA.subarray(0, length),
    b: ofB.subarray(0, length),
    missing: [...ofA.subarray(length)],
    added: [...ofB.subarray(length)],
  };
}
