import type { Buffer } from 'node:buffer';
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { codeOf } from './fault.ts';

/** What a body is after its content encoding was undone. */
export type Plain =
  | { readonly kind: 'plain'; readonly content: Buffer }
  | { readonly kind: 'broken'; readonly problem: string }
  | { readonly kind: 'too-large' };

type Decompress = (content: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

const DECOMPRESS: Readonly<Record<string, Decompress>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
};

/**
 * Undoes a content encoding that came although none was asked for: a compressed body could hide a secret.
 *
 * @param encoding the value of Content-Encoding
 * @param limit bytes of plain content
 */
export function decompress(content: Buffer, encoding: string, limit: number): Plain {
  // The answer to a HEAD names the encoding of a body that does not come.
  if (content.length === 0) return { kind: 'plain', content };
  let plain = content;
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  for (const name of names.filter((name) => name !== '' && name !== 'identity').reverse()) {
    if (!Object.hasOwn(DECOMPRESS, name)) return { kind: 'broken', problem: `content encoding ${name} is not known` };
    try {
      plain = DECOMPRESS[name]!(plain, { maxOutputLength: limit });
    } catch (cause) {
      if (codeOf(cause) === 'ERR_BUFFER_TOO_LARGE') return { kind: 'too-large' };
      return { kind: 'broken', problem: `content encoding ${name} cannot be undone (${codeOf(cause)})` };
    }
  }
  return { kind: 'plain', content: plain };
}
