/** Documents whose form asks for more than linear time from a careless comparison; `n` elements, keys or levels. */
export const CORNERS = {
  'elements reversed': { n: 20_000, make: (n) => [list(n, record), list(n, (index) => record(n - 1 - index))] },
  'elements without a key reversed': {
    n: 20_000,
    make: (n) => [list(n, nameless), list(n, (index) => nameless(n - 1 - index))],
  },
  'one element more at the head': {
    n: 20_000,
    make: (n) => [list(n, nameless), list(n + 1, (index) => nameless(index - 1))],
  },
  'a map of so many keys, reversed': { n: 10_000, make: (n) => [map(n, key), map(n, (index) => key(n - 1 - index))] },
  'so many levels, another value below': { n: 5_000, make: (n) => [deep(n, '1'), deep(n, '2')] },
} as const satisfies Record<string, Corner>;

type Corner = { readonly n: number; readonly make: (n: number) => readonly [was: string, is: string] };

const items = (length: number, item: (index: number) => string): string =>
  Array.from({ length }, (_, index) => item(index)).join(',');
const list = (length: number, item: (index: number) => string): string => `[${items(length, item)}]`;
const map = (length: number, item: (index: number) => string): string => `{${items(length, item)}}`;
const record = (index: number): string => `{"id":${index},"name":"n${index}","tags":["a","b"]}`;
const nameless = (index: number): string => `{"x":${index},"y":[${index}]}`;
const key = (index: number): string => `"k${index}":{"n":${index}}`;
const deep = (levels: number, value: string): string => `${'{"a":['.repeat(levels)}${value}${']}'.repeat(levels)}`;
