import type { RecordedCookie } from '../../model/baseline.ts';
import type { Difference } from '../difference.ts';

type Cookies = readonly RecordedCookie[];

/** One difference at most for each cookie; one that only changed its name is one, not two. */
export function compareCookies(expected: Cookies, actual: Cookies): Difference[] {
  const removed = without(expected, actual);
  const added = without(actual, expected);
  const renamed = removed.flatMap((cookie) => {
    const twins = added.filter((other) => words(other) === words(cookie));
    const [twin] = twins;
    return twin !== undefined && twins.length === 1 ? [{ cookie, twin }] : [];
  });
  const isRenamed = (name: string): boolean =>
    renamed.some(({ cookie, twin }) => [cookie.name, twin.name].includes(name));
  return [
    ...renamed.map(({ cookie, twin }) => change('cookie-renamed', cookie.name, [cookie.name, twin.name])),
    ...removed
      .filter(({ name }) => !isRenamed(name))
      .map(({ name }) => change('cookie-removed', name, ['set', 'not set'])),
    ...added.filter(({ name }) => !isRenamed(name)).map(({ name }) => change('cookie-added', name, ['not set', 'set'])),
    ...expected.flatMap((cookie) => compareAttributes(cookie, actual)),
  ];
}

type CookieRule = 'cookie-renamed' | 'cookie-removed' | 'cookie-added' | 'cookie-attributes-changed';

const change = (rule: CookieRule, name: string, sides: readonly [string, string]): Difference => ({
  rule,
  path: `cookie:${name}`,
  expected: sides[0],
  actual: sides[1],
});

const without = (cookies: Cookies, others: Cookies): Cookies =>
  cookies.filter(({ name }) => !others.some((other) => other.name === name));

const words = ({ attributes }: RecordedCookie): string => attributes.join('; ');

/** Shows only the attributes that differ. */
function compareAttributes({ name, attributes }: RecordedCookie, actual: Cookies): Difference[] {
  const other = actual.find((cookie) => cookie.name === name);
  if (other === undefined) return [];
  const was = attributes.filter((attribute) => !other.attributes.includes(attribute));
  const is = other.attributes.filter((attribute) => !attributes.includes(attribute));
  if (was.length === 0 && is.length === 0) return [];
  return [change('cookie-attributes-changed', name, [was.join('; ') || 'without', is.join('; ') || 'without'])];
}
