import type { Body, BodyState } from '../model/observation.ts';
import type { Redactor } from './redactor.ts';
import { Buffer, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type JsonDocument, type JsonProblem, readJson } from '../json/index.ts';

/** What a body turned out to be, live. */
export type Reading = {
  readonly state: BodyState;
  /** As UTF-8; bytes that are none became U+FFFD. */
  readonly text: string;
  readonly content: Uint8Array;
  readonly document?: JsonDocument;
  readonly problem?: string;
};

/**
 * Finds out what a body is by looking at it; the content type only tells whether it should have been JSON.
 *
 * @param cut why it ended before its end
 */
export function readBody(content: Buffer, contentType: string, cut: string | undefined): Reading {
  const text = content.toString('utf8');
  const as = (state: BodyState, problem?: string): Reading => ({ state, text, content, ...(problem && { problem }) });
  if (cut !== undefined) return as('truncated', cut);
  if (content.length === 0) return as('empty');
  const json = readJson(content);
  if (json.ok) return { ...as('json', json.document.bom ? BOM : undefined), document: json.document };
  if (HTML.test(text)) return as('html');
  if (/[/+]json\b/i.test(contentType) || /^\s*[{[]/.test(text)) return as('malformed', placed(json.error));
  return as(isUtf8(content) ? 'text' : 'binary');
}

const BOM = 'begins with a byte order mark, which JSON may not';

const HTML =
  /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|h[1-6]|center|div|p|script|meta)\b/i;

const placed = ({ line, column, message }: JsonProblem): string => `line ${line}, column ${column}: ${message}`;

/**
 * The body as it may be kept.
 *
 * @param bytes of the content as received
 * @param mints JSON Pointers to values that are secret
 */
export function keptBody(reading: Reading, bytes: number, redactor: Redactor, mints: readonly string[]): Body {
  const { state, problem } = reading;
  const kept = isUtf8(reading.content)
    ? { text: redactor.json(reading.text, mints) }
    : { base64: Buffer.from(redactor.bytes(reading.content, mints)).toString('base64') };
  const digest = createHash('sha256')
    .update('text' in kept ? kept.text : Buffer.from(kept.base64, 'base64'))
    .digest('hex');
  return {
    state,
    bytes,
    digest,
    ...(reading.content.length > 0 && kept),
    ...(problem && { problem: redactor.text(problem) }),
  };
}
