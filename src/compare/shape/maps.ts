import type { Members, Shape } from '../../model/shape.ts';
import { kindsOf } from './describe.ts';
import { isLocale, isPlainLocale } from './locales.ts';
import { mergeAll } from './merge.ts';
import { isPinned, type Place } from './place.ts';
import { ownValue } from './sorted-record.ts';

/** How two objects are read: property by property, or as maps whose values are laid on one heap. */
export type Reading =
  | { readonly as: 'record' }
  | { readonly as: 'map'; readonly expected: string; readonly actual: string };

/** So many keys of one kind that hardly meet on both sides are no names. */
const MANY_KEYS = 30;

/**
 * Map or record, from the keys *and* the values of both sides together. Pins beat everything.
 *
 * Keys that are data beyond doubt were folded already; here the others are judged. Names that could be a property
 * (`links`, `id`, `to`) make a record: a wrong map would hide a lost property.
 */
export function readingOf(place: Place, expected: Members, actual: Members): Reading {
  const known = knownReading(place, expected, actual);
  if (known !== undefined) return known;
  const names = { expected: Object.keys(expected.properties), actual: Object.keys(actual.properties) };
  const classes = { expected: classOf(names.expected, expected), actual: classOf(names.actual, actual) };
  if (names.expected.length === 0 && names.actual.length === 0) return { as: 'map', ...classes };
  const all = [...new Set([...names.expected, ...names.actual])];
  const together = classOf(all, { keyed: { ...expected.keyed, ...actual.keyed } });
  const isMap = (together !== 'names' || isCrowd(all, expected, actual)) && isHomogeneous(expected, actual);
  if (isMap) return { as: 'map', expected: together, actual: together };
  return isOtherClass(names, classes) ? { as: 'map', ...classes } : { as: 'record' };
}

/** What a person said, or what Laravel's validation errors are. */
function knownReading(place: Place, expected: Members, actual: Members): Reading | undefined {
  if (isPinned(place, 'record')) return { as: 'record' };
  if (isPinned(place, 'map')) return { as: 'map', expected: 'pinned', actual: 'pinned' };
  const isMap = place.path === '/errors' && areOtherFields(expected, actual);
  return isMap ? { as: 'map', expected: 'field', actual: 'field' } : undefined;
}

/**
 * Refused fields of a form, each with its sentences: other ones are other data. When some are the same, both answers
 * speak of the same input, and one that is gone is a check that is gone.
 */
function areOtherFields(expected: Members, actual: Members): boolean {
  const names = Object.keys(expected.properties);
  const isShared = names.some((name) => Object.hasOwn(actual.properties, name));
  return !isShared && [expected, actual].every(({ properties }) => Object.values(properties).every(isListOfTexts));
}

const isListOfTexts = (shape: Shape): boolean =>
  shape.array !== undefined &&
  kindsOf(shape).length === 1 &&
  kindsOf(shape.array.items).every((kind) => kind === 'string');

/** All values of a map as one shape. */
export const valuesOf = ({ properties, keyed }: Members): Shape =>
  mergeAll([...Object.values(properties), ...Object.values(keyed)]);

/** `integer`, `uuid` …, `locale`, `phrase`; `names` for what may be properties; empty for no key at all. */
function classOf(names: readonly string[], { keyed }: Pick<Members, 'keyed'>): string {
  if (names.length === 0) return Object.keys(keyed).join(', ');
  if (Object.keys(keyed).length > 0) return 'names';
  if (names.length > 1 && names.every(isLocale) && names.some(isPlainLocale)) return 'locale';
  return names.every(isPhrase) ? 'phrase' : 'names';
}

/** Nobody names a property like this: `redis:default`, `App\Models\Post`, `items.0.name`. */
const isPhrase = (name: string): boolean => /[:/\\@\s]|(?:^|\.)\d+(?:\.|$)/u.test(name);

type Both<T> = { readonly expected: T; readonly actual: T };

/** No key of one side is on the other, and at least one side is a map. */
function isOtherClass(names: Both<readonly string[]>, classes: Both<string>): boolean {
  if (classes.expected === classes.actual || classes.expected === '' || classes.actual === '') return false;
  const isMixed = (side: keyof Both<unknown>): boolean => names[side].length > 0 && classes[side] === 'names';
  if (isMixed('expected') && isMixed('actual')) return false;
  return !names.expected.some((name) => names.actual.includes(name));
}

/** Many keys, of which a third or more are missing on one side. */
function isCrowd(all: readonly string[], expected: Members, actual: Members): boolean {
  if (all.length < MANY_KEYS) return false;
  const shared = all.filter((name) => isAlways(expected, name) && isAlways(actual, name));
  return shared.length * 3 < all.length * 2;
}

const isAlways = ({ properties, count }: Members, name: string): boolean =>
  (ownValue(properties, name)?.count ?? 0) >= count;

/** Are all values of one kind, and objects among them of about the same properties? Null does not count. */
function isHomogeneous(expected: Members, actual: Members): boolean {
  const shapes = [expected, actual].flatMap(({ properties, keyed }) => [
    ...Object.values(properties),
    ...Object.values(keyed),
  ]);
  const kinds = new Set(shapes.flatMap(kindsOf));
  if (kinds.size > 1) return false;
  return !kinds.has('object') || haveSameProperties(shapes);
}

function haveSameProperties(shapes: readonly Shape[]): boolean {
  const objects = shapes.flatMap(({ object }) => (object === undefined ? [] : [Object.keys(object.properties)]));
  const all = new Set(objects.flat());
  return objects.every((names) => names.length * 2 >= all.size);
}

/** Do two classes of keys name the same? What was redacted may have been anything. */
export const isSameClass = (expected: string, actual: string): boolean =>
  expected === actual ||
  expected === '' ||
  actual === '' ||
  [expected, actual].some((name) => name.includes('redacted'));
