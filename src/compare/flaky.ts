import type { Attributed } from './attribute.ts';
import type { Difference } from './difference.ts';
import { ANY_ELEMENT } from '../json/index.ts';

/**
 * Differences with those marked flaky whose very place a target shows otherwise when asked again. A place above or
 * below is not enough: an element that came or went must not excuse a key that is missing in all of them.
 */
export function markFlaky<Found extends Difference & Pick<Attributed, 'attribution'>>(
  differences: readonly Found[],
  unstable: readonly string[],
): Found[] {
  const places = unstable.map((path) => path.split('/'));
  const isUnstable = ({ path }: Difference): boolean => places.some((place) => isSamePlace(place, path.split('/')));
  return differences.map((difference) =>
    isUnstable(difference) ? { ...difference, attribution: 'flaky' as const } : difference,
  );
}

/** `*` stands for keys of maps too. */
const isSamePlace = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length &&
  one.every((token, index) => token === other[index] || token === ANY_ELEMENT || other[index] === ANY_ELEMENT);
