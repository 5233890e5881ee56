import { type How, isList } from './header-table.ts';
import { neutralUrl } from './own-urls.ts';

/** What a header value is read against. */
export type HeaderContext = {
  /** URL of the target that answered. */
  readonly target?: string;
  /** What the request sent as `Origin`. */
  readonly requestOrigin?: string;
};

/**
 * The values of one header, as they are compared and recorded; none when its value does not matter.
 *
 * @param lines all lines of this name, in order
 * @returns one for each time that it stands there; lists become one
 */
export function headerValues(how: How, lines: readonly string[], context: HeaderContext): (string | undefined)[] {
  if (isList(how)) {
    const value = listValue(how, lines.join(', '), context);
    return value === '' ? [] : [value];
  }
  return lines.flatMap((line) => repeated(how, line)).map((line) => SINGLE[how](line, context));
}

/** Some proxies fold two lines of a header that may stand once into one: `a, a`. */
const repeated = (how: How, line: string): string[] => (how === 'origin' || how === 'token' ? line.split(',') : [line]);

type Read = (line: string, context: HeaderContext) => string | undefined;

const token: Read = (line) => line.trim().toLowerCase();

const SINGLE: Readonly<Record<How, Read>> = {
  ignore: () => undefined,
  presence: () => undefined,
  value: (line) => line.trim(),
  token,
  list: token,
  vary: token,
  link: token,
  directives: (line) => setOf(line.toLowerCase().split(';').map(directive)),
  url: (line, { target }) => neutralUrl(line.trim(), target),
  etag: (line) => (line.trim().startsWith('W/') ? 'weak' : 'strong'),
  origin: (line, { requestOrigin, target }) => {
    const origin = line.trim();
    if (origin === requestOrigin) return '<request origin>';
    return origin === '*' || origin === 'null' ? origin : neutralUrl(origin, target);
  },
};

function listValue(how: How, joined: string, { target }: HeaderContext): string {
  const items = how === 'link' ? links(joined, target) : joined.toLowerCase().split(',');
  return setOf(how === 'vary' ? items.filter((item) => item.trim() !== 'accept-encoding') : items);
}

/** `<https://…?page=2>; rel="next"` as `next https://<host>/…?page`. */
const links = (joined: string, target: string | undefined): string[] =>
  [...joined.matchAll(/<([^>]*)>([^<]*)/gu)].map(([, url = '', rest = '']) => {
    const relation = /rel="?([^";,]+)/iu.exec(rest)?.[1] ?? '';
    return `${relation} ${neutralUrl(url, target)}`;
  });

/** Order and repetition do not matter. Nonces change with every answer. */
const setOf = (items: readonly string[]): string =>
  [...new Set(items.map((item) => item.trim()))].filter(Boolean).toSorted().join('; ');

const directive = (text: string): string => {
  const [name = '', ...tokens] = text.trim().split(/\s+/u);
  return [name, ...tokens.map((token) => token.replace(/^'nonce-.*'$/u, "'nonce'")).toSorted()].join(' ');
};
