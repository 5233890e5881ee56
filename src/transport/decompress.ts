import type { Buffer } from 'node:buffer';
import type * as Zlib from 'node:zlib';
import { codeOf } from './fault.ts';

/** What a body is after its content encoding was undone. */
export type Plain =
  | { readonly kind: 'plain'; readonly content: Buffer }
  | { readonly kind: 'broken'; readonly problem: string }
  | { readonly kind: 'too-large' };

/** Functions of `node:zlib`, which is loaded when one is needed. */
const DECOMPRESS = {
  gzip: 'gunzipSync',
  'x-gzip': 'gunzipSync',
  deflate: 'inflateSync',
  br: 'brotliDecompressSync',
  zstd: 'zstdDecompressSync',
} as const satisfies Record<string, keyof typeof Zlib>;

const isKnown = (name: string): name is keyof typeof DECOMPRESS => Object.hasOwn(DECOMPRESS, name);

/**
 * Undoes a content encoding that came although none was asked for: a compressed body could hide a secret.
 *
 * @param encoding the value of Content-Encoding
 * @param limit bytes of plain content
 */
export async function decompress(content: Buffer, encoding: string, limit: number): Promise<Plain> {
  // The answer to a HEAD names the encoding of a body that does not come.
  if (content.length === 0) return { kind: 'plain', content };
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length === 0) return { kind: 'plain', content };
  const zlib = await import('node:zlib');
  let plain = content;
  for (const name of names.reverse()) {
    if (!isKnown(name)) return { kind: 'broken', problem: `content encoding ${name} is not known` };
    try {
      plain = zlib[DECOMPRESS[name]](plain, { maxOutputLength: limit });
    } catch (cause) {
      if (codeOf(cause) === 'ERR_BUFFER_TOO_LARGE') return { kind: 'too-large' };
      return { kind: 'broken', problem: `content encoding ${name} cannot be undone (${codeOf(cause)})` };
    }
  }
  return { kind: 'plain', content: plain };
}
