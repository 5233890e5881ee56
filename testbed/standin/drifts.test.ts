import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { SCENARIOS } from '../../scenarios/index.ts';
import { DRIFT_RULES } from '../../src/model/rules.ts';
import { LARAVEL_DRIFTS } from '../laravel/drifts.ts';
import type { Finds } from './drift.ts';
import { type DriftId, DRIFTS, expandDrifts, expectedFindings, isAnswerDrift } from './drifts.ts';
import { standin } from './fixtures/accounts.ts';
import { nameOf, placesOfWalks } from './fixtures/differences.ts';
import { type Walk, walk } from './fixtures/walk.ts';
import { STEPS } from './steps.ts';
import { WORK_DRIFT_IDS } from './work-drifts.ts';

const ALL = expandDrifts(['*']).filter(isAnswerDrift);

let clean: Walk;
before(async () => {
  clean = await walkWith([]);
});

describe('a drift changes what it says and nothing else', () => {
  for (const id of ALL) {
    test(`${id}: ${DRIFTS[id].says}`, async () => {
      assertPlaces(placesOfWalks(clean, await walkWith([id])), [DRIFTS[id].finds]);
    });
  }

  test('all at once: none hides another', async () => {
    const findings = expectedFindings(ALL);
    assertPlaces(placesOfWalks(clean, await walkWith(ALL)), Object.values(findings));
    for (const [id, { places }] of Object.entries(findings)) assert.ok(places.length > 0, `${id} cannot be seen`);
  });

  test('none at all: two instances answer the same', async () => {
    assert.deepEqual(placesOfWalks(clean, await walkWith([])), []);
  });
});

describe('the table of drifts', () => {
  for (const id of ALL) {
    const { catalogue, says, finds }: (typeof DRIFTS)[DriftId] = DRIFTS[id];
    test(`${id} names its drift, one sentence, and a cause its rule knows`, () => {
      assert.match(catalogue, /^(D\d\d|case \d+)$/);
      assert.match(says, /^[A-Z].*\.$/);
      assert.ok(DRIFT_RULES[finds.rule].causes.some((cause) => cause === finds.cause));
    });
  }

  test('two drifts of one rule do not change the same place', () => {
    const seen = ALL.flatMap((id) =>
      DRIFTS[id].finds.places.map((place) => `${DRIFTS[id].finds.rule} ${nameOf(place)}`),
    );
    assert.deepEqual(
      seen.filter((place, index) => seen.indexOf(place) !== index),
      [],
    );
  });

  test('places are in the steps that the scenarios have', () => {
    const named: readonly string[] = Object.keys(STEPS);
    const scenarios = SCENARIOS.filter(({ id }) => named.includes(id)).map(({ id, steps }) => [id, Object.keys(steps)]);
    assert.deepEqual(STEPS, Object.fromEntries(scenarios));
  });

  test('every drift of the real Laravel is there, and no other', () => {
    assert.deepEqual([...ALL].toSorted(), [...LARAVEL_DRIFTS].toSorted());
  });
});

describe('expandDrifts', () => {
  test('keeps names as they are', () => {
    assert.deepEqual(expandDrifts(['key-missing', 'cors-twice']), ['key-missing', 'cors-twice']);
    assert.deepEqual(expandDrifts([]), []);
    assert.deepEqual(expandDrifts(['scaling-off', 'key-missing']), ['scaling-off', 'key-missing']);
  });

  test('turns * into all of answers', () => {
    assert.deepEqual(expandDrifts(['*']), Object.keys(DRIFTS));
    assert.deepEqual(expandDrifts(['*', 'scaling-off']), [...Object.keys(DRIFTS), 'scaling-off']);
  });

  test('refuses names it does not know', () => {
    assert.throws(() => expandDrifts(['key-mising', 'cors-twice', 'constructor']), {
      message: `the stand-in has no drift key-mising, constructor; use * for all, or some of ${[...Object.keys(DRIFTS), ...WORK_DRIFT_IDS].join(', ')}`,
    });
  });
});

describe('expectedFindings', () => {
  test('leaves out what another drift takes away', () => {
    const { 'debug-trace': trace, 'edge-html': edge } = expectedFindings(['edge-html', 'debug-trace']);
    assert.deepEqual(trace?.places.map(nameOf), ['courses/wrong-method ']);
    assert.deepEqual(edge?.places.map(nameOf), ['courses/unknown-item body']);
  });

  test('of one drift alone is all it finds', () => {
    assert.deepEqual(expectedFindings(['debug-trace']), { 'debug-trace': DRIFTS['debug-trace'].finds });
  });
});

async function walkWith(drifts: readonly DriftId[]): Promise<Walk> {
  await using instance = await standin({ drifts });
  return await walk(instance.url);
}

/** The places seen are those expected; those that change alongside may be there too, and are when they are named. */
function assertPlaces(seen: readonly string[], expected: readonly Finds[]): void {
  const alongside = expected.flatMap(({ alongside = [] }) => alongside);
  const wanted = new Set(expected.flatMap(({ places }) => places.map(nameOf)));
  const isAlongside = (name: string): boolean =>
    alongside.some(
      (place) => nameOf(place) === name || (place.path === '*' && name.startsWith(nameOf(place).slice(0, -1))),
    );
  assert.deepEqual(
    seen.filter((name) => wanted.has(name) || !isAlongside(name)),
    [...wanted].toSorted(),
  );
}
