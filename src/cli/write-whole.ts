import { writeSync } from 'node:fs';

export const STDOUT_FD = 1;

/** How long a reader of standard output may stand still, in milliseconds, and how often we look. */
const READER_BUDGET_MS = 5_000;
const LOOK_AGAIN_MS = 5;

/**
 * Writes to the end, or throws. `process.stdout.write` would tell of a full disk only later, to nobody who listens;
 * but a pipe may be full for a moment, which a synchronous write has to wait for.
 */
export function writeWhole(fd: number, text: string): void {
  let rest = Buffer.from(text);
  let waitedMs = 0;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
      waitedMs = 0;
    } catch (cause) {
      if (!isFullPipe(cause) || waitedMs >= READER_BUDGET_MS) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
      waitedMs += LOOK_AGAIN_MS;
    }
  }
}

const isFullPipe = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN';
