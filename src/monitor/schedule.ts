import type { Clock } from '../time/clock.ts';
import type { RequestBudget } from './request-budget.ts';

/** A scenario and when it runs. */
export type Timed = {
  readonly id: string;
  readonly periodMs: number;
  /** What it sends, at most. */
  readonly requests: number;
};

/** Why a scenario did not start when it was due. */
export type Missed = 'still running' | 'request budget' | 'late';

export type ScheduleDeps = {
  readonly clock: Clock;
  readonly budget: RequestBudget;
  /** Milliseconds from the start to the first slot, so that monitors of many tenants do not go in step. */
  readonly offsetMs: number;
  /** Maintenance, or the kill switch. */
  readonly isPaused: () => boolean;
  /** Runs these together; never rejects. */
  readonly start: (ids: readonly string[]) => Promise<void>;
  readonly onMissed: (id: string, why: Missed) => void;
  /** Each time it has looked, whatever it found. */
  readonly onLook: (nextAtMs: number) => void;
};

type Slot = Timed & { nextAt: number; startedAt: number; isRunning: boolean };

/** Looks at least so often, so that somebody can see that it still does. */
const LOOK_MS = 15_000;

/**
 * Starts scenarios in slots that are counted from its own start: a run that takes long delays no later one, and the
 * wall clock does not matter. A scenario never runs beside itself.
 *
 * @returns once the signal aborts and everything it started has ended
 */
export async function runSchedule(scenarios: readonly Timed[], deps: ScheduleDeps, signal: AbortSignal): Promise<void> {
  const { clock, offsetMs } = deps;
  const beganAt = clock.nowMs();
  const slots = scenarios.map((each): Slot => ({
    ...each,
    nextAt: beganAt + offsetMs,
    startedAt: -Infinity,
    isRunning: false,
  }));
  const running = new Set<Promise<void>>();
  while (!signal.aborted) {
    const due = slots.filter(({ nextAt }) => nextAt <= clock.nowMs());
    const ready = deps.isPaused() ? [] : startable(due, deps);
    for (const slot of due) advance(slot, deps);
    if (ready.length > 0) track(running, startAll(ready, deps));
    const nextAt = Math.min(...slots.map((slot) => slot.nextAt));
    deps.onLook(nextAt);
    const restMs = Math.min(LOOK_MS, Math.max(0, nextAt - clock.nowMs()));
    await clock.sleep(restMs, signal).catch(() => undefined);
  }
  await Promise.all(running);
}

/** Who has waited longest goes first, so that a budget that is too small starves nobody for ever. */
function startable(due: readonly Slot[], { budget, clock, onMissed }: ScheduleDeps): readonly Slot[] {
  return due
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .filter((slot) => {
      const why = slot.isRunning ? 'still running' : undefined;
      const missed = why ?? (budget.take(slot.requests, clock.nowMs()) ? undefined : 'request budget');
      if (missed !== undefined) onMissed(slot.id, missed);
      return missed === undefined;
    });
}

/** To the first slot that is still to come; those in between are lost, e.g. while the machine slept. */
function advance(slot: Slot, { clock, onMissed }: ScheduleDeps): void {
  const passed = Math.floor((clock.nowMs() - slot.nextAt) / slot.periodMs) + 1;
  for (let lost = 1; lost < passed; lost++) onMissed(slot.id, 'late');
  slot.nextAt += passed * slot.periodMs;
}

async function startAll(slots: readonly Slot[], { clock, start }: ScheduleDeps): Promise<void> {
  for (const slot of slots) Object.assign(slot, { isRunning: true, startedAt: clock.nowMs() });
  try {
    await start(slots.map(({ id }) => id));
  } finally {
    for (const slot of slots) slot.isRunning = false;
  }
}

function track(running: Set<Promise<void>>, run: Promise<void>): void {
  running.add(run);
  void run.finally(() => running.delete(run));
}
