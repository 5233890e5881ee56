import { elementEntries, pairEvenly } from '../pair/elements.ts';
import { isContainer, sameLexeme } from '../pair/pair.ts';
import { pathText } from '../pair/path.ts';
import type { Containers, ElementPairs } from '../pair/walk.ts';
import { align, toEntries } from './align.ts';
import { type Context, hashesIn } from './context.ts';
import { keyEntry, keysOfElements, likelyKeys } from './element-keys.ts';
import type { ArrayPolicy } from './policy.ts';
import { type Best, type Elements, reportAlone, reportOrder } from './report-elements.ts';

/** Pairs the elements of two arrays by the array's policy, and notes their order and what stands alone. */
export function pairElements(context: Context, array: Containers): ElementPairs {
  const policy = context.arrays.size === 0 ? undefined : context.arrays.get(pathText(array.node));
  const pairs = policy?.order === 'tuple' ? pairTuple(context, array) : pairByPolicy(context, array, policy);
  reportAlone(context, array, pairs);
  return pairs;
}

const pairTuple = (context: Context, array: Containers): ElementPairs => ({
  ...pairEvenly(context.pair, array),
  isTuple: true,
});

function pairByPolicy(context: Context, array: Containers, policy: ArrayPolicy | undefined): ElementPairs {
  const a = elementEntries(context.pair.reference, array.a);
  const b = elementEntries(context.pair.candidate, array.b);
  const keyNames = keyNamesOf(context, { a, b });
  if (policy === undefined && isInPlace(context, a, b, keyNames[0])) return { a, b, missing: [], added: [] };
  const { aligned, by } = alignBest(context, { a, b }, policy, keyNames);
  if (aligned.isReordered && isOrdered(policy)) reportOrder(context, array, { a, b, aligned, by });
  if (by !== undefined && policy === undefined) propose(context, array, by);
  return toEntries(aligned, a, b);
}

const isOrdered = (policy: ArrayPolicy | undefined): boolean => policy === undefined || policy.order === 'ordered';

/** The first elements speak for all. */
const keyNamesOf = ({ reference, candidate }: Context, { a, b }: Elements): readonly string[] =>
  a.length === 0 || b.length === 0 ? [] : likelyKeys(reference, a[0]!, candidate, b[0]!);

/** The common case, without an allocation: the same keys, or the same small values, one by one. */
function isInPlace(context: Context, a: Int32Array, b: Int32Array, name: string | undefined): boolean {
  if (a.length !== b.length) return false;
  if (a.length === 1) return true;
  for (let index = 0; index < a.length; index++) {
    const one = name === undefined ? a[index]! : keyEntry(context.reference, a[index]!, name);
    const other = name === undefined ? b[index]! : keyEntry(context.candidate, b[index]!, name);
    if (one === -1 || other === -1 || !isSame(context, one, other)) return false;
  }
  return true;
}

/** Containers longer than this are left to their hashes, or deep nesting would cost its square. */
const SMALL_BYTES = 1_024;

function isSame({ pair }: Context, a: number, b: number): boolean {
  const isLarge = pair.reference.ends[a]! - pair.reference.starts[a]! > SMALL_BYTES;
  return !(isLarge && isContainer(pair.reference.kinds[a]!)) && sameLexeme(pair, a, b);
}

/** By the policy's keys, else by the first property that names elements on both sides, else by what is equal. */
function alignBest(
  context: Context,
  { a, b }: Elements,
  policy: ArrayPolicy | undefined,
  keyNames: readonly string[],
): Best {
  const choices = policy?.order === 'keyed' ? [policy.by] : keyNames.map((name) => [name]);
  for (const by of choices) {
    const keysA = keysOfElements(context.reference, a, by);
    const keysB = keysOfElements(context.candidate, b, by);
    if (keysA === undefined || keysB === undefined || !overlap(keysA, keysB)) continue;
    return { aligned: align(keysA, keysB, 'alone'), by };
  }
  const hashes = hashesIn(context);
  return { aligned: align(labels(a, hashes.reference), labels(b, hashes.candidate), 'pair'), by: undefined };
}

const labels = (entries: Int32Array, hashes: Int32Array): number[] => Array.from(entries, (entry) => hashes[entry]!);

function overlap(one: readonly string[], other: readonly string[]): boolean {
  const known = new Set(one);
  return other.some((key) => known.has(key));
}

function propose({ proposals }: Context, { node }: Containers, by: readonly string[]): void {
  const path = pathText(node);
  proposals.set(path, { path, order: 'keyed', by });
}
