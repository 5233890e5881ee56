import type { Members } from '../../model/shape.ts';
import type { Explained } from './debug-trace.ts';
import { kindsOf } from './describe.ts';
import { below, difference, type Place } from './place.ts';
import { ownValue } from './sorted-record.ts';

/**
 * Did an object around others (`data` of a resource) come or go, so that its keys stand one level lower or higher? That
 * is one difference, not one for each key.
 */
export function compareWrappers(place: Place, expected: Members, actual: Members): Explained {
  const lost = wrapperOf(expected, actual);
  if (lost !== undefined) {
    const found = difference(
      below(place, lost.name),
      'property-removed',
      'object',
      'absent, its keys one level higher',
    );
    return { differences: [found], explains: [lost.name, ...lost.moved] };
  }
  const come = wrapperOf(actual, expected);
  if (come === undefined) return { differences: [], explains: [] };
  const found = difference(
    below(place, come.name),
    'property-added',
    'absent',
    'object around the keys that were here',
  );
  return { differences: [found], explains: [come.name, ...come.moved] };
}

/** The one property of `wrapped` that is not in `bare` and holds all that only `bare` has, at least half of its own. */
function wrapperOf(wrapped: Members, bare: Members): { name: string; moved: readonly string[] } | undefined {
  const moved = namesIn(bare).filter((name) => !Object.hasOwn(wrapped.properties, name));
  if (moved.length === 0) return undefined;
  const [name, ...others] = namesIn(wrapped).filter((name) => !Object.hasOwn(bare.properties, name));
  if (name === undefined || others.length > 0) return undefined;
  const shape = ownValue(wrapped.properties, name);
  if (shape?.object === undefined || kindsOf(shape).length > 1) return undefined;
  const inner = namesIn(shape.object);
  const isAround = moved.length * 2 >= inner.length && moved.every((key) => inner.includes(key));
  return inner.length > 1 && isAround ? { name, moved } : undefined;
}

const namesIn = ({ properties }: Pick<Members, 'properties'>): readonly string[] => Object.keys(properties);
