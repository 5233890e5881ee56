import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EvidenceSource } from '../model/tenant.ts';
import type { EvidenceKind } from '../model/testimony.ts';
import { hear, NOW, type Page, type Told, told } from './fixtures/hearing.ts';

const SOURCE = {
  reader: 'health-checks',
  path: '/health/json',
  headers: {},
  maxAgeMs: 120_000,
  scheduler: ['Schedule'],
  queue: ['Horizon', 'Queue'],
} as const satisfies EvidenceSource;

/** Names, with a status and a message where they are not well. */
type Checks = Readonly<Record<string, readonly [status: string, message?: string]>>;

const WELL: Checks = { Schedule: ['ok'], Horizon: ['ok'], Queue: ['ok'], Database: ['ok'] };

const results = (checks: Checks, secondsAgo = 20): Page => ({
  body: {
    finishedAt: NOW / 1_000 - secondsAgo,
    checkResults: Object.entries({ ...WELL, ...checks }).map(([name, [status, notificationMessage = '']]) => ({
      name,
      label: name,
      notificationMessage,
      shortSummary: status === 'ok' ? 'Running' : '',
      status,
      meta: [],
    })),
  },
});

type Case = {
  readonly name: string;
  readonly kind: Exclude<EvidenceKind, 'job'>;
  readonly page: Page;
  readonly want: Told;
};

const silent = { answer: 'no', cause: 'scheduler-silent', facts: { recent: false } } as const;
const unheard = (answer: Told['answer'], says: string): Told => ({ answer, says, facts: {} });

const CASES: readonly Case[] = [
  {
    name: 'the scheduler is well',
    kind: 'scheduler',
    page: results({}),
    want: { answer: 'yes', says: 'Schedule: ok', facts: { recent: true } },
  },
  {
    name: 'the queue is well',
    kind: 'queue',
    page: results({}),
    want: { answer: 'yes', says: 'Horizon, Queue: ok', facts: { running: true, workers: true } },
  },
  {
    name: 'a check that is not asked fails',
    kind: 'queue',
    page: results({ Database: ['failed', 'gone'], Schedule: ['failed'] }),
    want: { answer: 'yes', says: 'Horizon, Queue: ok', facts: { running: true, workers: true } },
  },
  {
    name: 'the scheduler is silent, and the answer says 503',
    kind: 'scheduler',
    page: {
      ...results({ Schedule: ['failed', 'The last run of the schedule was more than 5 minutes ago.'] }),
      status: 503,
    },
    want: { ...silent, says: 'Schedule: failed, The last run of the schedule was more than 5 minutes ago.' },
  },
  {
    name: 'Horizon is not running',
    kind: 'queue',
    page: results({ Horizon: ['failed', 'Horizon is not running.'] }),
    want: {
      answer: 'no',
      says: 'Horizon: failed, Horizon is not running.',
      cause: 'queue-not-consumed',
      facts: { running: false },
    },
  },
  {
    name: 'Horizon is paused, which is a warning alone',
    kind: 'queue',
    page: results({ Horizon: ['warning', 'Horizon is running, but the status is paused.'] }),
    want: {
      answer: 'no',
      says: 'Horizon: warning, Horizon is running, but the status is paused.',
      cause: 'queue-paused',
      facts: { running: false, paused: true },
    },
  },
  {
    name: 'the queue did not run',
    kind: 'queue',
    page: results({ Queue: ['failed', 'Queue jobs running failed. Check meta for more information.'] }),
    want: {
      answer: 'no',
      says: 'Queue: failed, Queue jobs running failed. Check meta for more information.',
      cause: 'queue-not-consumed',
      facts: { running: false },
    },
  },
  {
    name: 'too many jobs are queued',
    kind: 'queue',
    page: results({ Queue: ['failed', 'The size of the queue is 1200, which is above 1000.'] }),
    want: {
      answer: 'no',
      says: 'Queue: failed, The size of the queue is 1200, which is above 1000.',
      cause: 'queue-behind',
      facts: { running: true, behind: true },
    },
  },
  {
    name: 'a check that crashed has seen nothing',
    kind: 'queue',
    page: results({ Queue: ['crashed', 'Connection refused'] }),
    want: unheard('absent', 'Queue: crashed, Connection refused'),
  },
  {
    name: 'a check that was skipped has seen nothing',
    kind: 'scheduler',
    page: results({ Schedule: ['skipped', 'not in this environment'] }),
    want: unheard('absent', 'Schedule: skipped, not in this environment'),
  },
  {
    name: 'one that failed outweighs one that was skipped',
    kind: 'queue',
    page: results({ Horizon: ['skipped'], Queue: ['failed', 'did not run yet'] }),
    want: {
      answer: 'no',
      says: 'Queue: failed, did not run yet',
      cause: 'queue-not-consumed',
      facts: { running: false },
    },
  },
  {
    name: 'the checks ran ten minutes ago',
    kind: 'scheduler',
    page: results({}, 600),
    want: unheard('stale', '/health/json is 10 min old, wanted 2 min at most'),
  },
  {
    name: 'the checks will run in ten minutes',
    kind: 'scheduler',
    page: results({}, -600),
    want: unheard('absent', '/health/json lies 10 min in the future: a wrong clock'),
  },
  {
    name: 'the checks have not run yet',
    kind: 'scheduler',
    page: { body: '' },
    want: unheard('absent', '/health/json is empty: the checks have not run yet'),
  },
  {
    name: 'there is no such check',
    kind: 'scheduler',
    page: { body: { finishedAt: NOW / 1_000, checkResults: [{ name: 'Cache', status: 'ok', meta: {} }] } },
    want: unheard('absent', '/health/json has no check Schedule, only: Cache'),
  },
  {
    name: 'it is the answer of something else',
    kind: 'scheduler',
    page: { body: [] },
    want: unheard('absent', '/health/json has no finishedAt, wanted the time of the last checks'),
  },
  {
    name: 'we may not read it',
    kind: 'queue',
    page: { status: 401, body: { message: 'Unauthenticated.' } },
    want: unheard('no-permission', '/health/json answered 401: it may not tell us'),
  },
];

describe('the results of health checks', () => {
  for (const { name, kind, page, want } of CASES)
    test(name, async () => {
      assert.deepEqual(await told({ sources: [SOURCE], pages: { '/health/json': page }, question: { kind } }), want);
    });

  test('a source that names no check of a kind is not asked', async () => {
    const sources = [{ ...SOURCE, queue: [] }];
    const { testimonies } = await hear({
      sources,
      pages: { '/health/json': results({}) },
      question: { kind: 'queue' },
    });
    assert.deepEqual(testimonies, []);
  });
});
