import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NOW } from '../fixtures/hearing.ts';
import { Unheard } from '../reader.ts';
import { judgeSchedule } from './judge.ts';
import { readSchedule } from './lines.ts';

type Case = {
  readonly name: string;
  readonly log: string;
  readonly writtenAt?: number;
  /** Answer, cause, and the facts that are not as they should be; `-word` when it cannot be told. */
  readonly want: string;
  readonly says?: string;
};

/** A line of a task that began so many minutes before 12:50, at this second. */
const line = (minutesAgo: number, second = 2, { task = 'app:heartbeat', end = 'DONE' } = {}): string => {
  const time = new Date(Date.UTC(2026, 10, 23, 12, 50 - minutesAgo, second))
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
  return `  ${time} Running ['artisan' ${task}] ...... 214ms ${end}\n`;
};

const IDLE = '   INFO  No scheduled commands are ready to run.\n';
const ELSEWHERE = "   INFO  Skipping ['artisan' mail:send] because the command already ran on another server.\n";

/** One line a minute, from so many minutes ago to the last one. */
const minutes = (from: number, to = 0, make: (minutesAgo: number) => string = line): string =>
  Array.from({ length: from - to + 1 }, (_, at) => make(from - at)).join('');

const CASES: readonly Case[] = [
  {
    name: 'it ran each minute, once',
    log: minutes(10),
    want: 'yes',
    says: 'the last run is 28 s old, wanted 2 min at most; no task failed',
  },
  { name: 'one line says nothing about gaps', log: line(0), want: 'yes -gaps' },
  {
    name: 'a task failed although schedule:run ended well',
    log: minutes(10) + line(0, 5, { task: 'report:send', end: 'FAIL' }),
    want: 'no scheduled-task-failed tasksFail',
    says: "1 of 12 tasks failed, at last 'artisan' report:send",
  },
  { name: 'a task failed two hours ago', log: line(120, 2, { end: 'FAIL' }) + minutes(10), want: 'yes' },
  {
    name: 'it has been silent for five minutes',
    log: minutes(20, 5),
    want: 'no scheduler-silent recent',
    says: 'the last run is 5 min old, wanted 2 min at most',
  },
  {
    name: 'it found nothing to do for five minutes: paused',
    log: minutes(20, 6) + IDLE.repeat(6),
    writtenAt: NOW - 20_000,
    want: 'no scheduler-paused recent idle',
    says: 'the last 6 runs found nothing to do',
  },
  {
    name: 'it found nothing to do, and then was silent for an hour',
    log: minutes(120, 66) + IDLE.repeat(6),
    writtenAt: NOW - 3_600_000,
    want: 'no scheduler-silent recent',
    says: 'the last run is 66 min old, wanted 2 min at most',
  },
  {
    name: 'it never found anything to do',
    log: IDLE.repeat(9),
    want: 'no scheduler-paused idle -recent -tasksFail -doubled -gaps -late',
  },
  {
    name: 'it found nothing to do, long ago',
    log: IDLE.repeat(9),
    writtenAt: NOW - 600_000,
    want: 'no scheduler-silent -recent -tasksFail -doubled -gaps -late',
    says: 'the last run is 10 min old, wanted 2 min at most',
  },
  {
    name: 'two schedulers run each task',
    log: minutes(10, 0, (ago) => line(ago, 1) + line(ago, 4)),
    want: 'no scheduler-doubled doubled',
    says: "'artisan' app:heartbeat ran twice in one minute",
  },
  {
    name: 'a tick slipped into the next minute',
    log: minutes(10, 6) + line(4, 1) + line(4, 8) + minutes(3),
    want: 'no scheduler-doubled doubled gaps',
  },
  {
    name: 'a task is meant to run every ten seconds, beside others',
    log: minutes(
      10,
      0,
      (ago) => line(ago) + [0, 10, 20, 30, 40, 50].map((s) => line(ago, s, { task: 'poll' })).join(''),
    ),
    want: 'yes',
  },
  {
    name: 'two minutes are missing',
    log: minutes(10, 7) + minutes(4),
    want: 'no scheduler-gaps gaps',
    says: '2 minutes without a run between others',
  },
  {
    name: 'every third minute is missing',
    log: [10, 8, 7, 5, 4, 2, 1].map((ago) => line(ago)).join(''),
    want: 'no scheduler-gaps gaps',
    says: '3 minutes without a run between others',
  },
  {
    name: 'one task runs every two minutes and one every three: nothing is missing',
    log: [12, 10, 9, 8, 6, 4, 3, 2, 0]
      .flatMap((ago) => [
        ago % 2 === 0 ? line(ago, 2, { task: 'two' }) : '',
        ago % 3 === 0 ? line(ago, 2, { task: 'three' }) : '',
      ])
      .join(''),
    want: 'yes -gaps',
  },
  {
    name: 'its tasks run every five minutes, and a minute of those between is not told',
    log: line(10) + IDLE.repeat(4) + line(5) + IDLE.repeat(3) + line(0),
    want: 'no scheduler-gaps gaps',
  },
  { name: 'minutes without a task are told as such', log: minutes(10, 7) + IDLE.repeat(2) + minutes(4), want: 'yes' },
  {
    name: 'its tasks run every two minutes: nothing is missing',
    log: [10, 8, 6, 4, 2, 0].map((ago) => line(ago)).join(''),
    want: 'yes -gaps',
  },
  {
    name: 'most runs begin late in their minute',
    log:
      minutes(10, 6, (ago) => line(ago, 34)) +
      minutes(5, 2) +
      minutes(1, 1, (ago) => line(ago, 41)) +
      minutes(0, 0, (ago) => line(ago, 28)),
    want: 'no scheduler-late late',
    says: 'in 11 minutes the first run began at second 34 (median), at worst at second 41',
  },
  {
    name: 'later tasks of a minute begin late: the first did not',
    log: minutes(10, 0, (ago) => line(ago) + line(ago, 27, { task: 'slow' })),
    want: 'yes',
  },
  {
    name: 'another server runs every task',
    log: ELSEWHERE.repeat(5),
    writtenAt: NOW - 20_000,
    want: 'no scheduler-doubled doubled -tasksFail -gaps -late',
    says: 'another server ran all 5 tasks',
  },
  { name: 'another server runs one of the tasks', log: minutes(10, 0, (ago) => line(ago) + ELSEWHERE), want: 'yes' },
  {
    name: 'the newest line lies in the future',
    log: minutes(10, -180),
    want: 'absent',
    says: 'the newest line lies 3 h in the future: wrong time zone or clock',
  },
  {
    name: 'there is no line of schedule:run',
    log: 'starting\n',
    want: 'absent',
    says: 'the log holds no line of schedule:run',
  },
  {
    name: 'no line tells a time',
    log: '  Running [a] .... 2ms DONE\n',
    want: 'absent',
    says: 'no line tells a time, so nobody knows when the last run was',
  },
  {
    name: 'no line tells a time, but a task failed',
    log: '  Running [a] .... 2ms DONE\n  Running [b] .... 2ms FAIL\n',
    want: 'no scheduled-task-failed tasksFail -recent -doubled -gaps -late',
  },
  {
    name: 'no line tells a time, but the log was just written to',
    log: 'Running scheduled command: a\n'.repeat(3),
    writtenAt: NOW - 20_000,
    want: 'yes -tasksFail -doubled -gaps -late',
    says: 'the last run is 20 s old, wanted 2 min at most; how tasks ended is not told',
  },
  {
    name: 'no line tells a time, the log was just written to, and ten runs found nothing to do',
    log: 'Running scheduled command: a\n' + 'No scheduled commands are ready to run.\n'.repeat(10),
    writtenAt: NOW - 20_000,
    want: 'no scheduler-paused recent idle -tasksFail -doubled -gaps -late',
  },
  {
    name: 'Laravel 8 tells times: gaps and doubles are seen, failures are not',
    log: [5, 4, 1, 1, 0]
      .map((ago) => `[2026-11-23T12:${50 - ago}:03+00:00] Running scheduled command: app:heartbeat\n`)
      .join(''),
    want: 'no scheduler-doubled doubled gaps -tasksFail',
  },
];

const WELL: Readonly<Record<string, boolean>> = {
  recent: true,
  tasksFail: false,
  doubled: false,
  gaps: false,
  late: false,
  idle: false,
};

function judge({ log, writtenAt }: Case) {
  const events = readSchedule(log, 'UTC');
  try {
    return judgeSchedule({ events, now: NOW, maxAgeMs: 120_000, ...(writtenAt !== undefined && { writtenAt }) });
  } catch (cause) {
    if (cause instanceof Unheard) return { answer: cause.answer, says: cause.message, facts: WELL };
    throw cause;
  }
}

describe('the log of a scheduler at 12:50:30', () => {
  for (const example of CASES)
    test(example.name, () => {
      const said: ReturnType<typeof judgeSchedule> = judge(example);
      const facts: Readonly<Record<string, unknown>> = said.facts;
      const words = ['recent', 'tasksFail', 'idle', 'doubled', 'gaps', 'late'];
      const unwell = words.filter((word) => facts[word] === !WELL[word]);
      const untold = words.filter((word) => facts[word] === undefined).map((word) => `-${word}`);
      assert.equal([said.answer, said.cause ?? [], unwell, untold].flat().join(' '), example.want);
      if (example.says !== undefined) assert.equal(said.says, example.says);
    });
});
