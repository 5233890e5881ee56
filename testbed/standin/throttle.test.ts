import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, headerOf, jsonAnswer } from './answer.ts';
import { createThrottle, throttled } from './throttle.ts';

const START_MS = 1_800_000_000_500;

test('a window of a minute begins with the first request and does not slide', () => {
  let now = START_MS;
  const throttle = createThrottle(2, () => now);
  const askAfter = (seconds: number, address = 'a'): string => {
    now = START_MS + seconds * 1_000;
    return shown(throttled(throttle, address, () => jsonAnswer({})));
  };
  assert.deepEqual(
    [askAfter(0), askAfter(30), askAfter(31), askAfter(59), askAfter(59, 'b'), askAfter(60), askAfter(60)],
    [
      '200 limit 2 remaining 1',
      '200 limit 2 remaining 0',
      '429 limit 2 remaining 0 retry 29 reset 1800000060',
      '429 limit 2 remaining 0 retry 1 reset 1800000060',
      '200 limit 2 remaining 1',
      '200 limit 2 remaining 1',
      '200 limit 2 remaining 0',
    ],
  );
});

test('what is refused is not asked', () => {
  const throttle = createThrottle(0, () => START_MS);
  const refused = throttled(throttle, 'a', () => assert.fail('asked'));
  assert.equal(refused.status, 429);
});

function shown(answer: Answer): string {
  const names = {
    limit: 'x-ratelimit-limit',
    remaining: 'x-ratelimit-remaining',
    retry: 'retry-after',
    reset: 'x-ratelimit-reset',
  };
  const lines = Object.entries(names).map(([word, name]) => [word, headerOf(answer, name)] as const);
  return [answer.status, ...lines.filter(([, value]) => value !== undefined).flat()].join(' ');
}
