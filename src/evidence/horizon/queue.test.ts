import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from '../fixtures/hearing.ts';
import { told } from '../fixtures/hearing.ts';
import { HORIZON, horizonPages, list, mastersWith, STATS, workload } from '../fixtures/horizon.ts';

type Case = {
  readonly name: string;
  /** Pages that are others than those of a Horizon that is well. */
  readonly pages?: Readonly<Record<string, unknown>>;
  readonly skewMs?: number;
  /** Answer, cause, and the facts that are not as they should be. */
  readonly want: string;
  readonly says?: string;
};

const waiting = { status: 'pending', pushed: 300 };
const done = (pushed: number, completed: number) => ({ status: 'completed', pushed, completed });
const failed = (secondsAgo: number, exception = 'RuntimeException: no paper in /app/Report.php:7\n#0 {main}') => ({
  status: 'failed',
  pushed: secondsAgo + 1,
  failed: secondsAgo,
  exception,
});

const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

const STATUS_MISSING = 'Horizon’s stats tell no status, wanted running, paused or inactive';

const CASES: readonly Case[] = [
  { name: 'it runs and has nothing to do', want: 'yes', says: 'Horizon runs, and no job waits longer than 60 s' },
  { name: 'empty maps are lists in PHP', pages: { stats: { ...STATS, wait: [] }, workload: [] }, want: 'yes' },
  {
    name: 'numbers are texts, and there are keys nobody knows',
    pages: { stats: { ...STATS, processes: '2', pausedMasters: '0', pace: 1 } },
    want: 'yes',
  },
  {
    name: 'an older version does not count its processes, its masters do',
    pages: { stats: { status: 'running' } },
    want: 'yes',
  },
  {
    name: 'it is not running',
    pages: { stats: { ...STATS, status: 'inactive', processes: 0 }, masters: [] },
    want: 'no queue-not-consumed running workers',
    says: 'Horizon is inactive, wanted running',
  },
  {
    name: 'it is paused',
    pages: { stats: { ...STATS, status: 'paused', pausedMasters: 1 } },
    want: 'no queue-paused running paused',
    says: 'Horizon is paused, wanted running',
  },
  {
    name: 'one of its supervisors is paused',
    pages: { masters: mastersWith({ status: 'paused' }) },
    want: 'no queue-paused paused',
    says: 'Horizon runs and a part of it is paused, wanted running',
  },
  {
    name: 'its environment has no workers',
    pages: { stats: { ...STATS, processes: 0 }, masters: mastersWith({ processes: [] }) },
    want: 'no queue-no-workers workers',
    says: 'Horizon runs with 0 processes, wanted some',
  },
  {
    name: 'a job waits and none of its queue is taken',
    pages: { 'jobs/pending': list([waiting]), workload: workload(1) },
    want: 'no queue-not-consumed behind',
    says: 'App\\Jobs\\BuildReport waits for 5 min in default, wanted 60 s at most',
  },
  {
    name: 'a job waits in a queue that no worker watches',
    pages: { 'jobs/pending': list([{ ...waiting, queue: 'reports' }]), workload: workload(0) },
    want: 'no queue-not-consumed behind',
  },
  {
    name: 'a job waits while others of its queue end',
    pages: {
      'jobs/pending': list([waiting]),
      'jobs/completed': list([done(900, 10)]),
      workload: workload(1),
    },
    want: 'no queue-behind behind',
  },
  {
    name: 'a job waits behind one that a worker holds',
    pages: {
      'jobs/pending': list([waiting, { status: 'reserved', pushed: 900, reserved: 899 }]),
      workload: workload(1),
    },
    want: 'no queue-behind behind',
  },
  {
    name: 'a job of one of several queues waits',
    pages: {
      'jobs/pending': list([waiting]),
      workload: [
        {
          name: 'high,default',
          length: 1,
          wait: 3,
          processes: 2,
          split_queues: [
            { name: 'high', length: 0, wait: 0 },
            { name: 'default', length: 1, wait: 3 },
          ],
        },
      ],
    },
    want: 'no queue-not-consumed behind',
  },
  {
    name: 'a job waits, not yet too long',
    pages: { 'jobs/pending': list([{ status: 'pending', pushed: 59 }]), workload: workload(1) },
    want: 'yes',
  },
  {
    name: 'a job was pushed a minute ago by a clock an hour behind ours',
    pages: { 'jobs/pending': list([{ status: 'pending', pushed: 3_630 }]), workload: workload(1) },
    skewMs: -3_600_000,
    want: 'yes',
  },
  {
    name: 'a job is delayed: its queue is empty',
    pages: { 'jobs/pending': list([waiting]), workload: workload(0) },
    want: 'yes',
  },
  {
    name: 'a job is delayed: its payload says so',
    pages: { 'jobs/pending': list([{ ...waiting, payload: { delay: 3_600 } }]), workload: workload(1) },
    want: 'yes',
  },
  {
    name: 'a job is delayed: a later one of its queue was taken',
    pages: { 'jobs/pending': list([waiting]), 'jobs/completed': list([done(200, 199)]), workload: workload(1) },
    want: 'yes',
  },
  {
    name: 'a job was tried and put back',
    pages: { 'jobs/pending': list([{ ...waiting, reserved: 200 }]), workload: workload(1) },
    want: 'yes',
  },
  {
    name: 'a worker is still at a long job',
    pages: { 'jobs/pending': list([{ status: 'reserved', pushed: 900, reserved: 899 }]) },
    want: 'yes',
  },
  {
    name: 'more jobs wait than the first page shows',
    pages: {
      'jobs/pending': list(
        times(50, () => ({ status: 'pending', pushed: 5 })),
        120,
      ),
      'jobs/pending?starting_at=69': list([waiting], 120),
      workload: workload(120),
    },
    want: 'no queue-not-consumed behind',
  },
  {
    name: 'jobs stand in the queue that Horizon has forgotten',
    pages: { workload: workload(3) },
    want: 'no queue-not-consumed behind',
    says: 'default holds jobs that no list shows any more, and none of it ended for 60 s',
  },
  {
    name: 'a job came and went between two looks',
    pages: { workload: workload(1), 'jobs/completed': list([done(1, 0)]) },
    want: 'yes',
  },
  {
    name: 'jobs fail now',
    pages: { 'jobs/failed': list([failed(30), failed(50)]), 'jobs/completed': list([done(60, 59)]) },
    want: 'no job-failed failing',
    says: '2 of the last 3 jobs failed, at last App\\Jobs\\BuildReport: RuntimeException: no paper in /app/Report.php:7',
  },
  {
    name: 'a failed job has no exception',
    pages: { 'jobs/failed': list([failed(30, '')]) },
    want: 'no job-failed failing',
    says: '1 of the last 1 jobs failed, at last App\\Jobs\\BuildReport: no exception is told',
  },
  {
    name: 'jobs failed an hour ago: that is no growth',
    pages: { 'jobs/failed': list(times(40, () => failed(3_600))) },
    want: 'yes',
  },
  {
    name: 'one of eleven failed: a live system has failures',
    pages: { 'jobs/failed': list([failed(30)]), 'jobs/completed': list(times(10, (at) => done(at + 2, at + 1))) },
    want: 'yes',
  },
  {
    name: 'failures are older than the newest page of a busy Horizon',
    pages: {
      'jobs/failed': list(times(10, () => failed(300))),
      'jobs/completed': list(
        times(50, (at) => done(at + 2, at + 1)),
        9_000,
      ),
    },
    want: 'yes',
  },
  { name: 'stats are a list', pages: { stats: [] }, want: 'absent', says: STATUS_MISSING },
  { name: 'stats name no status', pages: { stats: { processes: 2 } }, want: 'absent', says: STATUS_MISSING },
  {
    name: 'the status is a word nobody knows',
    pages: { stats: { ...STATS, status: 'busy' } },
    want: 'absent',
    says: STATUS_MISSING,
  },
  {
    name: 'it has no list of failed jobs',
    pages: { 'jobs/failed': [] },
    want: 'absent',
    says: 'Horizon has no list of failed jobs',
  },
  {
    name: 'it is paused and has no lists',
    pages: { stats: { ...STATS, status: 'paused' }, 'jobs/failed': [] },
    want: 'no queue-paused running paused',
  },
];

const WELL = { running: true, workers: true, paused: false, behind: false, failing: false } as const;

describe('Horizon, asked about the queue', () => {
  for (const { name, pages, skewMs = 0, want, says } of CASES)
    test(name, async () => {
      const question = { kind: 'queue' } as const;
      const seen = await told({ sources: [HORIZON], pages: horizonPages(pages), question, skewMs });
      const unwell = Object.entries(WELL).filter(([word, well]) => (seen.facts[word] ?? well) !== well);
      assert.equal([seen.answer, seen.cause ?? [], unwell.map(([word]) => word)].flat(2).join(' '), want);
      if (says !== undefined) assert.equal(seen.says, says);
    });

  const REFUSALS: readonly { readonly name: string; readonly page: Page; readonly want: string }[] = [
    {
      name: 'its gate',
      page: { status: 403, body: { message: '' } },
      want: 'no-permission: /horizon/api/stats answered 403: it may not tell us',
    },
    {
      name: 'a guard',
      page: { status: 401, body: {} },
      want: 'no-permission: /horizon/api/stats answered 401: it may not tell us',
    },
    {
      name: 'a redirect to the login',
      page: { status: 302, headers: { Location: '/login?next=1' }, body: '' },
      want: 'no-permission: /horizon/api/stats answered 302 with a redirect to /login',
    },
    {
      name: 'a redirect elsewhere',
      page: { status: 301, headers: { Location: 'https://x.example/' }, body: '' },
      want: 'absent: /horizon/api/stats answered 301 with a redirect to https://x.example/',
    },
    {
      name: 'nothing of this name',
      page: { status: 404, body: {} },
      want: 'absent: /horizon/api/stats answered 404, wanted 200',
    },
    {
      name: 'an error',
      page: { status: 500, body: { message: 'Server Error' } },
      want: 'absent: /horizon/api/stats answered 500, wanted 200',
    },
    {
      name: 'a page of HTML',
      page: { body: '<!DOCTYPE html><title>Horizon</title>' },
      want: 'absent: GET /horizon/api/stats answered 200 with 37 bytes of HTML, wanted JSON',
    },
    {
      name: 'half a document',
      page: { body: '{"status":' },
      want: 'absent: GET /horizon/api/stats answered 200 with 10 bytes of malformed JSON: line 1, column 11: expected a value, found the end, wanted JSON',
    },
  ];
  for (const { name, page, want } of REFUSALS)
    test(`refused by ${name}`, async () => {
      const pages = { ...horizonPages(), '/horizon/api/stats': page };
      const { answer, says } = await told({ sources: [HORIZON], pages, question: { kind: 'queue' } });
      assert.equal(`${answer}: ${says}`, want);
    });
});
