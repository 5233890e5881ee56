import type { Shape, StringFormat } from '../../model/shape.ts';
import type { Difference } from '../difference.ts';
import { isDate, isSilent, isWeak } from './date-formats.ts';
import { formatsOf } from './describe.ts';
import { MANY } from './evidence.ts';
import { difference, type Place } from './place.ts';

/** Strings on both sides: formats that were never seen here. One difference at most. */
export function compareFormats(place: Place, expected: Shape, actual: Shape): Difference[] {
  const known = formatsOf(expected).filter((format) => !isSilent(format));
  const seen = formatsOf(actual).filter((format) => !isSilent(format));
  const news = seen.filter((format) => !known.includes(format));
  if (known.length === 0) return [];
  if (news.length === 0) return compareEmpty(place, { expected, actual, known, seen });
  return (
    compareFamily(place, 'date-format-changed', known.filter(isDate), news.filter(isDate)) ??
    compareFamily(place, 'url-scheme-changed', known.filter(isUrl), news.filter(isUrl)) ??
    compareOther(place, { expected, actual, known, seen: news })
  );
}

const isUrl = (format: StringFormat): boolean => format.startsWith('url-');

const words = (formats: readonly StringFormat[]): string => `string ${formats.join('/')}`;

function compareFamily(
  place: Place,
  rule: 'date-format-changed' | 'url-scheme-changed',
  known: readonly StringFormat[],
  news: readonly StringFormat[],
): Difference[] | undefined {
  if (known.length === 0 || news.length === 0) return undefined;
  return [difference(place, rule, words(known), words(news))];
}

type Sides = {
  readonly expected: Shape;
  readonly actual: Shape;
  readonly known: readonly StringFormat[];
  readonly seen: readonly StringFormat[];
};

function compareOther(place: Place, { expected, actual, known, seen }: Sides): Difference[] {
  const lostDate = known.every(isDate);
  const becameDate = known.every((format) => format === 'text') && seen.every(isDate) && allNew(actual, seen);
  if (lostDate || becameDate) return [difference(place, 'date-format-changed', words(known), words(seen))];
  const lostFormat = known.every((format) => !isWeak(format)) || isSteady(expected, known, seen);
  const becameFormat = hasBecomeFormat({ expected, actual, known, seen });
  return lostFormat || becameFormat ? [difference(place, 'string-format-changed', words(known), words(seen))] : [];
}

/** Weak formats count when nothing else was seen many times; digits beside decimals are one family. */
const isSteady = ({ count }: Shape, known: readonly StringFormat[], seen: readonly StringFormat[]): boolean =>
  count >= MANY && !known.includes('text') && !(areNumeric(known) && areNumeric(seen));

const areNumeric = (formats: readonly StringFormat[]): boolean =>
  formats.every((format) => format === 'integer' || format === 'decimal');

const MACHINE_MADE: ReadonlySet<StringFormat> = new Set(['uuid', 'ulid', 'jwt', 'hash']);

/** Several texts that were never machine-made are all so now. */
const hasBecomeFormat = ({ expected, actual, known, seen }: Sides): boolean =>
  expected.count >= 3 &&
  known.every(isWeak) &&
  allNew(actual, seen) &&
  seen.every((format) => MACHINE_MADE.has(format));

const allNew = (actual: Shape, news: readonly StringFormat[]): boolean =>
  formatsOf(actual).every((format) => news.includes(format));

/** `""` where a formatted string always stood. */
function compareEmpty(place: Place, { expected, actual, known, seen }: Sides): Difference[] {
  const isEmptied = seen.length === 0 && (actual.string?.empty ?? 0) > 0 && (expected.string?.empty ?? 0) === 0;
  if (!isEmptied || known.some(isWeak)) return [];
  return [difference(place, 'string-format-changed', words(known), '""')];
}
