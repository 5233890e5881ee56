import type { Json, JsonObject } from './laravel-json.ts';

export type Listing = {
  readonly rows: readonly Json[];
  readonly page: number;
  readonly perPage: number;
  /** Without query. */
  readonly url: string;
  /** What links repeat of the query, with its `&` at the end. */
  readonly appended: string;
};

/** A page as Laravel prints a resource collection over a LengthAwarePaginator. */
export function paginated({ rows, page, perPage, url, appended }: Listing): JsonObject {
  const first = (page - 1) * perPage;
  const shown = rows.slice(first, first + perPage);
  const lastPage = Math.max(1, Math.ceil(rows.length / perPage));
  const urlOf = (number: number): string => `${url}?${appended}page=${number}`;
  const prev = page > 1 ? urlOf(page - 1) : null;
  const next = page < lastPage ? urlOf(page + 1) : null;
  const isEmpty = shown.length === 0;
  return {
    data: shown,
    links: { first: urlOf(1), last: urlOf(lastPage), prev, next },
    meta: {
      current_page: page,
      from: isEmpty ? null : first + 1,
      last_page: lastPage,
      links: [
        { url: prev, label: '&laquo; Previous', active: false },
        ...Array.from({ length: lastPage }, (_, index) => numbered(index + 1, page, urlOf)),
        { url: next, label: 'Next &raquo;', active: false },
      ],
      path: url,
      per_page: perPage,
      to: isEmpty ? null : first + shown.length,
      total: rows.length,
    },
  };
}

const numbered = (number: number, current: number, urlOf: (number: number) => string): Json => ({
  url: urlOf(number),
  label: String(number),
  active: number === current,
});

/** Whatever is not a whole number from 1 on counts as page 1. */
export const pageOf = (text: string | null): number =>
  text !== null && /^\s*\+?[1-9]\d*\s*$/.test(text) ? Number(text) : 1;
