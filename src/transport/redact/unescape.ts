import { Buffer } from 'node:buffer';

/** A text with its escapes decoded, and the way back to the places they came from. */
export type View = {
  readonly text: string;
  /** The range of the source that a range of `text` came from; an escape is covered whole. */
  readonly source: (start: number, end: number) => readonly [start: number, end: number];
};

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
  const pattern = new RegExp(ESCAPES[kind]);
  let match = pattern.exec(text);
  if (match === null) return undefined;
  const bytes = Buffer.allocUnsafe(text.length); // Nothing grows when it is decoded.
  const marks: number[] = [];
  let out = 0;
  let from = 0;
  for (; match !== null; match = pattern.exec(text)) {
    const start = out + bytes.write(text.slice(from, match.index), out, 'latin1');
    out = start + bytes.write(decode(match[0]), start, 'latin1');
    from = match.index + match[0].length;
    marks.push(start, out, match.index, from);
  }
  out += bytes.write(text.slice(from), out, 'latin1');
  return {
    text: bytes.toString('latin1', 0, out),
    source: (start, end) => [startOf(marks, start), endOf(marks, end)],
  };
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

/** Four numbers for each escape: begin and end of its decoded form, begin and end of where it stood. */
type Marks = readonly number[];

function startOf(marks: Marks, at: number): number {
  const mark = lastUpTo(marks, at);
  if (mark < 0) return at;
  const [outEnd, start, end] = [marks[mark + 1]!, marks[mark + 2]!, marks[mark + 3]!];
  return at < outEnd ? start : end + (at - outEnd);
}

function endOf(marks: Marks, at: number): number {
  const mark = lastUpTo(marks, at - 1);
  return mark < 0 ? at : marks[mark + 3]! + Math.max(0, at - marks[mark + 1]!);
}

/** The last escape whose decoded form begins at or before a place; by bisection. */
function lastUpTo(marks: Marks, at: number): number {
  let low = 0;
  let high = marks.length / 4;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle * 4]! <= at) low = middle + 1;
    else high = middle;
  }
  return (low - 1) * 4;
}
