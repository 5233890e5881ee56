import type { JsonDocument } from '../../json/index.ts';
import type { RuleId } from '../../model/rules.ts';
import { isContainer, sameKind } from '../pair/pair.ts';
import { shorten } from '../pair/show.ts';
import { count, type Tally } from './tally.ts';

/**
 * Counts whitespace that differs. Where both texts have the same kinds in the same order, each gap is laid beside its
 * own; otherwise only the layouts as wholes can be told apart.
 */
export function countWhitespace(tally: Tally): void {
  const { reference, candidate } = tally;
  countGap(tally, 0, [trailing(reference), trailing(candidate)], 'bytes-trailing-newline');
  if (!sameOrder(reference, candidate)) {
    countLayout(tally);
    return;
  }
  for (let entry = 0; entry <= reference.length; entry++) {
    if (isSameGap(reference, candidate, entry)) continue;
    countGap(tally, Math.min(entry, reference.length - 1), [gap(reference, entry), gap(candidate, entry)]);
  }
}

/** A stretch of bytes between two tokens; the brackets and commas in it are the same on both sides. */
type Gap = { readonly start: number; readonly end: number };

/** The gap before an entry; before `length`: what is left up to the end of the root. */
const gap = (document: JsonDocument, entry: number): Gap => ({
  start: gapStart(document, entry),
  end: gapEnd(document, entry),
});

function gapStart(document: JsonDocument, entry: number): number {
  if (entry === 0) return document.bom ? 3 : 0;
  const last = entry - 1;
  return isContainer(document.kinds[last]!) ? document.starts[last]! + 1 : document.ends[last]!;
}

const gapEnd = (document: JsonDocument, entry: number): number =>
  entry === document.length ? document.ends[0]! : document.starts[entry]!;

function isSameGap(reference: JsonDocument, candidate: JsonDocument, entry: number): boolean {
  const end = gapEnd(reference, entry);
  let at = gapStart(reference, entry);
  let other = gapStart(candidate, entry);
  if (end - at !== gapEnd(candidate, entry) - other) return false;
  for (; at < end; at++, other++) if (reference.bytes[at] !== candidate.bytes[other]) return false;
  return true;
}

const trailing = (document: JsonDocument): Gap => ({ start: document.ends[0]!, end: document.bytes.length });

function countGap(tally: Tally, entry: number, [a, b]: readonly [Gap, Gap], rule: RuleId = 'bytes-whitespace'): void {
  const same = sameLength(tally, a, b);
  if (a.start + same === a.end && b.start + same === b.end) return;
  const one = textOf(tally.reference, a);
  const other = textOf(tally.candidate, b);
  count(tally, one.replaceAll('\r', '') === other.replaceAll('\r', '') ? 'bytes-newline' : rule, {
    entry,
    offsets: [a.start + same, b.start + same],
    path: () => '',
    shown: () => [showSpace(one), showSpace(other)],
  });
}

/** How many bytes from their beginning two gaps share. */
function sameLength({ reference, candidate }: Tally, a: Gap, b: Gap): number {
  const most = Math.min(a.end - a.start, b.end - b.start);
  let same = 0;
  while (same < most && reference.bytes[a.start + same] === candidate.bytes[b.start + same]) same++;
  return same;
}

const textOf = (document: JsonDocument, { start, end }: Gap): string => document.latin1.slice(start, end);

/** `\n`, `\r` and `\t` readable; no whitespace is `nothing`. */
export const showSpace = (text: string): string =>
  shorten(JSON.stringify(text.replaceAll(/[^\s]/gu, '')).replace(/^""$/u, 'nothing'));

/** Strings, numbers and keys count as one kind each; so do the two booleans. */
function sameOrder(reference: JsonDocument, candidate: JsonDocument): boolean {
  if (reference.length !== candidate.length) return false;
  for (let entry = 0; entry < reference.length; entry++) {
    if (!sameKind(reference.kinds[entry]!, candidate.kinds[entry]!)) return false;
  }
  return true;
}

function countLayout(tally: Tally): void {
  const shown = [layout(tally.reference), layout(tally.candidate)] as const;
  if (shown[0] === shown[1]) return;
  count(tally, 'bytes-whitespace', { entry: 0, offsets: [0, 0], path: () => '', shown: () => shown });
}

function layout(document: JsonDocument): 'compact' | 'spaced' {
  for (let entry = 1; entry <= document.length; entry++) {
    if (/\s/u.test(textOf(document, gap(document, entry)))) return 'spaced';
  }
  return 'compact';
}
