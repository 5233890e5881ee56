import type { RecordedHeader } from '../../model/baseline.ts';
import type { RuleId } from '../../model/rules.ts';
import type { Difference } from '../difference.ts';
import { type Family, headerEntry } from './header-table.ts';
import { typeOf } from './media-type.ts';
import { ownScheme } from './own-urls.ts';

type Rules = { readonly [change in 'removed' | 'added' | 'changed' | 'doubled']: RuleId };

const RULES = {
  plain: rules('header-removed', 'header-added', 'header-changed'),
  caching: rules('caching-changed', 'caching-changed', 'caching-changed'),
  etag: rules('caching-changed', 'caching-changed', 'etag-strength-changed'),
  cors: { ...rules('cors-removed', 'cors-added', 'cors-changed'), doubled: 'cors-doubled' },
  security: rules('security-header-removed', 'security-header-added', 'security-header-changed'),
  'rate-limit': rules('rate-limit-changed', 'rate-limit-changed', 'rate-limit-changed'),
  redirect: rules('redirect-changed', 'redirect-changed', 'redirect-changed'),
} as const satisfies Record<Family, Rules>;

function rules(removed: RuleId, added: RuleId, changed: RuleId): Rules {
  return { removed, added, changed, doubled: 'header-doubled' };
}

/** One difference at most for each name. */
export function compareHeaders(expected: readonly RecordedHeader[], actual: readonly RecordedHeader[]): Difference[] {
  const [was, is] = [expected, actual].map((headers) => Map.groupBy(headers, ({ name }) => name));
  const names = new Set([...expected, ...actual].map(({ name }) => name));
  return [...names].flatMap((name) => compareHeader(name, was?.get(name) ?? [], is?.get(name) ?? []));
}

type Lines = readonly RecordedHeader[];

function compareHeader(name: string, was: Lines, is: Lines): Difference[] {
  if (name === 'content-type') return compareContentType(was, is);
  const { family } = headerEntry(name);
  const change = changeOf(was, is);
  if (change === undefined) return [];
  const show = change === 'doubled' ? times : shown;
  return [schemeChange({ rule: RULES[family][change], path: `header:${name}`, expected: show(was), actual: show(is) })];
}

function changeOf(was: Lines, is: Lines): keyof Rules | undefined {
  if (is.length === 0) return 'removed';
  if (was.length === 0) return 'added';
  if (was.length !== is.length) return 'doubled';
  return shown(was) === shown(is) ? undefined : 'changed';
}

const times = ({ length }: Lines): string => (length === 1 ? 'once' : `${length} times`);

const shown = (lines: Lines): string =>
  lines.length === 0 ? 'absent' : lines.map(({ value }) => value ?? 'present').join(' | ');

/** A redirect that lost its scheme has the cause of links that lost theirs: it speaks with the same rule and words. */
function schemeChange(difference: Difference): Difference {
  const [was, is] = [ownScheme(difference.expected), ownScheme(difference.actual)];
  if (was === undefined || is === undefined || was === is) return difference;
  if (difference.expected.slice(was.length) !== difference.actual.slice(is.length)) return difference;
  return { ...difference, rule: 'url-scheme-changed', expected: `string url-${was}`, actual: `string url-${is}` };
}

function compareContentType(was: Lines, is: Lines): Difference[] {
  const [expected, actual] = [shown(was), shown(is)];
  if (expected === actual) return [];
  const rule = typeOf(expected) === typeOf(actual) ? 'charset-changed' : 'content-type-changed';
  return [{ rule, path: 'header:content-type', expected, actual }];
}
