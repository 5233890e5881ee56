import {
  NUMBER_CLASSES,
  type NumberClass,
  type ObjectShape,
  type Shape,
  STRING_FORMATS,
  type StringFormat,
} from '../../model/shape.ts';

export type Kind = 'boolean' | 'number' | 'string' | 'array' | 'object';

const KINDS = ['boolean', 'number', 'string', 'array', 'object'] as const satisfies readonly Kind[];

/** The kinds seen, null apart. */
export const kindsOf = (shape: Shape): readonly Kind[] => KINDS.filter((kind) => shape[kind] !== undefined);

export const nullsOf = (shape: Shape): number => shape.null ?? 0;

export const isAlwaysNull = (shape: Shape): boolean => shape.count > 0 && nullsOf(shape) === shape.count;

export const formatsOf = ({ string = {} }: Shape): readonly StringFormat[] =>
  STRING_FORMATS.filter((format) => string[format] !== undefined);

export const classesOf = ({ number = {} }: Shape): readonly NumberClass[] =>
  NUMBER_CLASSES.filter((name) => number[name] !== undefined);

/** All kinds seen at a place, as words: `string date or null`. Holds no counts, so it is the same in every run. */
export function describe(shape: Shape): string {
  const words = kindsOf(shape).map((kind) => describeKind(shape, kind));
  if (nullsOf(shape) > 0) words.push('null');
  return words.length === 0 ? 'nothing' : words.join(' or ');
}

/** One kind with its details. */
export const describeKind = (shape: Shape, kind: Kind): string => WORDS[kind](shape);

const WORDS = {
  boolean: () => 'boolean',
  number: (shape) => `number ${classesOf(shape).join('/')}`,
  string: (shape) => describeString(formatsOf(shape)),
  array: ({ array }) => (array?.empty === array?.count ? '[]' : 'list'),
  object: ({ object }) => (object === undefined ? 'object' : describeObject(object)),
} as const satisfies Record<Kind, (shape: Shape) => string>;

const describeString = (formats: readonly StringFormat[]): string =>
  formats.length === 1 && formats[0] === 'empty' ? '""' : `string ${formats.filter((f) => f !== 'empty').join('/')}`;

function describeObject(object: ObjectShape): string {
  if (object.empty === object.count) return '{}';
  const isNamed = Object.keys(object.properties).length > 0 || object.variants !== undefined;
  const [keyed] = Object.keys(object.keyed);
  if (isNamed || keyed === undefined) return 'object';
  return keyed === 'integer' ? 'object with index keys' : `object with ${keyed} keys`;
}
