import type { ElementPairs } from '../pair/walk.ts';

export type Aligned = ElementPairs & { readonly isReordered: boolean };

type Sequence = ArrayLike<number>;
type Growing = { readonly a: number[]; readonly b: number[] };

/**
 * Pairs the elements of two arrays by what they are: what both begin and end with, then equals wherever they moved,
 * then what is left in order. One insertion is one added element, not a difference of all that follow.
 *
 * @param a labels of the elements, equal for equal ones
 * @param rest `pair`: the first left with the first left; `alone`: they are missing and added
 * @returns positions; linear in the number of elements
 */
export function align<Label>(a: readonly Label[], b: readonly Label[], rest: 'pair' | 'alone'): Aligned {
  const pairs: Growing = { a: [], b: [] };
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) push(pairs, head, head++);
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middle = alignMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), rest);
  for (let index = 0; index < middle.a.length; index++) push(pairs, middle.a[index]! + head, middle.b[index]! + head);
  for (let left = tail; left > 0; left--) push(pairs, a.length - left, b.length - left);
  const shift = (position: number): number => position + head;
  return {
    ...pairs,
    missing: middle.missing.map(shift),
    added: middle.added.map(shift),
    isReordered: middle.isReordered,
  };
}

function push(pairs: Growing, a: number, b: number): void {
  pairs.a.push(a);
  pairs.b.push(b);
}

function alignMiddle<Label>(a: readonly Label[], b: readonly Label[], rest: 'pair' | 'alone'): Aligned {
  const waiting = positionsByLabel(b);
  const partner = new Int32Array(a.length).fill(-1);
  const isTaken = new Uint8Array(b.length);
  let last = -1;
  let isReordered = false;
  for (const [position, label] of a.entries()) {
    const other = take(waiting, label);
    if (other === undefined) continue;
    partner[position] = other;
    isTaken[other] = 1;
    isReordered ||= other < last;
    last = other;
  }
  return { ...withRest(partner, isTaken, rest), isReordered };
}

type Queue = { readonly positions: number[]; next: number };

function positionsByLabel<Label>(labels: readonly Label[]): Map<Label, Queue> {
  const byLabel = new Map<Label, Queue>();
  for (const [position, label] of labels.entries()) {
    const queue = byLabel.get(label);
    if (queue === undefined) byLabel.set(label, { positions: [position], next: 0 });
    else queue.positions.push(position);
  }
  return byLabel;
}

function take<Label>(byLabel: ReadonlyMap<Label, Queue>, label: Label): number | undefined {
  const queue = byLabel.get(label);
  return queue === undefined ? undefined : queue.positions[queue.next++];
}

function withRest(partner: Int32Array, isTaken: Uint8Array, rest: 'pair' | 'alone'): ElementPairs {
  const free: number[] = [];
  for (const [position, taken] of isTaken.entries()) if (taken === 0) free.push(position);
  const pairs: Growing = { a: [], b: [] };
  const missing: number[] = [];
  let next = 0;
  for (const [position, other] of partner.entries()) {
    if (other !== -1) push(pairs, position, other);
    else if (rest === 'pair' && next < free.length) push(pairs, position, free[next++]!);
    else missing.push(position);
  }
  return { ...pairs, missing, added: free.slice(next) };
}

/** Turns positions into entries. */
export const toEntries = (aligned: ElementPairs, a: Sequence, b: Sequence): ElementPairs => ({
  ...aligned,
  a: Array.from(aligned.a, (position) => a[position]!),
  b: Array.from(aligned.b, (position) => b[position]!),
  missing: aligned.missing.map((position) => a[position]!),
  added: aligned.added.map((position) => b[position]!),
});
