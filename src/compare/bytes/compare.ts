import { Buffer } from 'node:buffer';
import { readJson } from '../../json/index.ts';
import type { ByteDifference } from './difference.ts';
import { explainBytes } from './documents.ts';
import { explainTexts } from './texts.ts';

/**
 * Compares two bodies byte by byte and, where they differ, explains why: one difference for each class (key order,
 * whitespace, escapes, number lexemes …) with its first place, the real difference of values among them.
 *
 * Equal bytes give nothing, other bytes at least one difference. Linear.
 */
export function compareBytes(reference: Uint8Array | string, candidate: Uint8Array | string): ByteDifference[] {
  const one = asBytes(reference);
  const other = asBytes(candidate);
  if (Buffer.compare(one, other) === 0) return [];
  const a = readJson(one);
  const b = readJson(other);
  return a.ok && b.ok ? explainBytes(a.document, b.document) : explainTexts(one, other);
}

const asBytes = (body: Uint8Array | string): Uint8Array =>
  typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
