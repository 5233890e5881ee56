import type { Clock } from './clock.ts';

/** A clock for tests: nothing passes by itself. */
export type FakeClock = Clock & {
  /** Lets so many milliseconds pass, and everything that was due in them happen, in order. */
  readonly pass: (ms: number) => Promise<void>;
};

type Sleeper = { readonly until: number; readonly wake: () => void };

export function fakeClock(): FakeClock {
  let now = 0;
  const sleepers = new Set<Sleeper>();
  return {
    nowMs: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async pass(ms) {
      const end = now + ms;
      await settle();
      for (let next = earliest(sleepers); next !== undefined && next.until <= end; next = earliest(sleepers)) {
        sleepers.delete(next);
        now = Math.max(now, next.until);
        next.wake();
        await settle();
      }
      now = end;
    },
  };
}

const earliest = (sleepers: ReadonlySet<Sleeper>): Sleeper | undefined =>
  [...sleepers].toSorted((a, b) => a.until - b.until)[0];

/** Whoever was woken does what it does until it waits again. */
const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
