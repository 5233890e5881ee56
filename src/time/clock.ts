import { setTimeout as pause } from 'node:timers/promises';

/** Time as something that is handed in, so that a test can play hours in no time. */
export type Clock = {
  /** Milliseconds from an arbitrary point, never going back. */
  readonly nowMs: () => number;
  /** @throws the signal's own reason when it aborts */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** The machine's clock; jumps of the wall clock do not move it. */
export const MONOTONIC: Clock = {
  nowMs: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await pause(ms, undefined, { signal });
    } catch (cause) {
      signal.throwIfAborted();
      throw cause;
    }
  },
};
