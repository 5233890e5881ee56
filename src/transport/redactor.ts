import type { HeaderLine } from '../model/observation.ts';
import type { Secrets } from '../model/tenant.ts';
import { readJson } from '../json/index.ts';
import { redactHeader } from './redact/header.ts';
import { keepNumbers, secretsIn } from './redact/json.ts';
import { secretAtEnd, secretMembers } from './redact/loose.ts';
import { type Needle, needlesOf, SHORTEST } from './redact/needles.ts';
import { secretParameters } from './redact/parameter.ts';
import { makeScanner, type Scanner } from './redact/scan.ts';
import { placeholdersIn, replaceSpans, type Span } from './redact/span.ts';
import { CLASSES } from './redact/tables.ts';
import { fromBytes, toBytes } from './redact/unescape.ts';

/**
 * Takes secrets out of texts. One for each run; it learns while the run goes on.
 *
 * By value: every registered secret in each of its encodings. By place: what stands under a telling key, header or
 * query parameter, known or not. What it leaves is `<redacted <class> <length>>`; redacting twice changes nothing.
 */
export type Redactor = {
  /**
   * Learns a secret that was minted during the run.
   *
   * @param kind names it in placeholders, e.g. `token`
   * @param value shorter than 8 characters: not searched for, it would stand in any text by chance
   */
  readonly register: (kind: string, value: string) => void;
  readonly text: (text: string) => string;
  /**
   * As `text`, and by key; stays JSON, otherwise byte for byte. What is not JSON is searched for what looks like it.
   *
   * @param pointers JSON Pointers to values that are secret whatever their key
   */
  readonly json: (text: string, pointers?: readonly string[]) => string;
  /** As `json`, for bytes that are not UTF-8, hence not JSON. */
  readonly bytes: (bytes: Uint8Array, pointers?: readonly string[]) => Uint8Array;
  readonly headers: (lines: readonly HeaderLine[]) => readonly HeaderLine[];
  readonly url: (url: string) => string;
};

/** The names of secrets that are too short to be told from ordinary text, in order. */
export const weakSecrets = (secrets: Secrets): readonly string[] =>
  [...secrets].filter(([, value]) => value.trim().length < SHORTEST).map(([name]) => name);

/** @throws Error when a secret is shorter than 8 characters */
export function createRedactor(secrets: Secrets): Redactor {
  const weak = weakSecrets(secrets);
  if (weak.length > 0)
    throw new Error(`too short to be redacted: ${weak.join(', ')}; use at least ${SHORTEST} characters`);
  const needles = new Map<string, Needle>();
  const classes = new Set(CLASSES);
  let scanner: Scanner | undefined;
  const register = (kind: string, value: string): void => {
    classes.add(kind.replace(/[^\w.-]+/g, '-'));
    for (const needle of needlesOf(kind, value)) if (!needles.has(needle.text)) needles.set(needle.text, needle);
    scanner = undefined;
  };
  for (const [name, value] of secrets) register(name, value);
  const find = (bytes: string): readonly Span[] => {
    scanner ??= makeScanner([...needles.values()]);
    const kept = placeholdersIn(bytes, classes);
    const found = [...scanner(bytes), ...secretParameters(bytes)];
    return found.filter((span) => !kept.some(({ start, end }) => start <= span.start && span.end <= end));
  };
  const text = (plain: string): string => throughBytes(plain, (bytes) => replaceSpans(bytes, find(bytes)));
  const loose = (bytes: string, pointers: readonly string[]): string => {
    const atEnd = secretAtEnd(bytes, needles.values());
    return replaceSpans(bytes, [...find(bytes), ...secretMembers(bytes, pointers), ...atEnd]);
  };
  return {
    register,
    text,
    url: text,
    json: (plain, pointers = []) =>
      redactJson(plain, pointers, find) ?? throughBytes(plain, (bytes) => loose(bytes, pointers)),
    bytes: (bytes, pointers = []) => Buffer.from(loose(latin1(bytes), pointers), 'latin1'),
    headers: (lines) => lines.map(([name, value]) => [name, redactHeader(name, value, text)]),
  };
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

function redactJson(
  text: string,
  pointers: readonly string[],
  find: (bytes: string) => readonly Span[],
): string | undefined {
  const read = readJson(text);
  if (!read.ok) return undefined;
  const { document } = read;
  const spans = [...find(document.latin1), ...secretsIn(document, pointers)];
  if (spans.length === 0) return text;
  return fromBytes(replaceSpans(document.latin1, keepNumbers(document, spans)));
}

/** ASCII is its own bytes; most texts are. */
function throughBytes(text: string, redact: (bytes: string) => string): string {
  if (!/[^\0-\x7f]/.test(text)) return redact(text);
  const bytes = toBytes(text);
  const redacted = redact(bytes);
  return redacted === bytes ? text : fromBytes(redacted);
}
