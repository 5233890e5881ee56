import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSchedule, type ScheduleEvent } from './lines.ts';

type Case = {
  readonly name: string;
  readonly text: string;
  readonly zone?: string;
  readonly want: readonly ScheduleEvent[];
};

const at = (time: string): number => Date.parse(`2026-11-23T${time}Z`);
const BEAT = "'artisan' app:heartbeat";
const run = (time: string, more: object = { result: 'DONE' }): ScheduleEvent => ({
  kind: 'run',
  task: BEAT,
  at: at(time),
  ...more,
});

const CASES: readonly Case[] = [
  {
    name: 'Laravel 10',
    text: `
  2026-11-23 12:50:16 Running ['artisan' app:heartbeat] ........... 214ms DONE
  ⇂ '/usr/bin/php8.2' 'artisan' app:heartbeat > '/dev/null' 2>&1

`,
    want: [run('12:50:16')],
  },
  {
    name: 'Laravel 11 to 13: durations with fractions, and in words',
    text: `  2026-11-23 12:50:01 Running ['artisan' app:heartbeat] ............ 312.45ms DONE
  2026-11-23 12:50:02 Running ['artisan' app:heartbeat] .................. 1m 2s FAIL
  2026-11-23 12:51:00 Running ['artisan' app:heartbeat] ...................... 2s DONE`,
    want: [run('12:50:01'), run('12:50:02', { result: 'FAIL' }), run('12:51:00')],
  },
  {
    name: 'no dots where the terminal is narrow',
    text: `2026-11-23 12:50:16 Running ['artisan' app:heartbeat]  214ms DONE`,
    want: [run('12:50:16')],
  },
  {
    name: 'in the background',
    text: `  2026-11-23 12:50:16 Running ['artisan' app:heartbeat] in background  3ms DONE`,
    want: [run('12:50:16')],
  },
  {
    name: 'with colours',
    text: `  \u001B[90m2026-11-23 12:50:16\u001B[39m Running [\u001B[1m'artisan' app:heartbeat\u001B[22m] \u001B[90m.....\u001B[39m\u001B[90m 214ms\u001B[39m \u001B[32;1mDONE\u001B[39;22m\r\n`,
    want: [run('12:50:16')],
  },
  {
    name: 'a skipped task',
    text: `  2026-11-23 12:50:16 Running ['artisan' app:heartbeat] .......... 1ms SKIPPED`,
    want: [run('12:50:16', { result: 'SKIPPED' })],
  },
  {
    name: 'brackets inside the task',
    text: `  2026-11-23 12:50:16 Running [Closure at: [x] y] .......... 1ms DONE`,
    want: [{ kind: 'run', task: 'Closure at: [x] y', at: at('12:50:16'), result: 'DONE' }],
  },
  {
    name: 'a task that printed something between',
    text: `  2026-11-23 12:50:16 Running ['artisan' app:heartbeat] it is
fine ............ 214ms FAIL
  2026-11-23 12:51:16 Running ['artisan' app:heartbeat] ..... 2ms DONE`,
    want: [run('12:50:16', { result: 'FAIL' }), run('12:51:16')],
  },
  {
    name: 'a task that was still running when the log was read',
    text: `  2026-11-23 12:50:16 Running ['artisan' app:heartbeat]`,
    want: [run('12:50:16', {})],
  },
  {
    name: 'nothing due, before and after there were boxes around it',
    text: `No scheduled commands are ready to run.

   INFO  No scheduled commands are ready to run.
`,
    want: [{ kind: 'idle' }, { kind: 'idle' }],
  },
  {
    name: 'another server ran it: Laravel 8, 10 and 12',
    text: `Skipping command (has already run on another server): app:heartbeat
   INFO  Skipping ['artisan' app:heartbeat], as command already run on another server.
   INFO  Skipping ['artisan' app:heartbeat] because the command already ran on another server.`,
    want: [
      { kind: 'elsewhere', task: 'app:heartbeat' },
      { kind: 'elsewhere', task: BEAT },
      { kind: 'elsewhere', task: BEAT },
    ],
  },
  {
    name: 'Laravel 8.83: a time with its offset, no result',
    text: `[2026-11-23T15:50:16+03:00] Running scheduled command: '/usr/bin/php8.2' 'artisan' app:heartbeat > '/dev/null' 2>&1`,
    zone: 'America/New_York',
    want: [{ kind: 'run', task: "'/usr/bin/php8.2' 'artisan' app:heartbeat > '/dev/null' 2>&1", at: at('12:50:16') }],
  },
  {
    name: 'older ones: no time',
    text: `Running scheduled command: Closure`,
    want: [{ kind: 'run', task: 'Closure' }],
  },
  {
    name: 'Laravel 9: brackets and no time',
    text: `  Running ['artisan' app:heartbeat] ........ 12ms DONE`,
    want: [{ kind: 'run', task: BEAT, result: 'DONE' }],
  },
  {
    name: 'as a container runtime stores it: its own time counts where the line has none',
    text: `2026-11-23T12:50:17.123456789Z stdout F   2026-11-23 12:50:16 Running ['artisan' app:heartbeat] ... 214ms DONE
2026-11-23T12:51:02.000000001Z stdout F    INFO  No scheduled commands are ready to run.`,
    want: [run('12:50:16'), { kind: 'idle', at: at('12:51:02') }],
  },
  {
    name: 'times of the tenant’s zone',
    text: `  2026-11-23 15:50:16 Running ['artisan' app:heartbeat] ..... 1ms DONE`,
    zone: 'Asia/Riyadh',
    want: [run('12:50:16')],
  },
  {
    name: 'the hour that comes twice: the order of the lines tells which one it is',
    text: `2026-10-25 02:59:00 Running ['artisan' app:heartbeat] 1ms DONE
2026-10-25 02:00:00 Running ['artisan' app:heartbeat] 1ms DONE
2026-10-25 02:01:00 Running ['artisan' app:heartbeat] 1ms DONE`,
    zone: 'Europe/Berlin',
    want: ['00:59:00', '01:00:00', '01:01:00'].map((time) => ({
      kind: 'run',
      task: BEAT,
      at: Date.parse(`2026-10-25T${time}Z`),
      result: 'DONE',
    })),
  },
  {
    name: 'the hour that is left out',
    text: `2026-03-29 02:30:00 Running ['artisan' app:heartbeat] 1ms DONE`,
    zone: 'Europe/Berlin',
    want: [{ kind: 'run', task: BEAT, at: Date.parse('2026-03-29T01:30:00Z'), result: 'DONE' }],
  },
  {
    name: 'lines of anything else',
    text: `PHP Warning:  Running out of luck\n[2026-11-23 12:50:16] local.INFO: DONE\n\n{"a":1}`,
    want: [],
  },
];

describe('the output of schedule:run', () => {
  for (const { name, text, zone = 'UTC', want } of CASES)
    test(name, () => assert.deepEqual(readSchedule(text, zone), want));

  test('a zone that does not exist', () => {
    assert.throws(() => readSchedule('', 'Mars/Olympus'), RangeError);
  });

  const ORDINARY = `  2026-11-23 12:50:16 Running ['artisan' app:heartbeat] ........... 214ms DONE\n`;
  const TEXTS = [
    { name: 'ordinary lines', text: ORDINARY.repeat(3_200), want: 3_200 },
    { name: 'one line that begins over and over', text: 'Running ['.repeat(29_000), want: 0 },
    { name: 'long lines that begin over and over', text: `${'Skipping [] '.repeat(340)}\n`.repeat(64), want: 0 },
    { name: 'escapes without an end', text: '\u001B['.repeat(130_000), want: 0 },
    { name: 'white space', text: `DONE${' '.repeat(262_144)}x`, want: 0 },
  ];
  for (const { name, text, want } of TEXTS)
    test(`a quarter of a megabyte is read within a moment: ${name}`, () => {
      const startedAt = performance.now();
      assert.equal(readSchedule(text, 'Asia/Riyadh').length, want);
      assert.ok(performance.now() - startedAt < 1_000);
    });
});
