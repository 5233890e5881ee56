import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type JsonDocument, readJson } from '../../json/index.ts';
import { compareValues, learnVolatile, mergeVolatile, newIdentities, type VolatileValue } from './index.ts';

function read(value: unknown): JsonDocument {
  const result = readJson(JSON.stringify(value));
  assert.ok(result.ok);
  return result.document;
}

const UUID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';

type Case = {
  readonly name: string;
  readonly first: unknown;
  readonly again: unknown;
  readonly volatile?: readonly VolatileValue[];
  readonly unstable?: readonly string[];
};

describe('learnVolatile', () => {
  const CASES: readonly Case[] = [
    { name: 'nothing from equal answers', first: { a: [1] }, again: { a: [1] } },
    {
      name: 'a request id by its class',
      first: { id: UUID },
      again: { id: OTHER },
      volatile: [{ path: '/id', pattern: { class: 'uuid' } }],
    },
    {
      name: 'a time by its format',
      first: { at: '2026-03-01 08:30:00' },
      again: { at: '2026-03-01 08:30:02' },
      volatile: [{ path: '/at', pattern: { class: 'datetime-sql' } }],
    },
    {
      name: 'a counter in each element, once',
      first: [
        { id: 1, n: 1 },
        { id: 2, n: 1 },
      ],
      again: [
        { id: 1, n: 2 },
        { id: 2, n: 3 },
      ],
      volatile: [{ path: '/*/n', pattern: { class: 'integer' } }],
    },
    {
      name: 'a text around digits',
      first: { t: '2 hours ago' },
      again: { t: '13 hours ago' },
      volatile: [{ path: '/t', pattern: { like: '# hours ago' } }],
    },
    {
      name: 'a measure that is sometimes whole',
      first: { ms: 1 },
      again: { ms: 1.5 },
      volatile: [{ path: '/ms', pattern: { class: 'float' } }],
    },
    {
      name: 'any text where nothing better fits',
      first: { t: 'a b' },
      again: { t: 'c d e' },
      volatile: [{ path: '/t', pattern: { class: 'text' } }],
    },
    {
      name: 'another format is no noise',
      first: { at: '2026-03-01' },
      again: { at: 'soon, maybe' },
      unstable: ['/at'],
    },
    { name: 'another kind is no noise', first: { a: { b: 1 } }, again: { a: { b: null } }, unstable: ['/a/b'] },
    { name: 'a key that comes and goes is no noise', first: { a: 1, b: 2 }, again: { a: 1 }, unstable: ['/b'] },
    { name: 'another order is no noise', first: [1, 2, 3], again: [2, 1, 3], unstable: [''] },
    { name: 'another number of elements is no noise', first: [1, 2], again: [1, 2, 3], unstable: ['/*'] },
  ];
  for (const { name, first, again, volatile = [], unstable = [] } of CASES) {
    test(name, () => assert.deepEqual(learnVolatile(read(first), read(again)), { volatile, unstable }));
  }

  test('what was learnt forgives the same between targets, and nothing else', () => {
    const { volatile } = learnVolatile(read({ id: UUID, n: 1 }), read({ id: OTHER, n: 1 }));
    const policy = { origins: { reference: [], candidate: [] }, volatile };
    const { differences, forgiven } = compareValues(read({ id: UUID, n: 1 }), read({ id: OTHER, n: 2 }), policy);
    assert.deepEqual([differences.map(({ path }) => path), forgiven], [['/n'], 1]);
  });

  test('repeats of both targets are merged', () => {
    const uuid: VolatileValue = { path: '/id', pattern: { class: 'uuid' } };
    const count: VolatileValue = { path: '/id', pattern: { class: 'integer' } };
    assert.deepEqual(mergeVolatile([[uuid], [uuid, count], []]), [uuid, count]);
  });
});

describe('identities', () => {
  test('an identifier is followed from step to step', () => {
    const policy = {
      origins: { reference: [], candidate: [] },
      volatile: [{ path: '/id', pattern: { class: 'uuid' } }] as const,
      identities: newIdentities(),
    };
    const third = '33333333-3333-4333-8333-333333333333';
    assert.deepEqual(compareValues(read({ id: UUID }), read({ id: OTHER }), policy).differences, []);
    assert.deepEqual(compareValues(read({ id: UUID }), read({ id: OTHER }), policy).differences, []);
    assert.deepEqual(
      compareValues(read({ id: UUID }), read({ id: third }), policy).differences.map(({ rule }) => rule),
      ['identity-broken'],
    );
  });
});
