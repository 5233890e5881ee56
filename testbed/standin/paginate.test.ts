import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pageOf, paginated } from './paginate.ts';

const PAGES: readonly [text: string | undefined, page: bigint][] = [
  [undefined, 1n],
  ['', 1n],
  ['3', 3n],
  ['+3', 3n],
  ['03', 1n],
  ['0', 1n],
  ['-1', 1n],
  ['1.0', 1n],
  ['1e3', 1n],
  ['abc', 1n],
  ['9007199254740993', 9007199254740993n],
  ['9223372036854775807', 9223372036854775807n],
  ['9223372036854775808', 1n],
];

describe('pageOf', () => {
  for (const [text, page] of PAGES) {
    test(`${JSON.stringify(text)} is page ${page}`, () => assert.equal(pageOf(text), page));
  }
});

describe('paginated', () => {
  const listing = { perPage: 2, url: 'http://a/b', appended: '' };

  test('no rows at all still have a first and last page', () => {
    assert.deepEqual(paginated({ ...listing, rows: [], page: 1n }), {
      data: [],
      links: { first: 'http://a/b?page=1', last: 'http://a/b?page=1', prev: null, next: null },
      meta: {
        current_page: 1n,
        from: null,
        last_page: 1n,
        links: [
          { url: null, label: '&laquo; Previous', active: false },
          { url: 'http://a/b?page=1', label: '1', active: true },
          { url: null, label: 'Next &raquo;', active: false },
        ],
        path: 'http://a/b',
        per_page: 2,
        to: null,
        total: 0,
      },
    });
  });

  test('the last page may be shorter; links repeat what is appended', () => {
    const { data, links } = paginated({ ...listing, rows: [1, 2, 3], page: 2n, appended: 'sort=title&' });
    assert.deepEqual(data, [3]);
    assert.deepEqual(links, {
      first: 'http://a/b?sort=title&page=1',
      last: 'http://a/b?sort=title&page=2',
      prev: 'http://a/b?sort=title&page=1',
      next: null,
    });
  });
});
