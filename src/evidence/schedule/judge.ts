import type { CauseId } from '../../model/causes.ts';
import type { Said } from '../reader.ts';
import type { FactsTold, WordId } from '../words.ts';
import type { ScheduleEvent } from './lines.ts';
import { CLOCK_SLACK_MS } from '../ask.ts';
import { Unheard } from '../reader.ts';
import { duration } from '../times.ts';
import { doubledTask, lateness, missingMinutes } from './minutes.ts';

/** The log and the clock it is held against, epoch milliseconds. */
export type Schedule = {
  readonly events: readonly ScheduleEvent[];
  readonly now: number;
  readonly maxAgeMs: number;
  /** When the log was written to last, where that is known. */
  readonly writtenAt?: number;
};

/** Only this much of the log, back from its newest line, counts. */
const WINDOW_MS = 3_600_000;

/** Of a log without times. */
const WINDOW_EVENTS = 100;

type Trouble = { readonly cause: CauseId; readonly says: string };

/** What was looked at, and what was found there. */
type Sight = { readonly word: WordId; readonly trouble: Trouble | undefined };

/** @throws Unheard when the log says nothing about now */
export function judgeSchedule(schedule: Schedule): Said {
  const { events, maxAgeMs } = schedule;
  if (events.length === 0) throw new Unheard('absent', 'the log holds no line of schedule:run');
  const ageMs = lastRunAge(schedule);
  if (ageMs !== undefined && ageMs < -CLOCK_SLACK_MS)
    throw new Unheard('absent', `the newest line lies ${duration(-ageMs)} in the future: wrong time zone or clock`);
  const silent = silence(schedule, ageMs);
  const sights = sightsOf(windowOf(events));
  const trouble = silent ?? sights.map(({ trouble }) => trouble).find((trouble) => trouble !== undefined);
  const facts: FactsTold = {
    ...(ageMs !== undefined && { recent: ageMs <= maxAgeMs }),
    idle: silent?.cause === 'scheduler-paused',
    ...Object.fromEntries(sights.map(({ word, trouble }) => [word, trouble !== undefined])),
  };
  if (trouble !== undefined) return { answer: 'no', ...trouble, ...ageOf(ageMs), facts };
  if (ageMs === undefined) throw new Unheard('absent', 'no line tells a time, so nobody knows when the last run was');
  const ends = 'tasksFail' in facts ? 'no task failed' : 'how tasks ended is not told';
  const says = `the last run is ${duration(ageMs)} old, wanted ${duration(maxAgeMs)} at most; ${ends}`;
  return { answer: 'yes', says, ...ageOf(ageMs), facts };
}

const ageOf = (ageMs: number | undefined): { readonly ageMs?: number } =>
  ageMs === undefined ? {} : { ageMs: Math.max(0, ageMs) };

/** The first trouble is told. Late runs cross the minute, so they explain doubled and missing ones. */
function sightsOf(window: readonly ScheduleEvent[]): readonly Sight[] {
  // Laravel 8 tells how no task ended.
  const hasEnds = window.some((event) => event.kind === 'run' && event.result !== undefined);
  const fails: readonly Sight[] = hasEnds ? [{ word: 'tasksFail', trouble: failure(window) }] : [];
  const stolen = allElsewhere(window);
  if (stolen !== undefined) return [...fails, { word: 'doubled', trouble: stolen }];
  if (!window.some(({ kind, at }) => kind === 'run' && at !== undefined)) return fails;
  const missing = missingMinutes(window);
  const twice = doubledTask(window);
  const gaps = missing === 0 ? undefined : `${missing} minutes without a run between others`;
  return [
    ...fails,
    { word: 'late', trouble: troubleOf('scheduler-late', lateness(window)) },
    { word: 'doubled', trouble: troubleOf('scheduler-doubled', twice && `${twice} ran twice in one minute`) },
    ...(missing === undefined ? [] : [{ word: 'gaps' as const, trouble: troubleOf('scheduler-gaps', gaps) }]),
  ];
}

const troubleOf = (cause: CauseId, says: string | undefined): Trouble | undefined =>
  says === undefined ? undefined : { cause, says };

/** Lines without a time are dated by when the log was written to; a run that found nothing to do is a minute. */
function lastRunAge({ events, now, writtenAt }: Schedule): number | undefined {
  const times = events.filter(({ kind }) => kind !== 'idle').map(({ at }) => at);
  const dated = times.filter((at) => at !== undefined);
  if (dated.length > 0) return now - Math.max(...dated);
  if (times.length === 0 || writtenAt === undefined) return undefined;
  return now - writtenAt + idleAtEnd(events) * 60_000;
}

function silence(schedule: Schedule, ageMs: number | undefined): Trouble | undefined {
  const { events, now, maxAgeMs } = schedule;
  const idle = idleAtEnd(events);
  if (ageMs === undefined ? idle < events.length : ageMs <= maxAgeMs) return undefined;
  const sinceLine = now - lastLineAt(schedule);
  if (idle > 0 && sinceLine <= maxAgeMs)
    return { cause: 'scheduler-paused', says: `the last ${idle} runs found nothing to do` };
  const says = `the last run is ${duration(ageMs ?? sinceLine)} old, wanted ${duration(maxAgeMs)} at most`;
  return { cause: 'scheduler-silent', says };
}

const lastLineAt = ({ events, writtenAt, now }: Schedule): number => events.at(-1)?.at ?? writtenAt ?? now;

const idleAtEnd = (events: readonly ScheduleEvent[]): number =>
  events.length - 1 - events.findLastIndex(({ kind }) => kind !== 'idle');

function windowOf(events: readonly ScheduleEvent[]): readonly ScheduleEvent[] {
  const newest = Math.max(0, ...events.map(({ at = 0 }) => at));
  if (newest === 0) return events.slice(-WINDOW_EVENTS);
  return events.slice(events.findIndex(({ at }) => at !== undefined && at >= newest - WINDOW_MS));
}

function failure(window: readonly ScheduleEvent[]): Trouble | undefined {
  const ended = window.filter((event) => event.kind === 'run').filter(({ result }) => result !== undefined);
  const failed = ended.filter(({ result }) => result === 'FAIL');
  const task = failed.at(-1)?.task;
  if (task === undefined) return undefined;
  return {
    cause: 'scheduled-task-failed',
    says: `${failed.length} of ${ended.length} tasks failed, at last ${task}`,
  };
}

/** A scheduler whose every task another server has run already is one of two. */
function allElsewhere(window: readonly ScheduleEvent[]): Trouble | undefined {
  const count = window.filter(({ kind }) => kind === 'elsewhere').length;
  if (count === 0 || window.some(({ kind }) => kind === 'run')) return undefined;
  return { cause: 'scheduler-doubled', says: `another server ran all ${count} tasks` };
}
