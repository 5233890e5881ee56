import { after, type JsonDocument, KIND, lexemeAt, stringAt } from '../../json/index.ts';
import type { Pair } from '../pair/pair.ts';
import { hasUrl, type HostTables, neutralText, type OwnHosts, unsigned } from './origins.ts';

/** A hash of each value, equal for values that say the same. Collisions cost a wrong pairing, never a missed difference. */
export type Hashes = { readonly reference: Int32Array; readonly candidate: Int32Array };

/** Linear: each value is hashed once, from the last to the first, so that children come before their container. */
export const hashesOf = (pair: Pair, hosts: HostTables): Hashes => ({
  reference: hashAll(pair.reference, (key) => key, hosts.reference),
  candidate: hashAll(pair.candidate, (key) => pair.shared[key]!, hosts.candidate),
});

function hashAll(document: JsonDocument, sharedKey: (key: number) => number, own: OwnHosts): Int32Array {
  const hashes = new Int32Array(document.length);
  for (let at = document.length - 1; at >= 0; at--) {
    const kind = document.kinds[at]!;
    if (kind === KIND.array) hashes[at] = hashElements(document, at, hashes);
    else if (kind === KIND.object) hashes[at] = hashMembers(document, at, hashes, sharedKey);
    else if (kind === KIND.string) hashes[at] = hashString(document, at, own);
    else if (kind !== KIND.key) hashes[at] = hashText(kind === KIND.number ? plainNumber(document, at) : '', kind);
  }
  return hashes;
}

const plainNumber = (document: JsonDocument, at: number): string => String(Number(lexemeAt(document, at)));

function hashElements(document: JsonDocument, array: number, hashes: Int32Array): number {
  const end = after(document, array);
  let hash: number = KIND.array;
  for (let at = array + 1; at < end; at = after(document, at)) hash = Math.imul(hash ^ hashes[at]!, PRIME) + 1;
  return mix(hash);
}

/** A sum, so that the order of the keys says nothing. */
function hashMembers(
  document: JsonDocument,
  object: number,
  hashes: Int32Array,
  sharedKey: (key: number) => number,
): number {
  const end = after(document, object);
  let sum: number = KIND.object;
  for (let key = object + 1; key < end; key = after(document, key + 1)) {
    sum = (sum + mix(Math.imul(sharedKey(document.links[key]!) + 1, PRIME) ^ hashes[key + 1]!)) | 0;
  }
  return mix(sum);
}

function hashString(document: JsonDocument, at: number, own: OwnHosts): number {
  const text = stringAt(document, at);
  return hashText(hasUrl(text) ? neutralText(unsigned(text), own) : text, KIND.string);
}

const PRIME = 0x01000193;

function hashText(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return mix(hash);
}

/** Spreads the bits, so that sums and products of hashes stay apart. */
function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return Math.imul(once ^ (once >>> 16), 0x45d9f3b) ^ (once >>> 15);
}
