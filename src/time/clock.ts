import { setTimeout as pause } from 'node:timers/promises';

/** Time, for whoever must also live in a test's own. Milliseconds. */
export type Clock = {
  /** Since the epoch; may jump in both directions. */
  readonly wall: () => number;
  /** Since some moment; only ever goes on. */
  readonly elapsed: () => number;
  /** @throws the signal's reason when it aborts */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

export const SYSTEM_CLOCK: Clock = {
  wall: Date.now,
  elapsed: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await pause(ms, undefined, { signal });
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      throw cause;
    }
  },
};
