import type { Shape } from '../../model/shape.ts';
import type { Difference } from '../difference.ts';
import { describe, isAlwaysNull, nullsOf } from './describe.ts';
import { isImprobable } from './evidence.ts';
import { difference, isPinned, type Place } from './place.ts';

/** One property in the objects of both sides. */
export type Presence = {
  readonly expected: Shape;
  readonly actual: Shape;
  /** How many objects there are. */
  readonly objects: { readonly expected: number; readonly actual: number };
};

const ABSENT = 'absent';

/**
 * Whether a property is where it was. One difference at most.
 *
 * A state never seen (always there, never there) is news at once; a share of objects is news only when it is
 * improbable.
 */
export function comparePresence(place: Place, presence: Presence): Difference[] {
  const { expected, actual, objects } = presence;
  if (objects.expected === 0 || objects.actual === 0 || isPinned(place, 'optional')) return [];
  if (expected.count === 0) return compareAdded(place, presence);
  if (actual.count === 0) return compareRemoved(place, presence);
  const wasAlways = expected.count >= objects.expected;
  const isAlways = actual.count >= objects.actual;
  if (wasAlways === isAlways) return [];
  return wasAlways ? compareThinned(place, presence) : compareFilled(place, presence);
}

function compareAdded(place: Place, { actual }: Presence): Difference[] {
  if (actual.count === 0) return [];
  const rule = isAlwaysNull(actual) ? 'missing-became-null' : 'property-added';
  return [difference(place, rule, ABSENT, describe(actual))];
}

function compareRemoved(place: Place, { expected, objects }: Presence): Difference[] {
  const absentRate = 1 - expected.count / objects.expected;
  if (absentRate > 0 && !isImprobable(absentRate, objects.actual)) return [];
  const rule = isAlwaysNull(expected) ? 'null-became-missing' : 'property-removed';
  return [difference(place, rule, describe(expected), ABSENT)];
}

/** Always there, now only in some. */
function compareThinned(place: Place, { expected, actual }: Presence): Difference[] {
  const nullsLeft = nullsOf(expected) > 0 && nullsOf(actual) === 0;
  if (nullsLeft) return [difference(place, 'null-became-missing', 'null', ABSENT)];
  return [difference(place, 'property-sometimes-missing', 'in every object', 'missing in some')];
}

/** Only in some, now in all. */
function compareFilled(place: Place, { expected, actual, objects }: Presence): Difference[] {
  const nullsCame = nullsOf(expected) === 0 && nullsOf(actual) > 0;
  if (nullsCame) return [difference(place, 'missing-became-null', ABSENT, 'null')];
  if (!isImprobable(expected.count / objects.expected, objects.actual)) return [];
  return [difference(place, 'property-always-there', 'missing in some', 'in every object')];
}
