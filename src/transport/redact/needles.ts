import { Buffer } from 'node:buffer';
import { placeholder } from './span.ts';
import { toBytes } from './unescape.ts';

/** Secrets below this length would stand in ordinary text by chance. */
export const SHORTEST = 8;

/** One form in which a secret may stand in a text. */
export type Needle = {
  /** In bytes, as characters U+0000–U+00FF. */
  readonly text: string;
  readonly label: string;
  /** Base64 only: characters at the side that hold bits of the secret together with bits of its neighbours. */
  readonly before: number;
  readonly after: number;
};

/**
 * Every form of a secret that must be found: the value and its parts, plain and in base64.
 *
 * URL, JSON and HTML escapes are not listed: the text is searched with its escapes decoded (see `unescape`), which
 * covers each spelling of them. A space may also be written `+`.
 */
export function needlesOf(kind: string, value: string): readonly Needle[] {
  return partsOf(value)
    .filter((part) => part.length >= SHORTEST)
    .flatMap((part) => {
      const label = placeholder(kind, part.length);
      const plain = plainForms(part).map((text) => ({ text, label, before: 0, after: 0 }));
      return [...plain, ...base64Forms(part, label)];
    });
}

/** The value itself and what of it is secret alone: `12|secret`, `Bearer token`, `Basic base64`, lines of a key. */
function partsOf(value: string): readonly string[] {
  const trimmed = value.trim();
  const bare = trimmed.replace(/^(?:bearer|basic|token) +/i, '');
  const parts = [value, trimmed, bare, bare.replace(/^\d+\|/, '')];
  if (/^basic /i.test(trimmed)) parts.push(...basicParts(bare));
  if (trimmed.includes('\n')) parts.push(...lines(trimmed));
  return [...new Set(parts)];
}

function basicParts(encoded: string): readonly string[] {
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  return [pair, pair.slice(pair.indexOf(':') + 1)];
}

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('-----'));

/** A form writes a space as `+`. */
function plainForms(part: string): readonly string[] {
  const bytes = toBytes(part);
  return [...new Set([bytes, bytes.replaceAll(' ', '+')])];
}

/** Base64 and base64url at the three ways a secret can lie across groups of three bytes. */
function base64Forms(part: string, label: string): readonly Needle[] {
  const bytes = Buffer.from(part, 'utf8');
  return [0, 1, 2].flatMap((offset) => {
    const before = [0, 2, 3][offset]!;
    const bits = (offset + bytes.length) * 8;
    const end = Math.floor(bits / 6);
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
    const after = bits % 6 === 0 ? 0 : 1;
    const forms = new Set([shifted.toString('base64'), shifted.toString('base64url')]);
    return [...forms].map((form) => ({ text: form.slice(before, end), label, before, after }));
  });
}
