import { Buffer, isUtf8 } from 'node:buffer';

/** Byte offset of the first sequence that is not valid UTF-8, or -1. Linear; valid input is one native call. */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  if (isUtf8(bytes)) return -1;
  const again = Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  let at = 0;
  while (at < bytes.length && bytes[at] === again[at]) at++;
  while (!isUtf8(bytes.subarray(0, at))) at--;
  return at;
}

/** Byte offset, once encoded as UTF-8, of the first half of a surrogate pair that stands alone, or -1. */
export function firstLoneSurrogate(text: string): number {
  if (text.isWellFormed()) return -1;
  let offset = 0;
  for (const character of text) {
    if (!character.isWellFormed()) break;
    offset += Buffer.byteLength(character);
  }
  return offset;
}
