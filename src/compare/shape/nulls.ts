import type { Shape } from '../../model/shape.ts';
import type { Difference } from '../difference.ts';
import { describe, isAlwaysNull, nullsOf } from './describe.ts';
import { isImprobable, MANY } from './evidence.ts';
import { difference, isPinned, type Place } from './place.ts';

/** Where null comes or goes. A null that was seen before is no news. */
export function compareNulls(place: Place, expected: Shape, actual: Shape): Difference[] {
  const swapped = compareEmptyStrings(place, expected, actual);
  if (swapped.length > 0 || isPinned(place, 'nullable')) return swapped;
  if (isAlwaysNull(expected)) return compareFirstValue(place, expected, actual);
  if (nullsOf(actual) === 0) return [];
  const everywhere = isAlwaysNull(actual);
  if (nullsOf(expected) === 0) {
    return [difference(place, everywhere ? 'became-null' : 'became-nullable', describe(expected), describe(actual))];
  }
  const isNews = everywhere && isImprobable(nullsOf(expected) / expected.count, actual.count);
  return isNews ? [difference(place, 'became-null', describe(expected), 'null')] : [];
}

const emptyStrings = (shape: Shape): number => shape.string?.empty ?? 0;

/** `null` on one side where `""` stands on the other. */
function compareEmptyStrings(place: Place, expected: Shape, actual: Shape): Difference[] {
  const nullsLeft = nullsOf(expected) > 0 && nullsOf(actual) === 0;
  if (nullsLeft && emptyStrings(expected) === 0 && emptyStrings(actual) > 0) {
    return [difference(place, 'null-became-empty-string', 'null', '""')];
  }
  const nullsCame = nullsOf(expected) === 0 && nullsOf(actual) > 0;
  if (nullsCame && emptyStrings(expected) > 0 && emptyStrings(actual) === 0) {
    return [difference(place, 'empty-string-became-null', '""', 'null')];
  }
  return [];
}

/** Nothing but null was seen. A first value is new evidence, unless null was seen very often. */
function compareFirstValue(place: Place, expected: Shape, actual: Shape): Difference[] {
  if (isAlwaysNull(actual) || expected.count < MANY) return [];
  return [difference(place, 'null-became-value', 'null', describe(actual))];
}
