import { randomBytes } from 'node:crypto';
import { httpDate } from './dates.ts';

const LIFETIME_SECONDS = 30 * 24 * 60 * 60;

/** `academy_device`: looks as Laravel's encrypted cookies do; nobody can read it, the stand-in neither. */
export function deviceCookie(now: number): string {
  const expires = httpDate(now + LIFETIME_SECONDS * 1_000).replace(/ (\w{3}) (\d{4}) /, '-$1-$2 ');
  const value = encodeURIComponent(encrypted());
  return `academy_device=${value}; expires=${expires}; Max-Age=${LIFETIME_SECONDS}; path=/; secure; httponly; samesite=lax`;
}

const encrypted = (): string =>
  base64(
    JSON.stringify({
      iv: randomBytes(16).toString('base64'),
      value: randomBytes(80).toString('base64'),
      mac: randomBytes(32).toString('hex'),
      tag: '',
    }),
  );

const base64 = (text: string): string => Buffer.from(text).toString('base64');
