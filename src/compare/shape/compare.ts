import type { Pin } from '../../model/baseline.ts';
import type { ArrayShape, Shape } from '../../model/shape.ts';
import { type Difference, inPathOrder } from '../difference.ts';
import { compareContainers } from './containers.ts';
import { isAlwaysNull } from './describe.ts';
import { compareFormats } from './formats.ts';
import { compareKinds } from './kinds.ts';
import { compareNulls } from './nulls.ts';
import { compareNumbers } from './numbers.ts';
import { compareObjects } from './objects.ts';
import { below, difference, type Place, rootPlace } from './place.ts';

export type ShapeOptions = { readonly pins?: readonly Pin[] };

/**
 * Every place where `actual` shows what `expected` never did, in path order.
 *
 * Same input, same list. One difference for one change: below a place whose kind changed nothing more is said.
 */
export const compareShapes = (expected: Shape, actual: Shape, options: ShapeOptions = {}): Difference[] =>
  inPathOrder(compareAt(rootPlace(options.pins ?? []), expected, actual));

export function compareAt(place: Place, expected: Shape, actual: Shape): Difference[] {
  if (expected.count === 0 || actual.count === 0) return [];
  const nulls = compareNulls(place, expected, actual);
  if (isAlwaysNull(expected) || isAlwaysNull(actual)) return nulls;
  return [
    ...nulls,
    ...compareKinds(place, expected, actual),
    ...compareContainers(place, expected, actual),
    ...compareNumbers(place, expected, actual),
    ...compareFormats(place, expected, actual),
    ...compareInside(place, expected, actual),
  ];
}

function compareInside(place: Place, expected: Shape, actual: Shape): Difference[] {
  if (expected.array !== undefined && actual.array !== undefined) {
    return [...compareElements(place, expected.array, actual.array), ...compareObjectsOf(place, expected, actual)];
  }
  return compareObjectsOf(place, expected, actual);
}

const compareObjectsOf = (place: Place, { object: expected }: Shape, { object: actual }: Shape): Difference[] =>
  expected === undefined || actual === undefined ? [] : compareObjects(place, expected, actual, compareAt);

function compareElements(place: Place, expected: ArrayShape, actual: ArrayShape): Difference[] {
  if (actual.items.count === 0 && expected.items.count > 0 && expected.empty === 0) {
    return [difference(place, 'evidence-lost', 'list', '[]')];
  }
  return compareAt(below(place, '*'), expected.items, actual.items);
}
