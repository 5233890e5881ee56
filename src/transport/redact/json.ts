import { entryAt, type JsonDocument, KIND, kindAt, lexemeAt, stringAt } from '../../json/index.ts';
import { isPlaceholder, placeholder, type Span, united } from './span.ts';
import { classOfKey } from './tables.ts';

/**
 * Where a JSON document holds credentials: under a key of the table, or at one of the pointers.
 *
 * Strings keep their quotes; numbers stay numbers (each digit becomes 1); other kinds are not touched: Laravel's
 * `errors.password` is a list of sentences.
 *
 * @param pointers JSON Pointers to values that are secret whatever their key
 */
export function secretsIn(document: JsonDocument, pointers: readonly string[]): readonly Span[] {
  const classes = document.keys.map(classOfKey);
  const spans = pointers.flatMap((pointer) => spanAt(document, entryAt(document, pointer), 'token'));
  for (let at = 0; at < document.length; at++) {
    const kind = kindAt(document, at) === KIND.key ? classes[document.links[at]!] : undefined;
    if (kind !== undefined) spans.push(...spanAt(document, at + 1, kind));
  }
  return spans;
}

function spanAt(document: JsonDocument, entry: number, kind: string): Span[] {
  if (entry === -1) return [];
  if (kindAt(document, entry) === KIND.number) return [maskedNumber(document, entry)];
  if (kindAt(document, entry) !== KIND.string) return [];
  const text = stringAt(document, entry);
  if (text === '' || isPlaceholder(text)) return [];
  const label = placeholder(kind, text.length);
  return [{ start: document.starts[entry]! + 1, end: document.ends[entry]! - 1, label }];
}

function maskedNumber(document: JsonDocument, entry: number): Span {
  const label = lexemeAt(document, entry).replace(/\d/g, '1');
  return { start: document.starts[entry]!, end: document.ends[entry]!, label };
}

/** The spans, so that a placeholder never stands where a number must: a number that holds a secret is masked whole. */
export function keepNumbers(document: JsonDocument, spans: readonly Span[]): readonly Span[] {
  if (spans.length === 0) return spans;
  const sorted = united(spans);
  const numbers: Span[] = [];
  let next = 0;
  for (let at = 0; at < document.length && next < sorted.length; at++) {
    while (next < sorted.length && sorted[next]!.end <= document.starts[at]!) next++;
    const isHit = kindAt(document, at) === KIND.number && (sorted[next]?.start ?? Infinity) < document.ends[at]!;
    if (isHit) numbers.push(maskedNumber(document, at));
  }
  const isOutside = (span: Span): boolean => !numbers.some((number) => overlap(number, span));
  return [...sorted.filter(isOutside), ...numbers];
}

const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
