import { Buffer } from 'node:buffer';

/** A text with its escapes decoded, and the way back to the places they came from. */
export type View = {
  readonly text: string;
  /** The range of the source that a range of `text` came from; an escape is covered whole. */
  readonly source: (start: number, end: number) => readonly [start: number, end: number];
};

/** One escape: where its decoded form stands, and where it stood. */
type Escape = { readonly out: number; readonly outEnd: number; readonly in: number; readonly inEnd: number };

/** The kinds of escapes that a value meets on its way into a text. */
const ESCAPES = {
  json: /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\["\\/'bfnrt]/g,
  url: /%[\da-fA-F]{2}/g,
  html: /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp);/g,
} as const;

export type EscapeKind = keyof typeof ESCAPES;

export const ESCAPE_KINDS: readonly EscapeKind[] = ['json', 'url', 'html'];

const NAMED: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&nbsp;': '\u00a0',
  '\\b': '\b',
  '\\f': '\f',
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
};

/**
 * Decodes one layer of one kind of escapes.
 *
 * @param text bytes as characters U+0000–U+00FF (UTF-8); the view is in bytes too
 * @returns undefined when there is nothing to decode
 */
export function unescape(text: string, kind: EscapeKind): View | undefined {
  const escapes: Escape[] = [];
  let out = '';
  let from = 0;
  for (const match of text.matchAll(ESCAPES[kind])) {
    out += text.slice(from, match.index);
    const decoded = decode(match[0]);
    from = match.index + match[0].length;
    escapes.push({ out: out.length, outEnd: out.length + decoded.length, in: match.index, inEnd: from });
    out += decoded;
  }
  if (escapes.length === 0) return undefined;
  out += text.slice(from);
  return { text: out, source: (start, end) => [startOf(escapes, start), endOf(escapes, end)] };
}

function decode(escape: string): string {
  const named = NAMED[escape];
  if (named !== undefined) return toBytes(named);
  if (escape.startsWith('%')) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  if (escape.startsWith('\\u')) return toBytes(codeUnits(escape));
  if (escape.startsWith('\\')) return escape.slice(1);
  return toBytes(codePoint(escape));
}

const codeUnits = (escape: string): string =>
  escape.replace(/\\u(.{4})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function codePoint(entity: string): string {
  const isHex = entity[2] === 'x' || entity[2] === 'X';
  const code = Number.parseInt(entity.slice(isHex ? 3 : 2, -1), isHex ? 16 : 10);
  return code <= 0x10_ffff ? String.fromCodePoint(code) : entity;
}

/** The UTF-8 bytes of a text, each as one character. */
export const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** The reverse of `toBytes`. */
export const fromBytes = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

function startOf(escapes: readonly Escape[], at: number): number {
  const escape = lastUpTo(escapes, at);
  if (escape === undefined) return at;
  return at < escape.outEnd ? escape.in : escape.inEnd + (at - escape.outEnd);
}

function endOf(escapes: readonly Escape[], end: number): number {
  const escape = lastUpTo(escapes, end - 1);
  if (escape === undefined) return end;
  return end <= escape.outEnd ? escape.inEnd : escape.inEnd + (end - escape.outEnd);
}

/** The last escape that begins at or before a place of the view; by bisection. */
function lastUpTo(escapes: readonly Escape[], at: number): Escape | undefined {
  let low = 0;
  let high = escapes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (escapes[middle]!.out <= at) low = middle + 1;
    else high = middle;
  }
  return escapes[low - 1];
}
