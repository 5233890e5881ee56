import type { Clock } from '../time/clock.ts';
import type { Witness } from './sight.ts';
import { DeadlineExceeded, withDeadline } from '../time/deadline.ts';
import { afterLook, atFirst, endOf, type Seen, type WaitEnd, type WaitState } from './progress.ts';

export type WaitOptions = {
  /** Milliseconds for the whole wait. */
  readonly budgetMs: number;
  /** Milliseconds between two looks. */
  readonly pollMs: number;
  readonly clock: Clock;
  /** Called after each look. */
  readonly onLook: (state: WaitState, elapsedMs: number) => void;
};

export type Waited = {
  readonly end: WaitEnd | 'interrupted';
  readonly waitedMs: number;
  readonly seen: readonly Seen[];
};

/**
 * Asks all witnesses, again and again, until all agree, one says that it will never come, or the time is up.
 *
 * @param signal aborted when somebody stops the wait
 */
export async function waitFor(
  witnesses: readonly Witness[],
  options: WaitOptions,
  signal: AbortSignal,
): Promise<Waited> {
  const { budgetMs, pollMs, clock, onLook } = options;
  const began = clock.nowMs();
  const elapsed = (): number => clock.nowMs() - began;
  let state = atFirst(witnesses.map(({ name }) => name));
  const done = (end: Waited['end']): Waited => ({ end, waitedMs: Math.round(elapsed()), seen: state.seen });
  try {
    while (elapsed() < budgetMs) {
      const sights = await withDeadline(budgetMs - elapsed(), signal, (inner) =>
        Promise.all(witnesses.map(({ look }) => look(inner))),
      );
      state = afterLook(state, sights, elapsed());
      onLook(state, elapsed());
      const end = endOf(state, elapsed(), budgetMs);
      if (end !== undefined) return done(end);
      await clock.sleep(Math.min(pollMs, Math.max(0, budgetMs - elapsed())), signal);
    }
    return done('timed-out');
  } catch (cause) {
    if (signal.aborted) return done('interrupted');
    if (cause instanceof DeadlineExceeded) return done('timed-out');
    throw cause;
  }
}
