import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { EvidenceSource } from '../model/tenant.ts';
import { NOW, type Page, type Told, told } from './fixtures/hearing.ts';

const folder = mkdtempSync(join(tmpdir(), 'parity-schedule-'));
after(() => rmSync(folder, { recursive: true }));

const BEAT = "  2026-11-23 12:50:02 Running ['artisan' app:heartbeat] ........... 214ms DONE\n";
const FAIL = "  2026-11-23 12:49:02 Running ['artisan' report:send] ............. 214ms FAIL\n";

const YES: Told = {
  answer: 'yes',
  says: 'the last run is 28 s old, wanted 2 min at most; no task failed',
  facts: { recent: true, idle: false, tasksFail: false, late: false, doubled: false },
};
const UNDATED: Told = {
  answer: 'yes',
  says: 'the last run is 28 s old, wanted 2 min at most; how tasks ended is not told',
  facts: { recent: true, idle: false },
};
const unheard = (answer: Told['answer'], says: string): Told => ({ answer, says, facts: {} });

const source = (from: Extract<EvidenceSource, { readonly reader: 'schedule-log' }>['from'], timeZone = 'UTC') =>
  ({ reader: 'schedule-log', from, timeZone, maxAgeMs: 120_000 }) as const;

/** A run that failed, then more than is read of ordinary ones. */
const LONG = FAIL + BEAT.repeat(4_000);

describe('the log of a scheduler, from a file', () => {
  type Case = { readonly name: string; readonly make: (file: string) => void; readonly want: (file: string) => Told };
  const CASES: readonly Case[] = [
    { name: 'with a run of this minute', make: (file) => writeFileSync(file, BEAT), want: () => YES },
    {
      name: 'with a task that failed',
      make: (file) => writeFileSync(file, FAIL + BEAT),
      want: () => ({
        answer: 'no',
        says: "1 of 2 tasks failed, at last 'artisan' report:send",
        cause: 'scheduled-task-failed',
        facts: { ...YES.facts, tasksFail: true },
      }),
    },
    {
      name: 'of which the end alone is read',
      make: (file) => writeFileSync(file, LONG),
      want: () => ({
        answer: 'no',
        says: "'artisan' app:heartbeat ran twice in one minute",
        cause: 'scheduler-doubled',
        facts: { ...YES.facts, doubled: true },
      }),
    },
    {
      name: 'without times, judged by when it was written to',
      make: (file) => {
        writeFileSync(file, 'Running scheduled command: a\n');
        utimesSync(file, NOW / 1_000, NOW / 1_000 - 28);
      },
      want: () => UNDATED,
    },
    {
      name: 'which is empty',
      make: (file) => writeFileSync(file, ''),
      want: (file) => unheard('absent', `${file} is empty: nothing was written since it was made`),
    },
    {
      name: 'which was moved away',
      make: () => undefined,
      want: (file) => unheard('absent', `${file} does not exist`),
    },
    {
      name: 'which is a folder',
      make: (file) => mkdirSync(file),
      want: (file) => unheard('absent', `${file} is no file`),
    },
    {
      name: 'which is a pipe nobody writes to',
      make: (file) => void execFileSync('mkfifo', [file]),
      want: (file) => unheard('absent', `${file} is no file`),
    },
    {
      name: 'with bytes that are no text',
      make: (file) => writeFileSync(file, Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0x80, 10]), Buffer.from(BEAT)])),
      want: () => YES,
    },
  ];
  for (const [at, { name, make, want }] of CASES.entries())
    test(name, async () => {
      const file = join(folder, `case-${at}.log`);
      make(file);
      const seen = await told({ sources: [source({ file })], question: { kind: 'scheduler' } });
      assert.deepEqual(seen, want(file));
    });

  test('which may not be read', async () => {
    const file = join(folder, 'secret.log');
    writeFileSync(file, BEAT);
    chmodSync(file, 0);
    chmodSync(folder, 0o755);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.('nobody');
    try {
      const seen = await told({ sources: [source({ file })], question: { kind: 'scheduler' } });
      assert.deepEqual(seen, unheard('no-permission', `${file} may not be read`));
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  test('in a zone that does not exist', async () => {
    const file = join(folder, 'zone.log');
    writeFileSync(file, BEAT);
    const seen = await told({ sources: [source({ file }, 'Mars/Olympus')], question: { kind: 'scheduler' } });
    assert.deepEqual(seen, unheard('absent', 'Mars/Olympus is no time zone'));
  });
});

describe('the log of a scheduler, from a path of the target', () => {
  const PART = { status: 206, headers: { 'Content-Range': `bytes 900-1000/1001` } };
  const written = (secondsAgo: number) => ({ 'Last-Modified': new Date(NOW - secondsAgo * 1_000).toUTCString() });
  const CASES: readonly {
    readonly name: string;
    readonly page: Page;
    readonly skewMs?: number;
    readonly want: Told;
  }[] = [
    { name: 'whole', page: { body: BEAT }, want: YES },
    {
      name: 'its end, as asked for: the first line is a part of one',
      page: { ...PART, body: `2026-11-23 12:50:01 Running [x] FAIL\n${BEAT}` },
      want: YES,
    },
    {
      name: 'all of it although its end was asked for',
      page: { status: 206, headers: { 'Content-Range': 'bytes 0-80/81' }, body: BEAT },
      want: YES,
    },
    {
      name: 'without times, judged by when it was written to',
      page: { headers: written(28), body: 'Running scheduled command: a\n' },
      want: UNDATED,
    },
    {
      name: 'without times, written to an hour ago',
      page: { headers: written(3_600), body: 'Running scheduled command: a\n' },
      want: {
        answer: 'no',
        says: 'the last run is 60 min old, wanted 2 min at most',
        cause: 'scheduler-silent',
        facts: { recent: false, idle: false },
      },
    },
    {
      name: 'by a server whose clock is an hour ahead: fresh to us, silent there',
      page: { body: BEAT },
      skewMs: 3_600_000,
      want: {
        answer: 'no',
        says: 'the last run is 60 min old, wanted 2 min at most',
        cause: 'scheduler-silent',
        facts: { ...YES.facts, recent: false },
      },
    },
    {
      name: 'which is empty',
      page: { body: '' },
      want: unheard('absent', '/schedule.log is empty: nothing was written since it was made'),
    },
    {
      name: 'which has no end to send',
      page: { status: 416, body: '' },
      want: unheard('absent', '/schedule.log answered 416, wanted 200'),
    },
    {
      name: 'which is not there',
      page: { status: 404, body: '' },
      want: unheard('absent', '/schedule.log answered 404, wanted 200'),
    },
    {
      name: 'which may not be read',
      page: { status: 403, body: '' },
      want: unheard('no-permission', '/schedule.log answered 403: it may not tell us'),
    },
    {
      name: 'which is a page of HTML',
      page: { body: '<!DOCTYPE html>' },
      want: unheard('absent', '/schedule.log answered a page of HTML, wanted the log'),
    },
    {
      name: 'which tells of something else',
      page: { body: 'ok' },
      want: unheard('absent', 'the log holds no line of schedule:run'),
    },
  ];
  for (const { name, page, skewMs = 0, want } of CASES)
    test(name, async () => {
      const sources = [source({ path: '/schedule.log', headers: {} })];
      assert.deepEqual(
        await told({ sources, pages: { '/schedule.log': page }, question: { kind: 'scheduler' }, skewMs }),
        want,
      );
    });

  test('its end alone is asked for', async () => {
    const asked: unknown[] = [];
    const onRequest = (_path: string, { range }: Readonly<Record<string, unknown>>) => void asked.push(range);
    const sources = [source({ path: '/schedule.log', headers: {} })];
    await told({ sources, pages: { '/schedule.log': { body: BEAT } }, question: { kind: 'scheduler' }, onRequest });
    assert.deepEqual(asked, ['bytes=-262144']);
  });
});
