import { Buffer } from 'node:buffer';
import { type JsonDocument, KIND, sizeAt } from '../../json/index.ts';

/** Longest side of a difference that is shown, in UTF-16 units. */
export const SHOWN = 80;

/** Cuts a text for a report, never inside a surrogate pair. */
export function shorten(text: string): string {
  if (text.length <= SHOWN) return text;
  return `${text.slice(0, SHOWN - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}

/** A value or key as it is spelt, or how large it is. */
export function showLexeme(document: JsonDocument, entry: number, from = document.starts[entry]!): string {
  const kind = document.kinds[entry];
  if (kind === KIND.array) return `an array of ${sizeAt(document, entry)}`;
  if (kind === KIND.object) return `an object of ${sizeAt(document, entry)} keys`;
  const end = Math.min(document.ends[entry]!, from + 4 * SHOWN);
  return shorten(Buffer.from(document.bytes.subarray(from, end)).toString('utf8'));
}
