import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Sight, Witness } from './sight.ts';
import { playedClock } from './fixtures/played.ts';
import { waitFor } from './wait.ts';

const AGREES: Sight = { kind: 'agrees', says: 'yes' };
const NOT_YET: Sight = { kind: 'not-yet', says: 'no' };
const BLIND: Sight = { kind: 'blind', says: 'dark' };
const IMPATIENT: Sight = { kind: 'blind', says: 'dark', patienceMs: 10_000 };
const FAILED: Sight = { kind: 'failed', says: 'broken' };

/** Sees one sight after the other; the last one stays. */
function seeing(name: string, ...sights: readonly Sight[]): Witness {
  let looks = 0;
  return { name, look: () => Promise.resolve(sights[Math.min(looks++, sights.length - 1)] ?? NOT_YET) };
}

const CASES: readonly { name: string; one: readonly Sight[]; other: readonly Sight[]; end: string; at: number }[] = [
  { name: 'both agree, twice', one: [AGREES], other: [AGREES], end: 'deployed', at: 5 },
  { name: 'one agrees, the other does not', one: [AGREES], other: [NOT_YET], end: 'timed-out', at: 60 },
  { name: 'one agrees later', one: [AGREES], other: [NOT_YET, NOT_YET, AGREES], end: 'deployed', at: 15 },
  {
    name: 'they agree in turn, never together',
    one: [AGREES, NOT_YET, AGREES, NOT_YET, AGREES, NOT_YET],
    other: [NOT_YET, AGREES, NOT_YET, AGREES, NOT_YET, AGREES],
    end: 'timed-out',
    at: 60,
  },
  { name: 'a failure wins over agreement', one: [AGREES], other: [AGREES, FAILED], end: 'failed', at: 5 },
  {
    name: 'a failure wins over blindness',
    one: [{ ...IMPATIENT, patienceMs: 0 }],
    other: [FAILED],
    end: 'failed',
    at: 0,
  },
  { name: 'blindness with patience', one: [AGREES], other: [IMPATIENT], end: 'blind', at: 10 },
  {
    name: 'blindness that heals in time',
    one: [AGREES],
    other: [IMPATIENT, IMPATIENT, AGREES],
    end: 'deployed',
    at: 15,
  },
  {
    name: 'blindness with breaks begins anew',
    one: [AGREES],
    other: [IMPATIENT, IMPATIENT, NOT_YET, IMPATIENT, IMPATIENT, AGREES],
    end: 'deployed',
    at: 30,
  },
  { name: 'blindness that may heal is waited for', one: [AGREES], other: [BLIND], end: 'timed-out', at: 60 },
];

describe('waitFor', () => {
  for (const { name, one, other, end, at } of CASES) {
    test(name, async () => {
      const options = { budgetMs: 60_000, pollMs: 5_000, clock: playedClock(), onLook: () => undefined };
      const witnesses = [seeing('one', ...one), seeing('other', ...other)];
      const waited = await waitFor(witnesses, options, new AbortController().signal);
      assert.deepEqual([waited.end, waited.waitedMs / 1_000], [end, at]);
    });
  }

  test('an interruption ends it, and what was seen last stays', async () => {
    const stop = new AbortController();
    const onLook = (): void => stop.abort();
    const options = { budgetMs: 60_000, pollMs: 5_000, clock: playedClock(), onLook };
    const { end, seen } = await waitFor([seeing('one', NOT_YET)], options, stop.signal);
    assert.deepEqual([end, seen[0]?.sight], ['interrupted', NOT_YET]);
  });

  test('a look that hangs is cut at the end of the wait', async () => {
    const hanging: Witness = {
      name: 'one',
      look: (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(Object(signal.reason)));
        }),
    };
    const options = { budgetMs: 20, pollMs: 5, clock: playedClock(), onLook: () => undefined };
    const { end, seen } = await waitFor([hanging], options, new AbortController().signal);
    assert.deepEqual([end, seen], ['timed-out', [{ name: 'one' }]]);
  });

  test('a bug of a witness is not swallowed', async () => {
    const broken: Witness = { name: 'one', look: () => Promise.reject(new Error('a bug')) };
    const options = { budgetMs: 60_000, pollMs: 5_000, clock: playedClock(), onLook: () => undefined };
    await assert.rejects(waitFor([broken], options, new AbortController().signal), { message: 'a bug' });
  });
});
