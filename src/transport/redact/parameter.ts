import { isPlaceholder, placeholder, type Span } from './span.ts';
import { classOfKey } from './tables.ts';

/** `?name=value` and `&name=value`, or a form, also where the ampersand is escaped for JSON or HTML. */
const PARAMETER = /(?:^|[?&]|\\u0026|&amp;|&#0?38;)([\w.-]{1,64})=([^&#\s"'<>\\]+)/g;

/** `//user:password@` */
const USERINFO = /\/\/[^/\s:@"'<>]{0,256}:([^/\s@"'<>]{1,256})@/g;

/** Values of telling query parameters, signatures of signed links among them, and passwords in URLs. */
export function secretParameters(text: string): readonly Span[] {
  const spans: Span[] = [];
  if (text.includes('=')) {
    for (const match of text.matchAll(PARAMETER)) {
      const kind = classOfKey(match[1]!);
      if (kind !== undefined) spans.push(spanAtEnd(match, match[2]!, kind));
    }
  }
  if (text.includes('@'))
    for (const match of text.matchAll(USERINFO)) spans.push(spanAtEnd(match, match[1]!, 'password', 1));
  return spans.filter((span) => !isPlaceholder(text.slice(span.start, span.end)));
}

function spanAtEnd(match: RegExpExecArray, value: string, kind: string, tail = 0): Span {
  const end = match.index + match[0].length - tail;
  return { start: end - value.length, end, label: placeholder(kind, value.length) };
}
