import type { JsonDocument } from '../json/index.ts';
import type { Attribution } from '../model/finding.ts';
import type { NoiseRule, NoiseSeen, VolatileValue } from '../model/noise.ts';
import type { Observation } from '../model/observation.ts';
import type { Comparison } from '../model/report.ts';
import type { ArrayPolicy } from '../model/tenant.ts';
import type { Attributed } from './attribute.ts';
import { Buffer } from 'node:buffer';
import { compareBytes, explainBytes } from './bytes/index.ts';
import { asDifference, type Difference } from './difference.ts';
import { documentOf } from './document.ts';
import { compareHeads } from './head/compare.ts';
import type { Head } from './head/head.ts';
import {
  besideShape,
  compareValues,
  type Identities,
  isKnownRepeat,
  mergeVolatile,
  type Nonces,
  reviewNoise,
} from './values/index.ts';

/** Two live answers to one step. */
export type LivePair = {
  readonly reference: Observation;
  readonly candidate: Observation;
  readonly heads: { readonly reference: Head; readonly candidate: Head };
  /** URLs of the targets. */
  readonly origins: { readonly reference: string; readonly candidate: string };
  readonly nonces?: Nonces;
  readonly arrays: readonly ArrayPolicy[];
  readonly noise: readonly NoiseRule[];
  /** Is the writing of the body part of the contract? Then the bytes tier is asked too. */
  readonly isCritical: boolean;
  readonly identities?: Identities;
  /** Learnt by asking again, a list for each time. */
  readonly volatile: readonly (readonly VolatileValue[])[];
};

export type LiveComparison = {
  readonly differences: readonly Attributed[];
  readonly notRun: Comparison['notRun'];
  /** Absent when there is no rule, or no values were compared. */
  readonly noise?: NoiseSeen;
};

/**
 * What only the bodies of two live answers show: their values and, where it matters, their bytes.
 *
 * @param found what heads and shapes have shown of this step already; it is not said twice
 */
export function compareLive(pair: LivePair, found: readonly Difference[]): LiveComparison {
  const { reference, candidate, heads } = pair;
  // Another answer altogether: status and body state have said so.
  if (isSame(pair) || compareHeads(heads.reference, heads.candidate).bodies !== 'whole') {
    return { differences: [], notRun: [] };
  }
  const [one, other] = [bytesOf(reference), bytesOf(candidate)];
  if (one === undefined || other === undefined) return { differences: [], notRun: notKept(pair) };
  const [a, b] = [documentOf(reference.response.body), documentOf(candidate.response.body)];
  return a === undefined || b === undefined
    ? { differences: pair.isCritical ? compareBytes(one, other).map(asDifference).map(attributed) : [], notRun: [] }
    : compareDocuments(pair, [a, b], found);
}

function compareDocuments(pair: LivePair, documents: Documents, found: readonly Difference[]): LiveComparison {
  const { differences, noise } = valuesOf(pair, documents);
  const values = besideShape(differences, found);
  const written = pair.isCritical ? bytesBeside(documents, [...found, ...values]) : [];
  return {
    differences: [...values, ...written].map(attributed),
    notRun: [],
    ...(pair.noise.length > 0 && { noise }),
  };
}

type Documents = readonly [reference: JsonDocument, candidate: JsonDocument];

/**
 * Digests are of the whole redacted content. The same text is not the same answer where it holds URLs: a link to the
 * host of the reference is right on the reference only.
 */
function isSame({ reference, candidate, origins }: LivePair): boolean {
  const [one, other] = [reference.response.body, candidate.response.body];
  if (one.digest !== other.digest) return false;
  if (origins.reference === origins.candidate || one.bytes === 0) return true;
  return one.text !== undefined && !HAS_URL.test(one.text);
}

/** JSON may escape slashes. */
const HAS_URL = /:\\?\/\\?\//u;

function bytesOf({ response: { body } }: Observation): Uint8Array | undefined {
  if (body.text !== undefined) return Buffer.from(body.text, 'utf8');
  if (body.base64 !== undefined) return Buffer.from(body.base64, 'base64');
  return body.bytes === 0 ? new Uint8Array() : undefined;
}

function notKept({ isCritical, reference }: LivePair): Comparison['notRun'] {
  const why = 'the bodies were not kept (--keep-bodies)';
  const isJson = reference.response.body.state === 'json';
  return [
    ...(isCritical ? [{ tier: 'bytes', why } as const] : []),
    ...(isJson ? [{ tier: 'values', why } as const] : []),
  ];
}

function valuesOf(pair: LivePair, [a, b]: Documents) {
  const { origins, arrays, identities, volatile, nonces } = pair;
  const { accepted, refused } = reviewNoise(pair.noise, [a, b]);
  const { differences, used } = compareValues(a, b, {
    origins: { reference: [origins.reference], candidate: [origins.candidate] },
    arrays,
    noise: accepted,
    ...(nonces !== undefined && { nonces }),
    ...(identities !== undefined && { identities }),
    volatile: mergeVolatile(volatile),
  });
  const noise: NoiseSeen = { used, refused: refused.map(({ rule, why }) => ({ id: rule.id, why })) };
  return { differences, noise };
}

/** How it is written; what it says is the work of the values tier. */
function bytesBeside([a, b]: Documents, found: readonly Difference[]): Difference[] {
  const judged = new Set(found.map(({ path }) => path));
  return explainBytes(a, b)
    .map(asDifference)
    .filter((one) => one.rule !== 'bytes-value' && !judged.has(one.path) && !isKnownRepeat(one, found));
}

/** Rules that speak of what is stored, not of how it is served. */
const OF_DATA: ReadonlySet<string> = new Set([
  'data-differs',
  'identity-broken',
  'unicode-form-changed',
  'bytes-unicode-form',
  'bytes-value',
]);

/** Without a recording of values the reference is what is right, unless it is the one with the fault to be seen. */
export function attributed(found: Difference): Attributed {
  return { ...found, reference: found.expected, candidate: found.actual, attribution: attributionOf(found) };
}

function attributionOf({ rule, expected, actual }: Difference): Attribution {
  if (OF_DATA.has(rule)) return 'data-differs';
  return isFaulty(rule, expected) && !isFaulty(rule, actual) ? 'reference-drifted' : 'candidate-drifted';
}

const FAULTS: Readonly<Record<string, RegExp>> = {
  'url-port-leaked': /\{target\}:\d/u,
  'url-scheme-changed': /^http:/u,
  'language-changed': /translation key/u,
};

const isFaulty = (rule: string, shown: string): boolean => FAULTS[rule]?.test(shown) === true;
