import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { exchangeOf } from './fixtures/exchange.ts';
import { compareStep } from './index.ts';

const URL = 'https://api.example';
const RULE = { id: 'took', at: '**', path: '/took_ms', pattern: { class: 'float' }, reason: 'a measure' } as const;

async function found(reference: string, candidate: string): Promise<string[]> {
  const { differences } = await compareStep({
    scenario: 's',
    step: 'a',
    reference: exchangeOf({ body: reference }),
    candidate: exchangeOf({ body: candidate }),
    policy: { preset: 'parity', levels: [], critical: [], arrays: [], noise: [RULE] },
    targets: [
      { role: 'reference', url: URL },
      { role: 'candidate', url: URL },
    ],
  });
  return differences.map(({ rule, path }) => `${rule} ${path}`);
}

const took = (value: string): string => `{"took_ms":${value},"n":1}`;

const CASES = [
  { name: 'another number', was: '17', is: '18', want: [] },
  { name: 'a fraction where a whole number stood', was: '17', is: '16.4', want: [] },
  { name: 'a number in another notation', was: '17', is: '1e-5', want: [] },
  { name: 'a number as text', was: '17', is: '"17"', want: ['number-became-string /took_ms'] },
  { name: 'null', was: '17', is: 'null', want: ['became-null /took_ms'] },
  { name: 'a list', was: '17', is: '[17]', want: ['kind-changed /took_ms'] },
] as const;

describe('a noise rule for any number', () => {
  for (const { name, was, is, want } of CASES) {
    test(`${want.length === 0 ? 'forgives' : 'does not hide'} ${name}`, async () =>
      assert.deepEqual(await found(took(was), took(is)), want));
  }

  test('forgives nothing anywhere else', async () =>
    assert.deepEqual(await found('{"took_ms":1,"n":1}', '{"took_ms":1.5,"n":1.5}'), ['integer-became-float /n']));

  test('never hides a key that is gone, or one that is new', async () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value));
    const property = fc.asyncProperty(number, async (value) => {
      assert.deepEqual(await found(took(value), '{"n":1}'), ['property-removed /took_ms']);
      assert.deepEqual(await found('{"n":1}', took(value)), ['property-added /took_ms']);
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
