import { Buffer } from 'node:buffer';
import { ESCAPED, type JsonDocument, NON_ASCII } from './document.ts';

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** The decoded text of a string. Lone surrogate escapes stay lone surrogates, as with JSON.parse. */
export const stringAt = (document: JsonDocument, at: number): string =>
  decodeString(document, document.starts[at]! + 1, document.ends[at]! - 1, document.flags[at]!);

/** Decodes the bytes between two quotes; `flags` as in `JsonDocument.flags`. */
export function decodeString(
  source: Pick<JsonDocument, 'bytes' | 'latin1'>,
  start: number,
  end: number,
  flags: number,
): string {
  const raw = (flags & NON_ASCII) === 0 ? source.latin1.slice(start, end) : utf8(source.bytes, start, end);
  return (flags & ESCAPED) === 0 ? raw : unescape(raw);
}

const utf8 = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');

function unescape(raw: string): string {
  let text = '';
  let from = 0;
  for (let at = raw.indexOf('\\'); at !== -1; at = raw.indexOf('\\', from)) {
    const letter = raw[at + 1]!;
    const isCode = letter === 'u';
    text += raw.slice(from, at);
    text += isCode ? String.fromCharCode(Number.parseInt(raw.slice(at + 2, at + 6), 16)) : SHORT_ESCAPES[letter];
    from = at + (isCode ? 6 : 2);
  }
  return text + raw.slice(from);
}
