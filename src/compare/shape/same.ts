import type { Shape } from '../../model/shape.ts';
import { compareShapes } from './compare.ts';
import { foldVariants } from './containers.ts';
import { classesOf, formatsOf, kindsOf, nullsOf } from './describe.ts';
import { readingOf, valuesOf } from './maps.ts';
import { rootPlace } from './place.ts';
import { sortedRecord } from './sorted-record.ts';

/** Do two shapes say the same about every answer to come, whatever their counts? */
export const isShapeSame = (a: Shape, b: Shape): boolean => {
  const isNoNews = compareShapes(a, b).length === 0 && compareShapes(b, a).length === 0;
  return isNoNews && JSON.stringify(withoutCounts(a)) === JSON.stringify(withoutCounts(b));
};

/** Which kinds, formats, properties and variants there are, and which are always there. */
function withoutCounts(shape: Shape): unknown {
  const { array, object } = shape;
  return [
    kindsOf(shape),
    nullsOf(shape) > 0,
    classesOf(shape),
    formatsOf(shape),
    array === undefined ? null : [array.empty > 0, withoutCounts(array.items)],
    object === undefined ? null : objectWithoutCounts(object),
  ];
}

function objectWithoutCounts(object: NonNullable<Shape['object']>): unknown {
  const members = foldVariants(object);
  const isMap = readingOf(rootPlace([]), members, members).as === 'map';
  const properties = Object.entries(members.properties).map(
    ([name, shape]) => [name, [shape.count >= object.count, withoutCounts(shape)]] as const,
  );
  return [
    object.empty > 0,
    object.duplicates > 0,
    isMap ? withoutCounts(valuesOf(members)) : sortedRecord(properties),
    Object.keys(members.keyed),
    isMap ? null : withoutCounts(valuesOf({ ...members, properties: {} })),
    Object.keys(object.variants ?? {}),
  ];
}
