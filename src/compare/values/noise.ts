import { after, ANY_ELEMENT, type JsonDocument, keyAt, keysOf, KIND, parsePointer } from '../../json/index.ts';
import { isContainer } from '../pair/pair.ts';
import type { NoiseRule, Pattern } from './policy.ts';

export type RefusedNoise = { readonly rule: NoiseRule; readonly why: string };

export type NoiseReview = { readonly accepted: readonly NoiseRule[]; readonly refused: readonly RefusedNoise[] };

/**
 * Checks noise rules against documents of the step they are for. A rule may forgive other values of one scalar field;
 * it is refused when it would cover structure, more than one field, or any text at all.
 *
 * A rule that names nothing here is accepted: it may be for another answer. `deadNoise` tells the ones that never did
 * anything.
 */
export function reviewNoise(rules: readonly NoiseRule[], documents: readonly JsonDocument[]): NoiseReview {
  const accepted: NoiseRule[] = [];
  const refused: RefusedNoise[] = [];
  for (const rule of rules) {
    const why = refusal(rule, documents);
    if (why === undefined) accepted.push(rule);
    else refused.push({ rule, why });
  }
  return { accepted, refused };
}

/** Rules that forgave nothing in a whole run: the noise is gone, or the path is wrong. */
export const deadNoise = (rules: readonly NoiseRule[], used: ReadonlySet<string>): readonly NoiseRule[] =>
  rules.filter(({ id }) => !used.has(id));

function refusal({ path, pattern }: NoiseRule, documents: readonly JsonDocument[]): string | undefined {
  const tokens = parsePointer(path);
  if (tokens === undefined) return `${path} is no JSON Pointer; write /data/*/generated_at`;
  if (tokens.length === 0) return 'it would cover the whole answer; name one field';
  if (tokens.at(-1) === ANY_ELEMENT && tokens.length === 1)
    return 'it would cover every element of the answer; name one field';
  const broad = tooBroad(pattern);
  if (broad !== undefined) return broad;
  for (const document of documents) {
    const why = refusalIn(document, tokens);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** Texts no narrow pattern fits all of. */
const PROBES = ['', 'x', 'Any text at all.', '0', '<p>ü</p>', 'a\nb'];
const MOST_PROBES = 3;

function tooBroad(pattern: Pattern): string | undefined {
  if ('class' in pattern)
    return ANYTHING.has(pattern.class) ? `the class ${pattern.class} would cover structure` : undefined;
  if ('like' in pattern)
    return /[^#\s]/u.test(pattern.like) ? undefined : 'the pattern would cover any number; use a class';
  try {
    const expression = new RegExp(`^(?:${pattern.matches})$`, 'u');
    const fits = PROBES.filter((probe) => expression.test(probe)).length;
    return fits >= MOST_PROBES ? 'the pattern would cover everything; say what the noise looks like' : undefined;
  } catch {
    return `${pattern.matches} is no regular expression`;
  }
}

const ANYTHING: ReadonlySet<string> = new Set(['container', 'null']);

/** Walks every place the path names. */
function refusalIn(document: JsonDocument, tokens: readonly string[]): string | undefined {
  let entries = [0];
  for (const token of tokens) {
    if (token === ANY_ELEMENT && entries.some((entry) => document.kinds[entry] === KIND.object)) {
      return '* would cover every key of an object; name the field';
    }
    entries = entries.flatMap((entry) => childrenOf(document, entry, token));
  }
  return entries.some((entry) => isContainer(document.kinds[entry]!))
    ? 'an array or object stands there; noise covers scalars only'
    : undefined;
}

function childrenOf(document: JsonDocument, entry: number, token: string): number[] {
  const children: number[] = [];
  if (document.kinds[entry] === KIND.array && token === ANY_ELEMENT) {
    for (let at = entry + 1; at < after(document, entry); at = after(document, at)) children.push(at);
  } else if (document.kinds[entry] === KIND.object) {
    for (const key of keysOf(document, entry)) if (keyAt(document, key) === token) children.push(key + 1);
  }
  return children;
}
