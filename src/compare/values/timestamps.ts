import { isDateClass, type ValueClass } from './value-class.ts';

const HALF_HOUR_MS = 1_800_000;
const FARTHEST_HALF_HOURS = 28;

/**
 * The instant a text or number of a date class names, in milliseconds; a local time is read as UTC, which is right
 * for a difference of two of one format. Undefined for dates without a time and for anything else.
 */
export function instantOf(text: string, valueClass: ValueClass): number | undefined {
  if (valueClass === 'epoch-seconds') return Number(text) * 1_000;
  if (valueClass === 'epoch-milliseconds') return Number(text);
  if (!isDateClass(valueClass) || valueClass === 'date' || valueClass === 'time') return undefined;
  const isLocal = valueClass.startsWith('datetime-sql') || valueClass === 'datetime-iso-local';
  const instant = Date.parse(isLocal ? `${text.replace(' ', 'T')}Z` : text);
  return Number.isNaN(instant) ? undefined : instant;
}

/** A job may take this long before what it made is read. */
const JUST_NOW_MS = 10_000;

/** Does a side tell the time of its own answer? Then the other tells another one, and means the same. */
export const isJustNow = (instant: number, answeredAt: number): boolean =>
  Math.abs(answeredAt - instant) <= JUST_NOW_MS;

/**
 * By how many hours, halves included, the second instant lies after the first, if that is all: up to 14, and with the
 * same minutes and seconds.
 *
 * @param toleranceMs how far the clocks of two targets that print the time of asking may stand apart
 */
export function hoursBetween(one: number, other: number, toleranceMs = 0): number | undefined {
  const halves = Math.round((other - one) / HALF_HOUR_MS);
  if (halves === 0 || Math.abs(halves) > FARTHEST_HALF_HOURS) return undefined;
  return Math.abs(other - one - halves * HALF_HOUR_MS) <= toleranceMs ? halves / 2 : undefined;
}
