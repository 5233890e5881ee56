import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { type JsonDocument, readJson } from '../../json/index.ts';
import { compareValues, reviewNoise } from './index.ts';

function read(value: unknown): JsonDocument {
  const result = readJson(JSON.stringify(value));
  assert.ok(result.ok);
  return result.document;
}

const NO_ORIGINS = { origins: { reference: [], candidate: [] } } as const;

const foundIn = (was: unknown, is: unknown): string[] =>
  compareValues(read(was), read(is), NO_ORIGINS).differences.map(({ rule, path }) => `${rule} ${path}`);

/** Answers as an API gives them: a list of records with an id, and some fields of their own. */
const record = fc.record({
  count: fc.integer(),
  label: fc.constantFrom('draft', 'open', 'closed'),
  on: fc.boolean(),
  note: fc.option(fc.string()),
  tags: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }),
  owner: fc.record({ id: fc.nat(99), roles: fc.record({ admin: fc.boolean() }) }),
});
const answer = fc
  .array(record, { minLength: 1, maxLength: 6 })
  .map((records) => ({ data: records.map((fields, index) => ({ id: index + 1, ...fields })) }));

type Row = {
  readonly id: number;
  readonly count: number;
  readonly label: string;
  readonly on: boolean;
  readonly note: string | null;
  readonly tags: readonly string[];
  readonly owner: { readonly id: number; readonly roles: unknown };
};

type Mutation = { readonly name: string; readonly mutate: (row: Row) => object; readonly want: string };

const without = (object: object, key: string): object =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

const MUTATIONS: readonly Mutation[] = [
  { name: 'another number', mutate: (row) => ({ ...row, count: row.count + 1 }), want: '/data/*/count' },
  { name: 'another word', mutate: (row) => ({ ...row, label: 'lost' }), want: '/data/*/label' },
  { name: 'a boolean turned', mutate: (row) => ({ ...row, on: !row.on }), want: '/data/*/on' },
  { name: 'a number as text', mutate: (row) => ({ ...row, count: `${row.count}` }), want: '/data/*/count' },
  { name: 'a boolean as a number', mutate: (row) => ({ ...row, on: Number(row.on) }), want: '/data/*/on' },
  { name: 'a list as an object', mutate: (row) => ({ ...row, tags: { 0: 'a' } }), want: '/data/*/tags' },
  { name: 'an object as a list', mutate: (row) => ({ ...row, owner: [] }), want: '/data/*/owner' },
  { name: 'a key gone', mutate: (row) => without(row, 'label'), want: '/data/*/label' },
  { name: 'a key more', mutate: (row) => ({ ...row, extra: 1 }), want: '/data/*/extra' },
  {
    name: 'an inner key gone',
    mutate: (row) => ({ ...row, owner: { id: row.owner.id } }),
    want: '/data/*/owner/roles',
  },
  { name: 'an inner id', mutate: (row) => ({ ...row, owner: { ...row.owner, id: 100 } }), want: '/data/*/owner/id' },
  { name: 'an element more', mutate: (row) => ({ ...row, tags: [...row.tags, 'z'] }), want: '/data/*/tags/*' },
];

describe('compareValues', () => {
  test('finds nothing between equal values, however their keys are ordered', () => {
    const property = fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      assert.deepEqual(foundIn(value, JSON.parse(canonical(value))), []);
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('finds something between any two values that are not equal', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const property = fc.property(value, value, (one, other) => {
      const isSame = canonical(one) === canonical(other);
      assert.equal(foundIn(one, other).length === 0, isSame);
    });
    fc.assert(property, { numRuns: 500 });
  });

  for (const { name, mutate, want } of MUTATIONS) {
    test(`finds ${name}, and nothing else, in whichever element it is`, () => {
      const property = fc.property(answer, fc.nat(), (was, n) => {
        const place = n % was.data.length;
        const is = { data: was.data.map((row, index) => (index === place ? mutate(row) : row)) };
        assert.deepEqual(foundIn(was, is), [`data-differs ${want}`]);
      });
      fc.assert(property, { numRuns: 60 });
    });
  }

  test('a noise rule never hides a missing key, a new key or another kind', () => {
    const fields = fc.constantFrom('count', 'label', 'on', 'note');
    const change = fc.constantFrom(
      (row: object, key: string): object => without(row, key),
      (row: object, key: string): object => ({ ...row, [`${key}_new`]: 1 }),
      (row: object, key: string): object => ({ ...row, [key]: { inner: 1 } }),
    );
    const classes = ['integer', 'text', 'boolean-value', 'uuid'] as const;
    const property = fc.property(answer, fields, change, (was, key, mutate) => {
      const is = { data: was.data.map((row, index) => (index === 0 ? mutate(row, key) : row)) };
      const rules = classes.map((name) => ({
        id: name,
        path: `/data/*/${key}`,
        pattern: { class: name },
        reason: 'test',
      }));
      const { accepted } = reviewNoise(rules, [read(was)]);
      const { differences } = compareValues(read(was), read(is), { ...NO_ORIGINS, noise: accepted });
      assert.deepEqual([accepted.length, differences.length], [4, 1]);
    });
    fc.assert(property, { numRuns: 200 });
  });
});

/** Keys in order; minus zero is zero, as JSON.stringify has it. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
