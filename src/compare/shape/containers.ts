import type { ObjectShape, Shape } from '../../model/shape.ts';
import type { Difference } from '../difference.ts';
import { describeKind } from './describe.ts';
import { readingOf } from './maps.ts';
import { mergeMembers } from './merge.ts';
import { difference, type Place } from './place.ts';

/**
 * Arrays beside objects. PHP prints an empty array as `[]` whatever a filled one would be, so `[]` beside a filled
 * map or list says nothing; beside `{}`, or beside an object with fixed keys, it is another answer.
 */
export function compareContainers(place: Place, expected: Shape, actual: Shape): Difference[] {
  if (expected.object !== undefined && actual.array !== undefined) return compareToArray(place, expected, actual);
  if (expected.array !== undefined && actual.object !== undefined) return compareToObject(place, expected, actual);
  return [];
}

function compareToArray(place: Place, expected: Shape, actual: Shape): Difference[] {
  const { object, array: known } = expected;
  const { array } = actual;
  if (object === undefined || array === undefined) return [];
  const wasFilled = known !== undefined && known.count > known.empty;
  if (array.count > array.empty) {
    const was = describeKind(expected, 'object');
    return wasFilled ? [] : [difference(place, 'object-became-list', was, describeKind(actual, 'array'))];
  }
  const isNews = known === undefined && (object.empty > 0 || hasFixedKeys(place, object));
  if (!isNews) return [];
  return [difference(place, 'empty-array-for-object', object.empty > 0 ? '{}' : 'object', '[]')];
}

function compareToObject(place: Place, expected: Shape, actual: Shape): Difference[] {
  const { array, object: known } = expected;
  const { object } = actual;
  if (array === undefined || object === undefined) return [];
  const isList = array.count > array.empty;
  if (known !== undefined) {
    const isNews = !isList && known.empty === 0 && object.empty > 0;
    return isNews ? [difference(place, 'object-for-empty-array', '[]', '{}')] : [];
  }
  const is = describeKind(actual, 'object');
  if (isList) return [difference(place, 'list-became-object', 'list', is)];
  const isNews = object.empty > 0 || hasFixedKeys(place, object);
  return isNews ? [difference(place, 'object-for-empty-array', '[]', is)] : [];
}

/** Is it a record with a property that each filled object has? */
export function hasFixedKeys(place: Place, object: ObjectShape): boolean {
  const members = foldVariants(object);
  if (readingOf(place, members, members).as === 'map') return false;
  return Object.values(members.properties).some(({ count }) => count >= object.count - object.empty);
}

/** All objects on one heap, whatever variant they say they are. */
export function foldVariants(object: ObjectShape) {
  const plain = { count: 0, properties: object.properties, keyed: object.keyed };
  const folded = Object.values(object.variants ?? {}).reduce(mergeMembers, plain);
  return { ...folded, count: object.count };
}
