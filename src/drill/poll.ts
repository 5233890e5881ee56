import { setTimeout as pause } from 'node:timers/promises';
import { DeadlineExceeded, withDeadline } from '../time/deadline.ts';

const PAUSE_MS = 100;

/**
 * Looks again and again until there is something to see.
 *
 * @returns undefined when the budget (milliseconds) is spent
 * @throws the parent's reason when it aborts
 */
export async function untilSeen<T>(
  budgetMs: number,
  parent: AbortSignal,
  look: (signal: AbortSignal) => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await withDeadline(Math.max(1, budgetMs), parent, async (signal) => {
      for (;;) {
        const seen = await look(signal);
        if (seen !== undefined) return seen;
        await pause(PAUSE_MS, undefined, { signal });
      }
    });
  } catch (cause) {
    if (parent.aborted || !(cause instanceof DeadlineExceeded)) throw cause;
    return undefined;
  }
}
