import type { SelfCheck } from '../model/noise.ts';
import type { Exchange } from '../model/observation.ts';
import type { ArrayPolicy } from '../model/tenant.ts';
import type { Difference } from './difference.ts';
import type { Attributed } from './attribute.ts';
import { ANY_ELEMENT } from '../json/index.ts';
import { withoutMeasures } from './any-number.ts';
import { compareAnswers, liveAnswer } from './answer.ts';
import { documentOf } from './document.ts';
import { learnVolatile } from './values/index.ts';

/**
 * One target asked twice: what may change, and where it disagrees with itself. Pure.
 *
 * @param url of the target
 */
export function checkSelf(
  first: Exchange,
  again: Exchange,
  { url, arrays }: { readonly url: string; readonly arrays: readonly ArrayPolicy[] },
): Pick<SelfCheck, 'volatile' | 'unstable'> {
  const found = compareAnswers(liveAnswer(first, url), liveAnswer(again, url), []);
  const [one, other] = [documentOf(first.response.body), documentOf(again.response.body)];
  if (one === undefined || other === undefined) return { volatile: [], unstable: pathsOf(found) };
  const { volatile, unstable } = learnVolatile(one, other, arrays);
  return { volatile, unstable: [...new Set([...pathsOf(withoutMeasures(found, volatile)), ...unstable])].toSorted() };
}

const pathsOf = (found: readonly Difference[]): string[] => [...new Set(found.map(({ path }) => path))].toSorted();

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
