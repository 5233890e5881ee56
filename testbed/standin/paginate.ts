import type { Json, JsonObject } from './laravel-json.ts';

export type Listing = {
  readonly rows: readonly Json[];
  readonly page: bigint;
  readonly perPage: number;
  /** Without query. */
  readonly url: string;
  /** What links repeat of the query, with its `&` at the end. */
  readonly appended: string;
};

/** A page as Laravel prints a resource collection over a LengthAwarePaginator. */
export function paginated({ rows, page, perPage, url, appended }: Listing): JsonObject {
  const first = Number(page - 1n) * perPage;
  const shown = rows.slice(first, first + perPage);
  const lastPage = BigInt(Math.max(1, Math.ceil(rows.length / perPage)));
  const urlOf = (number: bigint): string => `${url}?${appended}page=${number}`;
  const prev = page > 1n ? urlOf(page - 1n) : null;
  const next = page < lastPage ? urlOf(page + 1n) : null;
  const isEmpty = shown.length === 0;
  return {
    data: shown,
    links: { first: urlOf(1n), last: urlOf(lastPage), prev, next },
    meta: {
      current_page: page,
      from: isEmpty ? null : first + 1,
      last_page: lastPage,
      links: [
        { url: prev, label: '&laquo; Previous', active: false },
        ...Array.from({ length: Number(lastPage) }, (_, index) => numbered(BigInt(index + 1), page, urlOf)),
        { url: next, label: 'Next &raquo;', active: false },
      ],
      path: url,
      per_page: perPage,
      to: isEmpty ? null : first + shown.length,
      total: rows.length,
    },
  };
}

const numbered = (number: bigint, current: bigint, urlOf: (number: bigint) => string): Json => ({
  url: urlOf(number),
  label: String(number),
  active: number === current,
});

/** The greatest integer of PHP. */
const GREATEST = 2n ** 63n - 1n;

/** Whatever is not a whole number from 1 on that PHP can count counts as page 1. */
export function pageOf(text = ''): bigint {
  const page = /^\+?[1-9]\d*$/.test(text) ? BigInt(text.replace('+', '')) : 1n;
  return page > GREATEST ? 1n : page;
}
