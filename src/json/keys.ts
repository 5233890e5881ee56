import type { Lexer } from './lexeme.ts';
import { scanString } from './lexeme.ts';
import { decodeString } from './text.ts';

/**
 * The distinct keys of a document.
 *
 * Objects of a list repeat their keys in one order, so the key that followed the last time is tried first by its
 * bytes; only another one is scanned and looked up. Lookups go through Map, whose hash is seeded: no document can
 * choose keys that collide.
 */
export type KeyTable = {
  readonly latin1: string;
  readonly texts: string[];
  readonly byLexeme: Map<string, number>;
  readonly byText: Map<string, number>;
  /** Where the first lexeme of each key stands, quotes included. */
  readonly starts: number[];
  readonly ends: number[];
  readonly flags: number[];
  /** Key after which → key that came. Position 0: no key before. */
  readonly successors: number[];
};

export const newKeyTable = (latin1: string): KeyTable => ({
  latin1,
  texts: [],
  byLexeme: new Map(),
  byText: new Map(),
  starts: [],
  ends: [],
  flags: [],
  successors: [0],
});

/**
 * Reads the key whose quote stands at `start`; the end and flags are left in the lexer.
 *
 * @param previous the key before it in the same object, -1 for none
 * @returns its index, or -1 with the reason in `lexer.bad`
 */
export function readKey(table: KeyTable, lexer: Lexer, start: number, previous: number): number {
  const guess = table.successors[previous + 1]!;
  if (guess < table.texts.length && matches(table, lexer.bytes, start, guess)) {
    lexer.end = start + table.ends[guess]! - table.starts[guess]!;
    lexer.flags = table.flags[guess]!;
    return guess;
  }
  if (!scanString(lexer, start)) return -1;
  const key = indexOf(table, lexer, start);
  table.successors[previous + 1] = key;
  return key;
}

/** The lexeme ends in its quote, so equal bytes are a whole key. */
function matches(table: KeyTable, bytes: Uint8Array, start: number, key: number): boolean {
  const length = table.ends[key]! - table.starts[key]!;
  const known = table.starts[key]!;
  for (let index = 1; index < length; index++) {
    if (bytes[start + index] !== bytes[known + index]) return false;
  }
  return true;
}

function indexOf(table: KeyTable, lexer: Lexer, start: number): number {
  const lexeme = table.latin1.slice(start + 1, lexer.end - 1);
  const known = table.byLexeme.get(lexeme);
  if (known !== undefined) return known;
  const text = decodeString({ bytes: lexer.bytes, latin1: table.latin1 }, start + 1, lexer.end - 1, lexer.flags);
  const key = table.byText.get(text) ?? add(table, lexer, start, text);
  table.byLexeme.set(lexeme, key);
  return key;
}

function add(table: KeyTable, lexer: Lexer, start: number, text: string): number {
  const key = table.texts.push(text) - 1;
  table.byText.set(text, key);
  table.starts.push(start);
  table.ends.push(lexer.end);
  table.flags.push(lexer.flags);
  table.successors.push(0);
  return key;
}
