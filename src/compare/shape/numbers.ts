import type { NumberClass, Shape } from '../../model/shape.ts';
import type { Difference } from '../difference.ts';
import { classesOf } from './describe.ts';
import { MANY } from './evidence.ts';
import { difference, type Place } from './place.ts';

type Classes = ReadonlySet<NumberClass>;

/** Numbers on both sides: how they are written. One difference at most. */
export function compareNumbers(place: Place, expected: Shape, actual: Shape): Difference[] {
  const known = new Set(classesOf(expected));
  const seen = new Set(classesOf(actual));
  if (known.size === 0 || seen.size === 0) return [];
  const rule = ruleFor(known, seen, Math.min(total(expected), total(actual)));
  if (rule === undefined) return [];
  return [difference(place, rule, `number ${[...known].join('/')}`, `number ${[...seen].join('/')}`)];
}

const total = ({ number }: Shape): number => Object.values(number ?? {}).reduce((sum, count) => sum + count, 0);

function ruleFor(known: Classes, seen: Classes, samples: number) {
  if (!isFractional(known) && isFractional(seen)) return 'integer-became-float';
  if (isNewNotation(known, seen)) return 'number-notation-changed';
  if (!isFractional(known)) return undefined;
  if (seen.has('long-fraction') && !known.has('long-fraction')) return 'float-digits-grew';
  return samples < MANY ? undefined : vanished(known, seen);
}

/** What is no longer there matters only when there was much of it. */
function vanished(known: Classes, seen: Classes) {
  if (!known.has('integer') && !isFractional(seen)) return 'float-became-integer';
  const wasNoise = known.has('long-fraction') && known.size === 1;
  return wasNoise && !seen.has('long-fraction') ? 'float-digits-shrank' : undefined;
}

const isFractional = (classes: Classes): boolean => classes.has('fraction') || classes.has('long-fraction');

const isNewNotation = (known: Classes, seen: Classes): boolean =>
  (['exponent', 'negative-zero'] as const).some((name) => seen.has(name) && !known.has(name));
