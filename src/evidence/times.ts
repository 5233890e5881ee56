import { numberOf } from './plain.ts';

const YEAR_2000 = Date.UTC(2000, 0);
const YEAR_2100 = Date.UTC(2100, 0);

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * A time as servers write it: ISO 8601, `Y-m-d H:i:s`, seconds or milliseconds since 1970, also as text. Without an
 * offset it is read as UTC, Laravel's default.
 *
 * @returns epoch milliseconds; undefined when it is no time of this century
 */
export function epochMs(value: unknown): number | undefined {
  const ms = fromText(value) ?? fromNumber(numberOf(value));
  return ms !== undefined && ms >= YEAR_2000 && ms < YEAR_2100 ? ms : undefined;
}

function fromText(value: unknown): number | undefined {
  const [, date, time, offset = 'Z'] = typeof value === 'string' ? (DATE_TIME.exec(value.trim()) ?? []) : [];
  if (date === undefined) return undefined;
  const ms = Date.parse(`${date}T${time}${offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase()}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Until the year 5138 seconds are below, and since 1973 milliseconds above. */
const fromNumber = (number: number | undefined): number | undefined =>
  number === undefined || number < 100_000_000_000 ? number && number * 1_000 : number;

/** For sentences: `45 s`, `7 min`, `3 h`. */
export function duration(ms: number): string {
  if (ms < 120_000) return `${Math.max(0, Math.round(ms / 1_000))} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
