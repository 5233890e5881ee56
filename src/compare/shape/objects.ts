import type { Members, ObjectShape, Shape } from '../../model/shape.ts';
import type { Difference } from '../difference.ts';
import { foldVariants } from './containers.ts';
import { compareTraces } from './debug-trace.ts';
import { isSameClass, type Reading, readingOf, valuesOf } from './maps.ts';
import { NOTHING } from './merge.ts';
import { below, difference, type Place } from './place.ts';
import { comparePresence } from './presence.ts';
import { ownValue } from './sorted-record.ts';
import { compareVariants, variantsOf } from './variants.ts';
import { compareWrappers } from './wrappers.ts';

/** Compares what stands one level deeper; handed in, so that the files do not import each other in a ring. */
export type CompareAt = (place: Place, expected: Shape, actual: Shape) => Difference[];

/** Objects on both sides: as variants, as records or as maps. */
export function compareObjects(
  place: Place,
  expected: ObjectShape,
  actual: ObjectShape,
  compareAt: CompareAt,
): Difference[] {
  const doubled = compareDuplicates(place, expected, actual);
  const emptied = compareEmptied(place, expected, actual);
  if (emptied !== undefined) return [...doubled, ...emptied];
  const variants = variantsOf(expected, actual);
  const inside =
    variants === undefined
      ? compareMembers(place, foldVariants(expected), foldVariants(actual), compareAt)
      : compareVariants(place, variants, (expected, actual) => compareMembers(place, expected, actual, compareAt));
  return [...doubled, ...inside];
}

function compareDuplicates(place: Place, expected: ObjectShape, actual: ObjectShape): Difference[] {
  const [was, is] = [expected, actual].map(({ duplicates }) => (duplicates > 0 ? 'a key twice' : 'each key once'));
  return was === undefined || is === undefined || was === is ? [] : [difference(place, 'duplicate-key', was, is)];
}

/** `{}` everywhere on one side: one difference instead of one for each property. */
function compareEmptied(place: Place, expected: ObjectShape, actual: ObjectShape): Difference[] | undefined {
  const [wasEmpty, isEmpty] = [expected, actual].map(({ count, empty }) => count === empty);
  if (wasEmpty === isEmpty) return wasEmpty === true ? [] : undefined;
  const filled = foldVariants(wasEmpty === true ? actual : expected);
  const isMap = readingOf(place, filled, filled).as === 'map';
  if (wasEmpty === true) {
    if (isMap) return [];
    return fixedNames(filled) < 2 ? undefined : [difference(place, 'property-added', '{}', 'object')];
  }
  if (isMap) return expected.empty > 0 ? [] : [difference(place, 'evidence-lost', 'map', '{}')];
  return fixedNames(filled) < 2 ? undefined : [difference(place, 'property-removed', 'object', '{}')];
}

const fixedNames = ({ properties, count }: Members): number =>
  Object.values(properties).filter((shape) => shape.count >= count).length;

function compareMembers(place: Place, expected: Members, actual: Members, compareAt: CompareAt): Difference[] {
  const reading = readingOf(place, expected, actual);
  if (reading.as === 'map') return compareMaps(place, reading, [expected, actual], compareAt);
  const wholes = [compareTraces(place, expected, actual), compareWrappers(place, expected, actual)];
  const explained = wholes.flatMap(({ explains }) => explains);
  const names = [...new Set([...Object.keys(expected.properties), ...Object.keys(actual.properties)])];
  return [
    ...wholes.flatMap(({ differences }) => differences),
    ...names
      .filter((name) => !explained.includes(name))
      .flatMap((name) => compareProperty(below(place, name), name, [expected, actual], compareAt)),
    ...compareKeyed(place, expected, actual, compareAt),
  ];
}

type Sides = readonly [expected: Members, actual: Members];

function compareProperty(place: Place, name: string, [left, right]: Sides, compareAt: CompareAt): Difference[] {
  const expected = ownValue(left.properties, name) ?? NOTHING;
  const actual = ownValue(right.properties, name) ?? NOTHING;
  const objects = { expected: left.count, actual: right.count };
  const presence = comparePresence(place, { expected, actual, objects });
  const inside = compareAt(place, expected, actual);
  const explainsNulls = presence.some(({ rule }) => rule === 'missing-became-null');
  return [
    ...presence,
    ...(explainsNulls ? inside.filter(({ rule, path }) => rule !== 'became-nullable' || path !== place.path) : inside),
  ];
}

/** Keys that are data, beside properties that have names. */
function compareKeyed(place: Place, left: Members, right: Members, compareAt: CompareAt): Difference[] {
  const [expected, actual] = [left, right].map(({ keyed, count }) => valuesOf({ count, properties: {}, keyed }));
  if (expected === undefined || actual === undefined) return [];
  if (expected.count === 0 && actual.count === 0) return [];
  const at = below(place, '*');
  if (expected.count === 0) return [difference(at, 'property-added', 'absent', keysOf(right))];
  if (actual.count === 0) return [difference(at, 'property-removed', keysOf(left), 'absent')];
  return compareAt(at, expected, actual);
}

const keysOf = ({ keyed }: Members): string => `${Object.keys(keyed).join(', ')} keys`;

function compareMaps(
  place: Place,
  { expected, actual }: Extract<Reading, { as: 'map' }>,
  [left, right]: Sides,
  compareAt: CompareAt,
): Difference[] {
  const classes = isSameClass(expected, actual)
    ? []
    : [difference(place, 'map-key-class-changed', `keys ${expected}`, `keys ${actual}`)];
  return [...classes, ...compareAt(below(place, '*'), valuesOf(left), valuesOf(right))];
}
