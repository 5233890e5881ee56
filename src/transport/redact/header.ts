import { isPlaceholder, placeholder } from './span.ts';
import { HEADERS } from './tables.ts';

/** Other first words may be the credential itself. */
const CREDENTIALS = /^((?:Basic|Bearer|Digest|Negotiate|Token) +)?(.+)$/is;

/**
 * The value of one header line without its credentials. Schemes, names and attributes of cookies stay.
 *
 * @param text takes known secrets out of any text
 */
export function redactHeader(name: string, value: string, text: (text: string) => string): string {
  const lower = name.toLowerCase();
  const rule = Object.hasOwn(HEADERS, lower) ? HEADERS[lower] : undefined;
  if (rule === undefined) return text(value);
  const hidden = (part: string): string => hide(part, rule.class, text);
  switch (rule.part) {
    case 'all':
      return hidden(value);
    case 'credentials':
      return value.replace(CREDENTIALS, (_whole, scheme = '', rest: string) => scheme + hidden(rest));
    case 'cookies':
      return value
        .split(/(;\s*)/)
        .map((part, at) => (at % 2 === 0 ? cookie(part, hidden) : part))
        .join('');
    case 'cookie': {
      const [pair = '', ...attributes] = value.split(';');
      return text([cookie(pair, hidden), ...attributes].join(';'));
    }
    default:
      return rule.part satisfies never;
  }
}

const cookie = (pair: string, hidden: (part: string) => string): string => {
  const at = pair.indexOf('=');
  return at === -1 ? hidden(pair) : pair.slice(0, at + 1) + hidden(pair.slice(at + 1));
};

/** A known secret keeps its name; all else goes by the class of the header. */
function hide(part: string, kind: string, text: (text: string) => string): string {
  const known = text(part);
  if (part === '' || isPlaceholder(known)) return known;
  return placeholder(kind, part.length);
}
