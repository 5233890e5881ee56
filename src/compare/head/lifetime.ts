const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/**
 * How long a cookie lasts, coarse enough that a second between two answers does not matter.
 *
 * @param maxAge seconds; wins over `expires`, as in browsers
 * @param expires HTTP date, read against `date` of the same answer
 * @returns `session`, `expired`, `unknown`, or a number of minutes, hours or days: `30m`, `2h`, `30d`
 */
export function lifetime(maxAge: string | undefined, expires: string | undefined, date: string | undefined): string {
  const seconds = maxAge === undefined ? untilExpiry(expires, date) : Number(maxAge);
  if (seconds === undefined) return 'session';
  if (Number.isNaN(seconds)) return 'unknown';
  if (seconds <= 0) return 'expired';
  return coarse(seconds);
}

function untilExpiry(expires: string | undefined, date: string | undefined): number | undefined {
  if (expires === undefined) return undefined;
  const end = Date.parse(expires);
  if (end <= DAY * 1_000) return 0;
  return (end - Date.parse(date ?? '')) / 1_000;
}

function coarse(seconds: number): string {
  if (seconds < 90) return '1m';
  if (seconds < 2 * HOUR - MINUTE) return `${Math.round(seconds / MINUTE)}m`;
  if (seconds < 2 * DAY - HOUR) return `${Math.round(seconds / HOUR)}h`;
  return `${Math.round(seconds / DAY)}d`;
}
