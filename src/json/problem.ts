import { Buffer } from 'node:buffer';

/** Why a text is not JSON. `message` shows one character of the input at most. */
export type JsonProblem = {
  /** In bytes, from 0. */
  readonly offset: number;
  /** From 1; lines end in a line feed. */
  readonly line: number;
  /** From 1, in characters (code points). */
  readonly column: number;
  readonly message: string;
};

export function problemAt(bytes: Uint8Array, offset: number, expected: string): JsonProblem {
  const message = `expected ${expected}, found ${foundAt(bytes, offset)}`;
  return { offset, ...placeOf(bytes, offset), message };
}

/** Line and column of a byte offset, both from 1; the column counts characters. */
export function placeOf(bytes: Uint8Array, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < offset; at = bytes.indexOf(0x0a, lineStart)) {
    line++;
    lineStart = at + 1;
  }
  let column = 1;
  for (let at = lineStart; at < offset; at++) if ((bytes[at]! & 0xc0) !== 0x80) column++;
  return { line, column };
}

function foundAt(bytes: Uint8Array, offset: number): string {
  const byte = bytes[offset];
  if (byte === undefined) return 'the end';
  if (byte > 0x20 && byte < 0x7f) return `'${String.fromCharCode(byte)}'`;
  const character = Buffer.from(bytes.subarray(offset, offset + 4))
    .toString('utf8')
    .codePointAt(0)!;
  return `U+${character.toString(16).toUpperCase().padStart(4, '0')}`;
}

export const byteName = (byte: number): string => `byte 0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
