import { type Answer, type HeaderLine, withHeader } from './answer.ts';
import { exceptionAnswer } from './errors.ts';

const WINDOW_SECONDS = 60;

type Bucket = { hits: number; readonly endsAt: number };

/** What `throttle:<limit>,1,<prefix>` remembers: one bucket for each client address. Times are whole seconds. */
export type Throttle = { readonly limit: number; readonly now: () => number; readonly buckets: Map<string, Bucket> };

/** @param now milliseconds since the epoch */
export const createThrottle = (limit: number, now: () => number): Throttle => ({
  limit,
  now: () => Math.floor(now() / 1_000),
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
  const fresh = { hits: 0, endsAt: now() + WINDOW_SECONDS };
  buckets.set(address, fresh);
  return fresh;
}

const tooManyAttempts = (limit: number, endsAt: number, now: number): Answer =>
  exceptionAnswer(429, 'Too Many Attempts.', [
    ...limitLines(limit, 0),
    ['Retry-After', String(endsAt - now)],
    ['X-RateLimit-Reset', String(endsAt)],
  ]);

const limitLines = (limit: number, remaining: number): readonly HeaderLine[] => [
  ['X-RateLimit-Limit', String(limit)],
  ['X-RateLimit-Remaining', String(remaining)],
];
