import type { ScheduleEvent } from './lines.ts';

const MINUTE_MS = 60_000;

/** A pod takes seconds to start; from here on a little more crosses into the next minute sooner or later. */
const LATE_SECOND = 20;

/** Fewer minutes say nothing about when runs begin. */
const FEWEST_MINUTES = 3;

type Run = { readonly task: string; readonly at: number };

/** A sentence when more than half of the minutes had their first run after second 20. */
export function lateness(events: readonly ScheduleEvent[]): string | undefined {
  const seconds = [...byMinute(events).values()].map((runs) => Math.min(...runs.map(({ at }) => secondOf(at))));
  const middle = lowerMedian(seconds);
  if (seconds.length < FEWEST_MINUTES || middle === undefined || middle <= LATE_SECOND) return undefined;
  const worst = Math.max(...seconds);
  return `in ${seconds.length} minutes the first run began at second ${middle} (median), at worst at second ${worst}`;
}

/**
 * A task that ran more often in a minute than it usually does, or any when each task of that minute ran more than once.
 * A task that repeats within every minute, beside others that do not, is meant to.
 */
export function doubledTask(events: readonly ScheduleEvent[]): string | undefined {
  const minutes = [...byMinute(events).values()].map(countByTask);
  const usual = (task: string): number =>
    lowerMedian(minutes.map((counts) => counts.get(task)).filter((count) => count !== undefined)) ?? 1;
  for (const counts of minutes) {
    const isWhole = [...counts.values()].every((count) => count > 1);
    for (const [task, count] of counts) if (isWhole || count > usual(task)) return task;
  }
  return undefined;
}

/**
 * How many minutes between two runs had none. Runs that found nothing to do stand for one minute each.
 *
 * @returns undefined when it does not run each minute, as far as the log tells: then nothing is known to be missing
 */
export function missingMinutes(events: readonly ScheduleEvent[]): number | undefined {
  const steps: number[] = [];
  let last: number | undefined;
  let idle = 0;
  for (const { kind, at } of events) {
    if (at === undefined) {
      idle += kind === 'idle' ? 1 : 0;
      continue;
    }
    const minute = minuteOf(at);
    if (last !== undefined && minute > last) steps.push(Math.max(1, minute - last - idle));
    if (last === undefined || minute > last) [last, idle] = [minute, 0];
  }
  const hasIdle = events.some(({ kind }) => kind === 'idle');
  if (!(hasIdle ? isMinutely(steps) : hasMinutelyTask(events))) return undefined;
  return steps.reduce((missing, step) => missing + step - 1, 0);
}

/** When minutes are missing, enough of them are not. */
const isMinutely = (steps: readonly number[]): boolean =>
  steps.filter((step) => step === 1).length * 3 >= steps.length && steps.includes(1);

function hasMinutelyTask(events: readonly ScheduleEvent[]): boolean {
  const byTask = Map.groupBy(runsOf(events), ({ task }) => task);
  return [...byTask.values()].some((runs) => {
    const minutes = [...new Set(runs.map(({ at }) => minuteOf(at)))].toSorted((a, b) => a - b);
    return isMinutely(minutes.slice(1).map((minute, index) => minute - (minutes[index] ?? minute)));
  });
}

const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS);

const secondOf = (at: number): number => Math.floor((at % MINUTE_MS) / 1_000);

const runsOf = (events: readonly ScheduleEvent[]): readonly Run[] =>
  events.flatMap((event) =>
    event.kind === 'run' && event.at !== undefined ? [{ task: event.task, at: event.at }] : [],
  );

const byMinute = (events: readonly ScheduleEvent[]): ReadonlyMap<number, readonly Run[]> =>
  Map.groupBy(runsOf(events), ({ at }) => minuteOf(at));

const countByTask = (runs: readonly Run[]): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(runs, ({ task }) => task)].map(([task, its]) => [task, its.length]));

const lowerMedian = (numbers: readonly number[]): number | undefined =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
