import type { Pattern } from '../model/noise.ts';
import type { RuleId } from '../model/rules.ts';
import type { Difference } from './difference.ts';

/** Rules that speak of how a number came out this time, not of what kind of value stands there. */
const OF_DIGITS: ReadonlySet<RuleId> = new Set([
  'integer-became-float',
  'float-became-integer',
  'number-notation-changed',
  'float-digits-grew',
  'float-digits-shrank',
]);

type AtPath = { readonly path: string; readonly pattern: Pattern };

/**
 * Differences without those that a measured number makes by itself: where a noise rule, or what was learnt by asking
 * again, says that any number may stand (class `float`), 17 beside 16.4 is no news. Another kind is.
 */
export function withoutMeasures<Found extends Pick<Difference, 'rule' | 'path'>>(
  found: readonly Found[],
  patterns: readonly AtPath[],
): readonly Found[] {
  const measured = new Set(patterns.filter(isAnyNumber).map(({ path }) => path));
  return measured.size === 0 ? found : found.filter(({ rule, path }) => !(OF_DIGITS.has(rule) && measured.has(path)));
}

const isAnyNumber = ({ pattern }: AtPath): boolean => 'class' in pattern && pattern.class === 'float';
