import { Buffer } from 'node:buffer';
import { type JsonDocument, KIND } from './document.ts';

export type PrintOptions = {
  /** `as-read`: every byte of whitespace where it was. `compact`: none. */
  readonly layout?: 'as-read' | 'compact';
  /** Another lexeme for a scalar or a key, e.g. a redacted string with its quotes; undefined keeps it. */
  readonly lexeme?: (entry: number) => string | undefined;
};

/**
 * The inverse of `readJson`: as read, and with no lexeme replaced, the bytes are those that were read.
 *
 * Walks the tape and copies what stands between the entries, so it proves that the tape covers the text. Linear.
 */
export function printJson(document: JsonDocument, options: PrintOptions = {}): Uint8Array {
  const { latin1, length, kinds, starts, ends } = document;
  const parts: string[] = [];
  let done = 0;
  for (let at = 0; at < length; at++) {
    const isContainer = kinds[at] === KIND.array || kinds[at] === KIND.object;
    const end = isContainer ? starts[at]! + 1 : ends[at]!;
    const between = latin1.slice(done, starts[at]);
    const replaced = isContainer ? undefined : options.lexeme?.(at);
    parts.push(options.layout === 'compact' ? withoutSpace(between) : between);
    parts.push(replaced === undefined ? latin1.slice(starts[at], end) : asLatin1(replaced));
    done = end;
  }
  const rest = latin1.slice(done);
  parts.push(options.layout === 'compact' ? withoutSpace(rest) : rest);
  return Buffer.from(parts.join(''), 'latin1');
}

const withoutSpace = (between: string): string => between.replaceAll(/[ \t\r\n]/gu, '');

/** Its UTF-8 bytes, one character for each. */
const asLatin1 = (lexeme: string): string => Buffer.from(lexeme, 'utf8').toString('latin1');
