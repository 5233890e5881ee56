import { type Answer, type HeaderLine, withHeader } from './answer.ts';
import { exceptionAnswer } from './errors.ts';

const WINDOW_MS = 60_000;

type Bucket = { hits: number; readonly endsAt: number };

/** What `throttle:<limit>,1,<prefix>` remembers: one bucket for each client address, in memory. */
export type Throttle = { readonly limit: number; readonly now: () => number; readonly buckets: Map<string, Bucket> };

/** @param now milliseconds since the epoch */
export const createThrottle = (limit: number, now: () => number = Date.now): Throttle => ({
  limit,
  now,
  buckets: new Map(),
});

/**
 * Counts one request, then answers it: with 429 when the limit was reached before, with `next` otherwise.
 * The window begins with the first request and never slides; refused requests do not count.
 */
export function throttled(throttle: Throttle, address: string, next: () => Answer): Answer {
  const bucket = currentBucket(throttle, address);
  if (bucket.hits >= throttle.limit) return tooManyAttempts(throttle.limit, bucket.endsAt, throttle.now());
  bucket.hits += 1;
  return limitLines(throttle.limit, throttle.limit - bucket.hits).reduce(withHeader, next());
}

function currentBucket({ buckets, now }: Throttle, address: string): Bucket {
  const known = buckets.get(address);
  if (known !== undefined && known.endsAt > now()) return known;
  const fresh = { hits: 0, endsAt: now() + WINDOW_MS };
  buckets.set(address, fresh);
  return fresh;
}

function tooManyAttempts(limit: number, endsAt: number, now: number): Answer {
  const seconds = Math.ceil((endsAt - now) / 1_000);
  return exceptionAnswer(429, 'Too Many Attempts.', [
    ...limitLines(limit, 0),
    ['Retry-After', String(seconds)],
    ['X-RateLimit-Reset', String(Math.ceil(endsAt / 1_000))],
  ]);
}

const limitLines = (limit: number, remaining: number): readonly HeaderLine[] => [
  ['X-RateLimit-Limit', String(limit)],
  ['X-RateLimit-Remaining', String(remaining)],
];
