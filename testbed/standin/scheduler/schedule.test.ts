import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WELL } from '../settings.ts';
import { createSchedule, everyMinute, runPast, type ScheduleFaults, tick } from './schedule.ts';

const NOON = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60_000;

const DONE = (time: string, name = 'app:heartbeat', dots = 16): string =>
  `  2026-11-24 ${time} Running ['artisan' ${name}] ${'.'.repeat(dots - 5)} 214ms DONE\n` +
  `  ⇂ '/usr/bin/php8.4' 'artisan' ${name} > '/dev/null' 2>&1\n`;

const run = (time: string): string => `\n${DONE(time)}${DONE(time, 'app:run-checks', 15)}\n`;

const PAUSED = '\n   INFO  No scheduled commands are ready to run.  \n\n';

/** What is printed at noon, and how old the heartbeat is at noon, in seconds; undefined when there is none. */
const ROWS: readonly {
  readonly name: string;
  readonly faults: Partial<ScheduleFaults>;
  readonly printed: string;
  readonly age: number | undefined;
}[] = [
  { name: 'as it should', faults: {}, printed: run('12:00:00'), age: 0 },
  {
    name: 'a task that fails',
    faults: { fails: true },
    printed: run('12:00:00').replace('DONE', 'FAIL'),
    age: undefined,
  },
  {
    name: 'a task that is lost in the background',
    faults: { losesTask: true },
    printed:
      "\n  2026-11-24 12:00:00 Running ['artisan' app:heartbeat] in background  214ms DONE\n" +
      "  ⇂ ('/usr/bin/php8.4' 'artisan' app:heartbeat > '/dev/null' 2>&1 ; '/usr/bin/php8.4' 'artisan' schedule:finish \"framework/schedule-heartbeat\" \"$?\") > '/dev/null' 2>&1 &\n" +
      `${DONE('12:00:00', 'app:run-checks', 15)}\n`,
    age: undefined,
  },
  { name: 'paused', faults: { isPaused: true }, printed: PAUSED, age: undefined },
  { name: 'late', faults: { lateSeconds: 47 }, printed: run('12:00:47'), age: -47 },
  { name: 'two of them', faults: { doubles: true }, printed: run('12:00:00') + run('12:00:03'), age: -3 },
  { name: 'an old time', faults: { beatAgeMs: 7_200_000 }, printed: run('12:00:00'), age: 7_200 },
  { name: 'a minute that is left out', faults: { skips: true }, printed: '', age: undefined },
];

const scheduleWith = (faults: Partial<ScheduleFaults>) => createSchedule({ ...WELL.schedule, ...faults });

describe('a run of the scheduler', () => {
  for (const { name, faults, printed, age } of ROWS) {
    test(name, () => {
      const schedule = scheduleWith(faults);
      assert.equal(tick(schedule, NOON), printed);
      assert.equal(schedule.log, printed);
      assert.equal(schedule.lastBeat === undefined ? undefined : (NOON - schedule.lastBeat) / 1_000, age);
    });
  }

  test('a line is as wide as the one that was measured', () => {
    assert.equal(tick(scheduleWith({}), NOON).split('\n')[1]?.length, 78);
  });
});

describe('the past of a scheduler', () => {
  test('is the minutes until now', () => {
    const schedule = scheduleWith({});
    runPast(schedule, 3, NOON + 20_000);
    assert.equal(schedule.log, run('11:58:00') + run('11:59:00') + run('12:00:00'));
  });

  test('of one that is late does not hold what is yet to run', () => {
    const schedule = scheduleWith({ lateSeconds: 47 });
    runPast(schedule, 2, NOON + 20_000);
    assert.equal(schedule.log, run('11:59:47'));
  });

  test('of one that leaves minutes out has a gap', () => {
    const schedule = scheduleWith({ skips: true });
    runPast(schedule, 3, NOON + 2 * MINUTE);
    assert.equal(schedule.log, run('12:01:00') + run('12:02:00'));
  });
});

describe('a scheduler that goes on', () => {
  test('runs when the next minute begins, and not after it was stopped', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOON - 10_000 });
    const schedule = scheduleWith({});
    const going = everyMinute(schedule, Date.now);
    context.mock.timers.tick(9_999);
    assert.equal(schedule.log, '');
    context.mock.timers.tick(1);
    context.mock.timers.tick(MINUTE);
    assert.equal(schedule.log, run('12:00:00') + run('12:01:00'));
    going[Symbol.dispose]();
    context.mock.timers.tick(MINUTE);
    assert.equal(schedule.log, run('12:00:00') + run('12:01:00'));
  });
});
