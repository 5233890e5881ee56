import { type Answer, type Asked, HTML_TYPE, JSON_TYPE, htmlAnswer, jsonAnswer, withHeader } from '../answer.ts';
import type { App } from '../app.ts';
import { forbidden } from '../errors.ts';
import { type Json, printJson } from '../laravel-json.ts';
import type { Schedule } from './schedule.ts';

/** `GET /api/heartbeat`: when the scheduler ran the last time, `2026-11-24T12:00:00+00:00`; null when it never did. */
export const showHeartbeat = (_asked: Asked, { schedule }: App): Answer =>
  jsonAnswer({ scheduler: { last_run_at: schedule.lastBeat === undefined ? null : isoOffset(schedule.lastBeat) } });

const isoOffset = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, '+00:00');

/** `GET /health/checks`, in the words of spatie/laravel-health; no body when the checks never ran. */
export function showChecks(_asked: Asked, { schedule }: App): Answer {
  const { checkedAt } = schedule;
  const text =
    checkedAt === undefined
      ? ''
      : printJson({ finishedAt: Math.floor(checkedAt / 1_000), checkResults: [checkOf(schedule, checkedAt)] });
  return withHeader(htmlAnswer(text), JSON_TYPE);
}

/** Milliseconds. */
const OLDEST_BEAT = 90_000;

function checkOf({ lastBeat }: Schedule, checkedAt: number): Json {
  const age = lastBeat === undefined ? undefined : checkedAt - lastBeat;
  const isWell = age !== undefined && age <= OLDEST_BEAT;
  return {
    name: 'Schedule',
    label: 'Schedule',
    notificationMessage: isWell ? '' : complaint(age),
    shortSummary: isWell ? 'Ok' : 'Failed',
    status: isWell ? 'ok' : 'failed',
    meta: {},
  };
}

const complaint = (age: number | undefined): string =>
  age === undefined
    ? 'The schedule did not run yet.'
    : `The last run of the schedule was more than ${Math.floor(age / 60_000)} minutes ago.`;

/** `GET /ops/schedule.log`: what `schedule:run` printed, for who has the token of the operators. */
export function showScheduleLog({ headers }: Asked, { schedule, opsToken }: App): Answer {
  if (opsToken === '' || headers['x-ops-token'] !== opsToken) return forbidden();
  return withHeader(htmlAnswer(schedule.log), [HTML_TYPE[0], 'text/plain; charset=UTF-8']);
}
