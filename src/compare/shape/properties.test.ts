import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { Shape } from '../../model/shape.ts';
import { bodyShape } from './build.ts';
import { compareShapes } from './compare.ts';
import { mergeAll, mergeShapes, NOTHING } from './merge.ts';

function shape(value: unknown): Shape {
  const made = bodyShape(JSON.stringify(value));
  assert.ok(made);
  return made;
}

/** Any JSON, with lists of variants, maps by id and keys that stand for themselves. */
const variant = fc.oneof(
  fc.record({ type: fc.constant('video'), seconds: fc.nat() }),
  fc.record({ type: fc.constant('quiz'), questions: fc.nat(), pass: fc.option(fc.double({ noNaN: true })) }),
);
const byId = fc.dictionary(fc.nat(99).map(String), fc.record({ n: fc.integer() }, { requiredKeys: [] }));
const json = fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.array(variant), fc.record({ m: byId, l: fc.array(variant) }));

describe('a shape', () => {
  test('is the same, and no drift, however the keys are ordered', () => {
    const property = fc.property(json, (value) => {
      const other = shape(reversedKeys(value));
      assert.deepEqual(shape(value), other);
      assert.deepEqual(compareShapes(shape(value), other), []);
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('merges in any order', () => {
    const property = fc.property(json, json, (a, b) => {
      assert.deepEqual(mergeShapes(shape(a), shape(b)), mergeShapes(shape(b), shape(a)));
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('merges in any grouping', () => {
    const property = fc.property(json, json, json, (a, b, c) => {
      const [x, y, z] = [shape(a), shape(b), shape(c)] as const;
      assert.deepEqual(mergeShapes(mergeShapes(x, y), z), mergeShapes(x, mergeShapes(y, z)));
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('of nothing changes nothing', () => {
    fc.assert(fc.property(json, (value) => assert.deepEqual(mergeShapes(shape(value), NOTHING), shape(value))));
  });

  test('of a list of plain values is the merge of its elements', () => {
    const property = fc.property(fc.array(fc.jsonValue({ maxDepth: 2 }), { minLength: 1 }), (values) => {
      const plain = values.map((value) => [value]);
      const items = mergeAll(plain.map((value) => shape(value)));
      assert.deepEqual(shape(plain).array?.items, items);
    });
    fc.assert(property, { numRuns: 200 });
  });

  test('that holds all evidence of an answer finds no drift in it', () => {
    const property = fc.property(fc.array(rows, { minLength: 1, maxLength: 4 }), (answers) => {
      const recorded = mergeAll(answers.map((answer) => shape(answer)));
      for (const answer of answers) {
        const loud = compareShapes(recorded, shape(answer)).filter(({ rule }) => rule !== 'evidence-lost');
        assert.deepEqual(loud, []);
      }
    });
    fc.assert(property, { numRuns: 200 });
  });
});

const row = fc.record({
  count: fc.integer({ min: 1, max: 1e6 }),
  label: fc.constantFrom('a draft', 'an open one'),
  price: fc.nat(99).map((cents) => `12.${String(cents).padStart(2, '0')}`),
  on: fc.boolean(),
  at: fc.nat(59).map((second) => `2026-03-01T08:30:${String(second).padStart(2, '0')}Z`),
  url: fc.nat(99).map((id) => `https://h.example/${id}`),
  tags: fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 3 }),
  owner: fc.record({ id: fc.nat(), name: fc.constant('some name') }),
});
const rows = fc.array(row, { minLength: 2, maxLength: 6 });

type Row = Readonly<Record<string, unknown>>;
type Mutation = { readonly name: string; readonly change: (row: Row) => unknown; readonly want: string };

const without = (row: Row, key: string): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== key));

const MUTATIONS: readonly Mutation[] = [
  { name: 'a key gone', change: (row) => without(row, 'label'), want: 'property-sometimes-missing /*/label' },
  { name: 'a key more', change: (row) => ({ ...row, extra: 1 }), want: 'property-added /*/extra' },
  { name: 'a number as text', change: (row) => ({ ...row, count: '7' }), want: 'number-became-string /*/count' },
  { name: 'text as a number', change: (row) => ({ ...row, price: 12.5 }), want: 'string-became-number /*/price' },
  { name: 'a boolean as a number', change: (row) => ({ ...row, on: 1 }), want: 'boolean-became-number /*/on' },
  { name: 'a boolean as text', change: (row) => ({ ...row, on: '1' }), want: 'boolean-became-string /*/on' },
  { name: 'a fraction', change: (row) => ({ ...row, count: 7.5 }), want: 'integer-became-float /*/count' },
  { name: 'null', change: (row) => ({ ...row, label: null }), want: 'became-nullable /*/label' },
  { name: 'a list as an object', change: (row) => ({ ...row, tags: { 1: 'a' } }), want: 'list-became-object /*/tags' },
  { name: 'an object as a list', change: (row) => ({ ...row, owner: [1] }), want: 'object-became-list /*/owner' },
  { name: 'an object as []', change: (row) => ({ ...row, owner: [] }), want: 'empty-array-for-object /*/owner' },
  { name: 'an object as text', change: (row) => ({ ...row, owner: 'x y' }), want: 'kind-changed /*/owner' },
  {
    name: 'an inner key gone',
    change: (row) => ({ ...row, owner: { id: 1 } }),
    want: 'property-sometimes-missing /*/owner/name',
  },
  {
    name: 'another date format',
    change: (row) => ({ ...row, at: '2026-03-01 08:30:00' }),
    want: 'date-format-changed /*/at',
  },
  {
    name: 'another scheme',
    change: (row) => ({ ...row, url: 'http://h.example/1' }),
    want: 'url-scheme-changed /*/url',
  },
  { name: 'a URL as a path', change: (row) => ({ ...row, url: '/1' }), want: 'string-format-changed /*/url' },
];

describe('compareShapes', () => {
  for (const { name, change, want } of MUTATIONS) {
    test(`finds ${name}, and nothing else, in whichever element it is`, () => {
      const property = fc.property(rows, fc.nat(), (was, n) => {
        const is = was.map((row, index) => (index === n % was.length ? change(row) : row));
        const found = compareShapes(shape(was), shape(is)).map(({ rule, path }) => `${rule} ${path}`);
        assert.deepEqual(found, [want]);
      });
      fc.assert(property, { numRuns: 60 });
    });
  }
});

function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversedKeys(inner)]),
  );
}
