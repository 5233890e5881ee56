import type { Result } from '../model/result.ts';
import { err, ok } from '../model/result.ts';

/** A time in which nothing runs: each week or each day (minutes of the UTC day), or once (epoch milliseconds). */
export type Window =
  | { readonly kind: 'weekly'; readonly days: readonly number[]; readonly from: number; readonly to: number }
  | { readonly kind: 'once'; readonly from: number; readonly to: number };

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const MINUTES_OF_A_DAY = 24 * 60;

const WEEKLY = /^(?<day>[a-z]+) (?<from>\d\d:\d\d)-(?<to>\d\d:\d\d)$/i;

/** @param text `Sun 02:00-04:00`, `daily 23:30-00:30` (UTC), or `2026-12-01T02:00Z/2026-12-01T04:00Z` */
export function parseWindow(text: string): Result<Window, string> {
  const weekly = WEEKLY.exec(text)?.groups;
  return weekly === undefined ? parseOnce(text) : parseWeekly(weekly);
}

function parseWeekly({ day = '', from = '', to = '' }: Record<string, string | undefined>): Result<Window, string> {
  const days = day.toLowerCase() === 'daily' ? EVERY_DAY : [DAYS.indexOf(day.slice(0, 3).toLowerCase())];
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (days.includes(-1)) return err(`${day} is no day; use ${DAYS.join(', ')} or daily`);
  if (start === undefined || end === undefined) return err(`${from}-${to} is no time of the day`);
  if (start === end) return err(`${from}-${to} lasts no time`);
  return ok({ kind: 'weekly', days, from: start, to: end });
}

function minutesOf(text: string): number | undefined {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  const total = hours * 60 + minutes;
  return minutes < 60 && total <= MINUTES_OF_A_DAY ? total : undefined;
}

function parseOnce(text: string): Result<Window, string> {
  const [from = NaN, to = NaN, ...more] = text.split('/').map((time) => Date.parse(time));
  if (Number.isNaN(from) || Number.isNaN(to) || more.length > 0)
    return err('it is neither "Sun 02:00-04:00" (UTC) nor "2026-12-01T02:00Z/2026-12-01T04:00Z"');
  return from < to ? ok({ kind: 'once', from, to }) : err('it ends before it begins');
}

/** @param wall epoch milliseconds */
export const isInside = (windows: readonly Window[], wall: number): boolean =>
  windows.some((window) => (window.kind === 'once' ? window.from <= wall && wall < window.to : isWeekly(window, wall)));

function isWeekly({ days, from, to }: Extract<Window, { kind: 'weekly' }>, wall: number): boolean {
  const now = new Date(wall);
  const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
  const today = now.getUTCDay();
  if (from < to) return days.includes(today) && from <= minute && minute < to;
  // It goes over midnight: the second part belongs to the day before.
  return (days.includes(today) && minute >= from) || (days.includes((today + 6) % 7) && minute < to);
}
