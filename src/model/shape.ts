/**
 * The skeleton of JSON values with the counts of their evidence; never data.
 *
 * Every field is a counter and merging is addition, so shapes of repeats, of both targets and of old
 * baselines combine in any order and grouping. What a counter means (optional, nullable, a map) is decided
 * when two shapes are compared, never while they are built.
 */
export type Shape = {
  /** Values seen at this place, of all kinds. 0: no evidence yet. */
  readonly count: number;
  readonly null?: number;
  readonly boolean?: number;
  readonly number?: Readonly<Partial<Record<NumberClass, number>>>;
  readonly string?: Readonly<Partial<Record<StringFormat, number>>>;
  readonly array?: ArrayShape;
  readonly object?: ObjectShape;
};

export type ArrayShape = {
  readonly count: number;
  readonly empty: number;
  /** All elements of all arrays here, folded into one. */
  readonly items: Shape;
};

/** What stands in some objects. */
export type Members = {
  /** The number of objects. */
  readonly count: number;
  /** Literal keys, sorted. `count` of the shape is the number of objects that had the key. */
  readonly properties: Readonly<Record<string, Shape>>;
  /** Keys that are data (ids, dates, e-mails …), folded by class; the key itself is not kept. */
  readonly keyed: Readonly<Partial<Record<KeyClass, Shape>>>;
};

export type ObjectShape = Members & {
  /** All objects; `properties` and `keyed` hold those that are not in `variants`. */
  readonly count: number;
  readonly empty: number;
  /** Objects in which a key stood twice; the last of the two counts. */
  readonly duplicates: number;
  /**
   * Elements of arrays that name their variant, by `name=value` of the discriminator, e.g. `type=video`. Whether
   * they really are variants is decided when shapes are compared.
   */
  readonly variants?: Readonly<Record<string, Members>>;
};

/** By the lexeme, not by the value: `10`, `10.0`, `1e2` differ. */
export const NUMBER_CLASSES = [
  'integer',
  'unsafe-integer',
  'fraction',
  'long-fraction',
  'exponent',
  'negative-zero',
] as const;

export type NumberClass = (typeof NUMBER_CLASSES)[number];

export const STRING_FORMATS = [
  'empty',
  'text',
  'integer',
  'decimal',
  'boolean',
  'date',
  'time',
  'datetime-sql',
  'datetime-sql-micro',
  'datetime-iso-z',
  'datetime-iso-offset',
  'datetime-iso-milli-z',
  'datetime-iso-milli-offset',
  'datetime-iso-micro-z',
  'datetime-iso-micro-offset',
  'datetime-iso-local',
  'datetime-http',
  'uuid',
  'ulid',
  'jwt',
  'hash',
  'email',
  'url-http',
  'url-https',
  'url-other',
  'path',
  'locale',
  'redacted',
] as const;

export type StringFormat = (typeof STRING_FORMATS)[number];

export const KEY_CLASSES = ['integer', 'uuid', 'ulid', 'hash', 'email', 'date', 'long', 'redacted'] as const;

export type KeyClass = (typeof KEY_CLASSES)[number];
