import { Buffer } from 'node:buffer';
import { firstInvalidUtf8, placeOf, readJson } from '../../json/index.ts';
import type { RuleId } from '../../model/rules.ts';
import { shorten } from '../pair/show.ts';
import type { ByteDifference } from './difference.ts';
import { showSpace } from './whitespace.ts';

/** Explains two bodies of which at least one is not JSON. */
export function explainTexts(reference: Uint8Array, candidate: Uint8Array): ByteDifference[] {
  const encodings = [encoding(reference), encoding(candidate)] as const;
  if (encodings[0] !== encodings[1]) return [difference('bytes-encoding', [reference, candidate], encodings)];
  const states = [state(reference), state(candidate)] as const;
  if (states[0] !== states[1]) return [difference('bytes-value', [reference, candidate], states)];
  return explainSimilar(reference, candidate);
}

const encoding = (bytes: Uint8Array): string => (firstInvalidUtf8(bytes) === -1 ? 'UTF-8' : 'not UTF-8');

const state = (bytes: Uint8Array): string => {
  if (bytes.length === 0) return 'empty';
  return readJson(bytes).ok ? 'JSON' : 'not JSON';
};

/** From the outside in: byte order mark, line ends, the end of the last line; then what is really other text. */
function explainSimilar(reference: Uint8Array, candidate: Uint8Array): ByteDifference[] {
  const found: ByteDifference[] = [];
  let one = Buffer.from(reference).toString('latin1');
  let other = Buffer.from(candidate).toString('latin1');
  for (const { rule, strip, show } of LAYERS) {
    if (show(one) !== show(other)) found.push(difference(rule, [reference, candidate], [show(one), show(other)]));
    one = strip(one);
    other = strip(other);
  }
  if (one !== other) found.push(firstDifference(reference, candidate));
  return found.length > 0 ? found : [difference('bytes-newline', [reference, candidate], ['mixed', 'mixed'])];
}

type Layer = {
  readonly rule: RuleId;
  readonly strip: (latin1: string) => string;
  readonly show: (latin1: string) => string;
};

const LAYERS: readonly Layer[] = [
  {
    rule: 'bytes-byte-order-mark',
    strip: (text) => text.replace(/^\u00ef\u00bb\u00bf/u, ''),
    show: (text) => (text.startsWith('\u00ef\u00bb\u00bf') ? 'present' : 'absent'),
  },
  {
    rule: 'bytes-newline',
    strip: (text) => text.replaceAll('\r\n', '\n'),
    show: (text) => (text.includes('\r\n') ? String.raw`\r\n` : String.raw`\n`),
  },
  {
    rule: 'bytes-trailing-newline',
    strip: (text) => text.trimEnd(),
    show: (text) => showSpace(text.slice(text.trimEnd().length)),
  },
];

function firstDifference(reference: Uint8Array, candidate: Uint8Array): ByteDifference {
  const offsets = firstOffsets(reference, candidate);
  const shown = [textFrom(reference, offsets[0]), textFrom(candidate, offsets[1])] as const;
  return difference('bytes-value', [reference, candidate], shown, offsets);
}

const textFrom = (bytes: Uint8Array, at: number): string =>
  at < bytes.length ? shorten(JSON.stringify(Buffer.from(bytes.subarray(at, at + 24)).toString('utf8'))) : 'the end';

type Offsets = readonly [reference: number, candidate: number];

/** Where two texts part, beyond a byte order mark and other line ends. */
function firstOffsets(reference: Uint8Array, candidate: Uint8Array): Offsets {
  let a = textStart(reference);
  let b = textStart(candidate);
  for (;;) {
    if (isCrLf(reference, a) !== isCrLf(candidate, b)) {
      if (isCrLf(reference, a)) a++;
      else b++;
    }
    if (a >= reference.length || reference[a] !== candidate[b]) return [a, b];
    a++;
    b++;
  }
}

const textStart = (bytes: Uint8Array): number => (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);

const isCrLf = (bytes: Uint8Array, at: number): boolean => bytes[at] === 0x0d && bytes[at + 1] === 0x0a;

function difference(
  rule: RuleId,
  [reference, candidate]: readonly [Uint8Array, Uint8Array],
  shown: readonly [string, string],
  offsets: Offsets = [0, 0],
): ByteDifference {
  const at = { reference: placeOf(reference, offsets[0]), candidate: placeOf(candidate, offsets[1]) };
  return { rule, path: '', pointer: '', reference: shown[0], candidate: shown[1], at, count: 1 };
}
