import type { JsonDocument } from '../../json/index.ts';
import type { NumberClass, StringFormat } from '../../model/shape.ts';
import { lexemeAt, stringAt } from '../../json/index.ts';
import { numberClass } from './number-classes.ts';
import { textFormat } from './text-formats.ts';

// The common values are told from their bytes, before anything is decoded. What is not evident is left to `textFormat`
// and `numberClass`; a test holds that the answers are the same.

/** The format of the string at an entry. */
export const formatAt = (document: JsonDocument, at: number): StringFormat =>
  document.flags[at] === 0 && isPlainText(document, at) ? 'text' : textFormat(stringAt(document, at));

const SPACE = 0x20;
const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Begins with a letter, and is a sentence or a word that no format but `text` could be. */
function isPlainText({ bytes, starts, ends }: JsonDocument, at: number): boolean {
  const start = starts[at]! + 1;
  const end = ends[at]! - 1;
  const length = end - start;
  if (length === 0 || !isLetter(bytes[start]!)) return false;
  for (let next = start + 1; next < end; next++) {
    const byte = bytes[next]!;
    if (byte === SPACE) return length < SHORTEST_HTTP_DATE || length > LONGEST_HTTP_DATE;
    if (!isLetter(byte) && !isDigit(byte) && byte !== DASH && byte !== UNDERSCORE) return false;
  }
  return isPlainWord(bytes, start, length);
}

const SHORTEST_HTTP_DATE = 29;
const LONGEST_HTTP_DATE = 31;
const DASH = 0x2d;
const UNDERSCORE = 0x5f;

/** Letters, digits, dashes and underscores: no locale, no `true`, and too short or too long for an identifier. */
function isPlainWord(bytes: Uint8Array, start: number, length: number): boolean {
  if (length === 1) return true;
  if (length === 2 || length === ULID || length >= SHORTEST_HASH) return false;
  const third = bytes[start + 2]!;
  if (third === DASH || third === UNDERSCORE) return false;
  const isLikeBoolean = length === 4 || length === 5;
  return !isLikeBoolean || (bytes[start] !== LETTER_T && bytes[start] !== LETTER_F);
}

const ULID = 26;
const SHORTEST_HASH = 32;
const LETTER_T = 0x74;
const LETTER_F = 0x66;

/** The class of the number at an entry. */
export const numberClassAt = (document: JsonDocument, at: number): NumberClass =>
  plainNumber(document, at) ?? numberClass(lexemeAt(document, at));

const DOT = 0x2e;
/** As many are exact in a double, and no printer's noise. */
const MOST_DIGITS = 15;

/** Few digits, with at most one dot. */
function plainNumber({ bytes, starts, ends }: JsonDocument, at: number): NumberClass | undefined {
  const start = starts[at]!;
  const end = ends[at]!;
  if (end - start > MOST_DIGITS) return undefined;
  let isFraction = false;
  for (let next = start; next < end; next++) {
    if (bytes[next] === DOT) isFraction = true;
    else if (!isDigit(bytes[next]!)) return undefined;
  }
  return isFraction ? 'fraction' : 'integer';
}
