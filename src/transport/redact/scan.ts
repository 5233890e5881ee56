import type { Needle } from './needles.ts';
import type { Span } from './span.ts';
import { ESCAPE_KINDS, unescape, type View } from './unescape.ts';

/** How often escapes may be nested: a URL in JSON in HTML. */
const LAYERS = 3;

/** Finds all needles in a text (bytes as characters), also behind layers of escapes. May overlap. */
export type Scanner = (text: string) => readonly Span[];

type Index = { readonly flags: Uint8Array; readonly buckets: ReadonlyMap<number, readonly Needle[]> };

/**
 * One pass for each layer of escapes that the text has, whatever the number of needles: four characters at a time
 * are looked up in a table, and only a hit compares.
 */
export function makeScanner(needles: readonly Needle[]): Scanner {
  if (needles.length === 0) return () => [];
  const index = indexOf(needles);
  return (text) => {
    const spans = scan(index, text);
    for (const views of layersOf(text)) spans.push(...scan(index, views[0]!.text).map((span) => atSource(views, span)));
    return spans;
  };
}

/** Every order in which layers of escapes can be taken off, innermost first; different orders with one outcome once. */
function layersOf(text: string): readonly (readonly View[])[] {
  const seen = new Set([text]);
  const done: (readonly View[])[] = [];
  let layers: (readonly View[])[] = [[]];
  for (let depth = 0; depth < LAYERS; depth++) {
    layers = layers.flatMap((views) => deeper(views, views[0]?.text ?? text, seen));
    done.push(...layers);
  }
  return done;
}

const deeper = (views: readonly View[], text: string, seen: Set<string>): (readonly View[])[] =>
  ESCAPE_KINDS.flatMap((kind) => {
    const view = unescape(text, kind);
    if (view === undefined || seen.has(view.text)) return [];
    seen.add(view.text);
    return [[view, ...views]];
  });

function atSource(views: readonly View[], { start, end, label }: Span): Span {
  let range: readonly [start: number, end: number] = [start, end];
  for (const view of views) range = view.source(...range);
  return { start: range[0], end: range[1], label };
}

function indexOf(needles: readonly Needle[]): Index {
  const flags = new Uint8Array(0x1_0000);
  const buckets = new Map<number, Needle[]>();
  for (const needle of needles) {
    const hash = hashAt(needle.text, 0);
    flags[hash] = 1;
    buckets.set(hash, [...(buckets.get(hash) ?? []), needle]);
  }
  return { flags, buckets };
}

const hashAt = (text: string, at: number): number =>
  (text.charCodeAt(at) ^
    (text.charCodeAt(at + 1) << 3) ^
    (text.charCodeAt(at + 2) << 6) ^
    (text.charCodeAt(at + 3) << 9)) &
  0xffff;

function scan({ flags, buckets }: Index, text: string): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at <= text.length - 4; at++) {
    const hash = hashAt(text, at);
    if (flags[hash] === 0) continue;
    for (const needle of buckets.get(hash)!) if (text.startsWith(needle.text, at)) spans.push(spanOf(needle, text, at));
  }
  return spans;
}

const BASE64 = /[A-Za-z\d+/_-]/;

/** Base64: with the neighbours that hold bits of the secret, and the padding. */
function spanOf({ text: found, label, before, after }: Needle, text: string, at: number): Span {
  let start = at;
  let end = at + found.length;
  while (start > 0 && at - start < before && BASE64.test(text[start - 1]!)) start--;
  while (end < text.length && end - at - found.length < after && BASE64.test(text[end]!)) end++;
  if (after > 0) while (text[end] === '=' && end - at - found.length < 3) end++;
  return { start, end, label };
}
