import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type JsonDocument, readJson } from '../../json/index.ts';
import { compareBytes } from '../bytes/index.ts';
import { compareValues } from './index.ts';

function read(text: string): JsonDocument {
  const result = readJson(text);
  assert.ok(result.ok);
  return result.document;
}

/** Of this thread's processor. Quadratic work on these sizes would take minutes; linear work takes a fraction of this. */
const BUDGET_MS = 3_000;

const list = (length: number, item: (index: number) => string): string =>
  `[${Array.from({ length }, (_, index) => item(index)).join(',')}]`;
const reversed = (length: number, item: (index: number) => string): string =>
  list(length, (index) => item(length - 1 - index));
const record = (index: number): string => `{"id":${index},"name":"n${index}","tags":["a","b"]}`;
const nameless = (index: number): string => `{"x":${index},"y":[${index}]}`;

type Case = { readonly name: string; readonly was: string; readonly is: string; readonly want: readonly string[] };

const LENGTH = 20_000;
const CASES: readonly Case[] = [
  {
    name: '20,000 keyed elements reversed',
    was: list(LENGTH, record),
    is: reversed(LENGTH, record),
    want: ['order-changed '],
  },
  {
    name: '20,000 elements without a key reversed',
    was: list(LENGTH, nameless),
    is: reversed(LENGTH, nameless),
    want: ['order-changed '],
  },
  {
    name: '20,000 numbers reversed',
    was: list(LENGTH, String),
    is: reversed(LENGTH, String),
    want: ['order-changed '],
  },
  {
    name: 'one insertion at the head of 20,000',
    was: list(LENGTH, nameless),
    is: `[{"x":-1},${list(LENGTH, nameless).slice(1)}`,
    want: ['data-differs /*'],
  },
  {
    name: '20,000 equal elements against 20,000 others',
    was: list(LENGTH, () => '0'),
    is: list(LENGTH, () => '1'),
    want: ['data-differs /*'],
  },
  {
    name: 'a map of 10,000 keys in another order',
    was: `{${list(10_000, (index) => `"k${index}":${index}`).slice(1, -1)}}`,
    is: `{${reversed(10_000, (index) => `"k${index}":${index}`).slice(1, -1)}}`,
    want: [],
  },
  {
    name: '10,000 objects that each have a key of their own',
    was: list(10_000, (index) => `{"k${index}":[[1],[2]]}`),
    is: list(10_000, (index) => `{"k${index}":[[1],[2]]}`),
    want: [],
  },
  {
    name: 'a depth of 5,000 arrays',
    was: `${'['.repeat(5_000)}1${']'.repeat(5_000)}`,
    is: `${'['.repeat(5_000)}2${']'.repeat(5_000)}`,
    want: [`data-differs ${'/*'.repeat(5_000)}`],
  },
  {
    name: 'a depth of 50,000 pairs',
    was: `${'[0,'.repeat(50_000)}1${']'.repeat(50_000)}`,
    is: `${'[0,'.repeat(50_000)}2${']'.repeat(50_000)}`,
    want: [`data-differs ${'/*'.repeat(50_000)}`],
  },
  {
    name: 'a depth of 20,000 objects',
    was: `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    is: `${'{"a":'.repeat(20_000)}2${'}'.repeat(20_000)}`,
    want: [`data-differs ${'/a'.repeat(20_000)}`],
  },
  {
    name: 'a text of a million characters that looks like URLs',
    was: `["${'http://a'.repeat(125_000)}"]`,
    is: `["${'http://b'.repeat(125_000)}"]`,
    want: ['data-differs /*'],
  },
  {
    name: 'a million digits',
    was: `[${'9'.repeat(1_000_000)}]`,
    is: `[${'9'.repeat(999_999)}8]`,
    want: ['data-differs /*'],
  },
];

describe('hostile documents', () => {
  for (const { name, was, is, want } of CASES) {
    test(`${name}: a right answer in linear time`, () => {
      const began = process.threadCpuUsage();
      const policy = { origins: { reference: ['https://old.example.com'], candidate: ['https://new.example.com'] } };
      const { differences } = compareValues(read(was), read(is), policy);
      assert.deepEqual(
        differences.map(({ rule, path }) => `${rule} ${path}`),
        want,
      );
      assert.equal(compareBytes(was, is).length === 0, was === is);
      const { user, system } = process.threadCpuUsage(began);
      const tookMs = Math.round((user + system) / 1_000);
      assert.ok(tookMs < BUDGET_MS, `took ${tookMs} ms`);
    });
  }
});
