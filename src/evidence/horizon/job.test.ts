import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NOW, type Told, told } from '../fixtures/hearing.ts';
import { HORIZON, horizonPages, list, STATS } from '../fixtures/horizon.ts';

type Case = {
  readonly name: string;
  readonly pages?: Readonly<Record<string, unknown>>;
  readonly skewMs?: number;
  readonly want: Told;
};

const REPORT = 'App\\Jobs\\BuildReport';
const done = { status: 'completed', pushed: 8, completed: 6 };
const other = { ...done, name: 'App\\Jobs\\SendMail' };
const waits = { status: 'pending', pushed: 8 };
const failure = { status: 'failed', pushed: 8, failed: 6, exception: 'RuntimeException: no paper\n#0 {main}' };

const no = (cause: Told['cause'], says: string): Told => ({
  answer: 'no',
  says,
  ...(cause && { cause }),
  facts: { ran: false },
});
const ran = (facts: object = { times: 1 }, name = REPORT): Told => ({
  answer: 'yes',
  says: `${name} ran 6 s ago`,
  facts: { ran: true, ...facts },
});

const times = <T>(count: number, thing: T): T[] => Array.from({ length: count }, () => thing);

const CASES: readonly Case[] = [
  { name: 'it completed', pages: { 'jobs/completed': list([other, done]) }, want: ran() },
  {
    name: 'a broadcast completed: it is named by its event',
    pages: {
      'jobs/completed': list([
        {
          ...done,
          name: 'App\\Events\\ReportReady',
          payload: { type: 'broadcast', displayName: 'App\\Events\\BuildReport' },
        },
      ]),
    },
    want: ran({ times: 1 }, 'App\\Events\\ReportReady'),
  },
  { name: 'it completed silently', pages: { 'jobs/silenced': list([done]) }, want: ran() },
  {
    name: 'it completed, and this version has no silenced jobs',
    pages: { 'jobs/completed': list([done]), 'jobs/silenced': [] },
    want: ran(),
  },
  {
    name: 'a worker began it twice',
    pages: { 'jobs/completed': list([{ ...done, payload: { attempts: 2 } }]) },
    want: ran({ times: 2 }),
  },
  {
    name: 'nobody counted its attempts',
    pages: { 'jobs/completed': list([{ ...done, payload: { attempts: false } }]) },
    want: ran({}),
  },
  {
    name: 'the payload is gone',
    pages: {
      'jobs/completed': {
        jobs: [{ name: REPORT, status: 'completed', completed_at: (NOW / 1_000 - 6).toString(), payload: null }],
        total: 1,
      },
    },
    want: ran({}),
  },
  {
    name: 'it failed',
    pages: { 'jobs/failed': list([failure]) },
    want: no('job-failed', `${REPORT}: RuntimeException: no paper`),
  },
  {
    name: 'it failed, while one of the same name completed',
    pages: { 'jobs/failed': list([failure]), 'jobs/completed': list([done]) },
    want: no('job-failed', `${REPORT}: RuntimeException: no paper`),
  },
  {
    name: 'it waits and nobody works on its queue',
    pages: { 'jobs/pending': list([waits]) },
    want: no('queue-not-consumed', `${REPORT} still waits in default`),
  },
  {
    name: 'it waits while others of its queue end',
    pages: { 'jobs/pending': list([waits]), 'jobs/completed': list([other]) },
    want: no('queue-behind', `${REPORT} still waits in default`),
  },
  {
    name: 'a worker holds it',
    pages: { 'jobs/pending': list([{ ...waits, status: 'reserved', reserved: 7 }]) },
    want: no('queue-behind', `${REPORT} was taken by a worker and has not ended`),
  },
  {
    name: 'Horizon never saw it',
    pages: { 'jobs/completed': list([other]) },
    want: no('queue-sync', 'Horizon has seen no job BuildReport since it was sent off, wanted one'),
  },
  {
    name: 'one of the same name completed before',
    pages: { 'jobs/completed': list([{ ...done, pushed: 15, completed: 14 }]) },
    want: no('queue-sync', 'Horizon has seen no job BuildReport since it was sent off, wanted one'),
  },
  {
    name: 'one of the same name failed before',
    pages: { 'jobs/failed': list([{ ...failure, pushed: 15, failed: 14 }]), 'jobs/completed': list([done]) },
    want: ran(),
  },
  {
    name: 'it completed by a clock an hour behind ours',
    pages: { 'jobs/completed': list([{ ...done, pushed: 3_608, completed: 3_606 }]) },
    skewMs: -3_600_000,
    want: ran(),
  },
  {
    name: 'one of the same name completed before, by a clock an hour ahead of ours',
    pages: { 'jobs/completed': list([{ ...done, pushed: -3_585, completed: -3_586 }]) },
    skewMs: 3_600_000,
    want: no('queue-sync', 'Horizon has seen no job BuildReport since it was sent off, wanted one'),
  },
  {
    name: 'it has scrolled off the first page',
    pages: { 'jobs/completed': list(times(50, other), 60), 'jobs/completed?starting_at=49': list([done], 60) },
    want: ran(),
  },
  {
    name: 'more jobs ended since than are looked through',
    pages: {
      'jobs/completed': list(times(50, other), 9_000),
      ...Object.fromEntries(
        times(9, 0).map((_, at) => [`jobs/completed?starting_at=${at * 50 + 49}`, list(times(50, other), 9_000)]),
      ),
    },
    want: { answer: 'absent', says: 'BuildReport is not among the newest jobs, and more have ended since', facts: {} },
  },
  {
    name: 'everything is an empty list',
    pages: { stats: [], 'jobs/pending': [], 'jobs/completed': [], 'jobs/failed': [], 'jobs/silenced': [] },
    want: { answer: 'absent', says: 'Horizon has no list of pending jobs', facts: {} },
  },
  {
    name: 'it completed, and Horizon is paused since',
    pages: { stats: { ...STATS, status: 'paused' }, 'jobs/completed': list([done]) },
    want: ran(),
  },
];

describe('Horizon, asked about a job sent off ten seconds ago', () => {
  for (const { name, pages, skewMs = 0, want } of CASES)
    test(name, async () => {
      const question = { kind: 'job', name: 'BuildReport', sinceMs: NOW - 10_000 } as const;
      const seen = await told({ sources: [HORIZON], pages: horizonPages(pages), question, skewMs });
      assert.deepEqual(seen, want);
    });
});
