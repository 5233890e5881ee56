/** A part of a text and what stands there afterwards. */
export type Span = { readonly start: number; readonly end: number; readonly label: string };

/** What stands in place of a secret. Keeps its class and its length in characters, so that shapes stay comparable. */
export const placeholder = (kind: string, length: number): string =>
  `<redacted ${kind.replace(/[^\w.-]+/g, '-')} ${length}>`;

const WHOLE = /^<redacted [\w.-]+ \d+>$/;

/** Is this text a placeholder and nothing else? */
export const isPlaceholder = (text: string): boolean => WHOLE.test(text);

const ANY = /<redacted ([\w.-]+) \d+>/g;

/** Where placeholders of known classes stand: redacting them again would change them. */
export function placeholdersIn(text: string, classes: ReadonlySet<string>): readonly Span[] {
  if (!text.includes('<redacted ')) return [];
  return Array.from(text.matchAll(ANY))
    .filter((match) => classes.has(match[1]!))
    .map((match) => ({ start: match.index, end: match.index + match[0].length, label: match[0] }));
}

/**
 * Replaces the spans. Spans that overlap become one, under the label of the longest of them, so that no rest of a
 * secret stands at the side of a placeholder; of two equally long ones the first given wins.
 */
export function replaceSpans(text: string, spans: readonly Span[]): string {
  let out = '';
  let from = 0;
  for (const { start, end, label } of united(spans)) {
    out += text.slice(from, start) + label;
    from = end;
  }
  return out + text.slice(from);
}

/** The spans in order, overlapping ones united. */
export function united(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const done: { span: Span; longest: number }[] = [];
  for (const span of sorted) {
    const last = done.at(-1);
    if (last === undefined || span.start >= last.span.end) done.push({ span, longest: span.end - span.start });
    else done[done.length - 1] = joined(last, span);
  }
  return done.map(({ span }) => span);
}

function joined(last: { span: Span; longest: number }, span: Span): { span: Span; longest: number } {
  const length = span.end - span.start;
  const label = length > last.longest ? span.label : last.span.label;
  const union = { start: last.span.start, end: Math.max(last.span.end, span.end), label };
  return { span: union, longest: Math.max(length, last.longest) };
}
