import type { Pin } from '../../model/baseline.ts';
import type { RuleId } from '../../model/rules.ts';
import type { Difference } from '../difference.ts';
import { escapeToken } from '../../json/index.ts';

export type PinnedAs = Extract<Pin, { is: unknown }>['is'];

/** Where two shapes are laid side by side, and what a person said about places. */
export type Place = { readonly path: string; readonly pins: ReadonlyMap<string, ReadonlySet<PinnedAs>> };

export function rootPlace(pins: readonly Pin[]): Place {
  const byPath = Map.groupBy(
    pins.flatMap((pin) => ('is' in pin ? [pin] : [])),
    ({ path }) => path,
  );
  return { path: '', pins: new Map([...byPath].map(([path, list]) => [path, new Set(list.map(({ is }) => is))])) };
}

/** @param token a key, or `*` for all elements or all keys of a map */
export const below = (place: Place, token: string): Place => ({
  ...place,
  path: `${place.path}/${escapeToken(token)}`,
});

/** Null on the first or the last page of Laravel's paginators, a URL, a number or a cursor on the others. */
const ENDS_OF_PAGES: ReadonlySet<string> = new Set([
  '/links/prev',
  '/links/next',
  '/prev_page_url',
  '/next_page_url',
  ...['from', 'to', 'prev_cursor', 'next_cursor'].map((name) => `/meta/${name}`),
]);

export const isPinned = ({ path, pins }: Place, as: PinnedAs): boolean =>
  pins.get(path)?.has(as) === true || (as === 'nullable' && ENDS_OF_PAGES.has(path));

export const difference = ({ path }: Place, rule: RuleId, expected: string, actual: string): Difference => ({
  rule,
  path,
  expected,
  actual,
});
