import { ESCAPED, NON_ASCII } from './document.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;

/** A lexeme that is not one: where, and what should stand there. */
export type BadLexeme = { readonly offset: number; readonly expected: string };

/** Where a lexeme ends, or -1 with the reason in `bad`. One object for a whole reading, so nothing is allocated. */
export type Lexer = { readonly bytes: Uint8Array; end: number; flags: number; bad: BadLexeme | undefined };

/** Skips space, tab, line feed and carriage return. */
export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  let byte = bytes[at]!;
  while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++at]!;
  return at;
}

/** 1 for the bytes that stand for themselves inside a string: ASCII without control characters, quote and backslash. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH),
);

/** From the opening quote at `start` to behind the closing one. */
export function scanString(lexer: Lexer, start: number): boolean {
  const { bytes } = lexer;
  let at = start + 1;
  let flags = 0;
  for (;;) {
    while (PLAIN[bytes[at]!] === 1) at++;
    const byte = bytes[at]!;
    if (byte === QUOTE) break;
    if (byte >= 0x80) {
      flags |= NON_ASCII;
      at++;
    } else if (byte === BACKSLASH) {
      flags |= ESCAPED;
      at = skipEscape(lexer, at);
      if (at === -1) return false;
    } else return fail(lexer, at, at < bytes.length ? 'an escape (control characters must not stand raw)' : "'\"'");
  }
  lexer.end = at + 1;
  lexer.flags = flags;
  return true;
}

/** Offset behind the escape that begins at `at`, or -1. */
function skipEscape(lexer: Lexer, at: number): number {
  const letter = lexer.bytes[at + 1]!;
  if (letter === 0x75) return skipCode(lexer, at + 2);
  if (SHORT.includes(letter)) return at + 2;
  fail(lexer, at + 1, 'one of "\\/bfnrtu after the backslash');
  return -1;
}

const SHORT = Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0));

function skipCode(lexer: Lexer, from: number): number {
  for (let at = from; at < from + 4; at++) {
    if (isHex(lexer.bytes[at]!)) continue;
    fail(lexer, at, 'four hexadecimal digits after \\u');
    return -1;
  }
  return from + 4;
}

/** From the first byte of a number (a digit or a minus) to behind its last. */
export function scanNumber(lexer: Lexer, start: number): boolean {
  const { bytes } = lexer;
  let at = bytes[start] === 0x2d ? start + 1 : start;
  const whole = at;
  at = skipDigits(bytes, at);
  if (at === whole) return fail(lexer, at, 'a digit');
  if (bytes[whole] === ZERO && at > whole + 1) return fail(lexer, whole + 1, 'no digit after a leading zero');
  if (bytes[at] === 0x2e) {
    const from = at + 1;
    at = skipDigits(bytes, from);
    if (at === from) return fail(lexer, at, 'a digit after the decimal point');
  }
  if ((bytes[at]! | 0x20) === 0x65) return scanExponent(lexer, at + 1);
  lexer.end = at;
  return true;
}

function scanExponent(lexer: Lexer, start: number): boolean {
  const sign = lexer.bytes[start];
  const from = sign === 0x2b || sign === 0x2d ? start + 1 : start;
  lexer.end = skipDigits(lexer.bytes, from);
  return lexer.end > from || fail(lexer, from, 'a digit in the exponent');
}

function skipDigits(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(bytes[at]!)) at++;
  return at;
}

/** `word` is the ASCII bytes of `null`, `true` or `false`. */
export function scanWord(lexer: Lexer, start: number, word: Uint8Array): boolean {
  for (let index = 1; index < word.length; index++) {
    if (lexer.bytes[start + index] !== word[index]) {
      return fail(lexer, start + index, `the word ${String.fromCharCode(...word)}`);
    }
  }
  lexer.end = start + word.length;
  return true;
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= 0x39;

const isHex = (byte: number): boolean => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

export function fail(lexer: Lexer, offset: number, expected: string): false {
  lexer.bad = { offset, expected };
  return false;
}
