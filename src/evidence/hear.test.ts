import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EvidenceSource } from '../model/tenant.ts';
import type { Question } from '../model/testimony.ts';
import { weigh } from '../model/testimony.ts';
import { closedPort } from '../transport/fixtures/servers.ts';
import { hear, NOW, type Pages } from './fixtures/hearing.ts';
import { HORIZON, horizonPages, list } from './fixtures/horizon.ts';

const beat = (path: string): EvidenceSource => ({
  reader: 'heartbeat',
  path,
  headers: {},
  pointer: '/at',
  maxAgeMs: 120_000,
});

const log = (path: string): EvidenceSource => ({
  reader: 'schedule-log',
  from: { path, headers: {} },
  timeZone: 'UTC',
  maxAgeMs: 120_000,
});

const SCHEDULER: Question = { kind: 'scheduler' };

const PAGES: Pages = {
  '/fresh': { body: { at: new Date(NOW - 12_000).toISOString() } },
  '/old': { body: { at: new Date(NOW - 600_000).toISOString() } },
  '/hangs': { hang: true },
  '/log': { body: "  2026-11-23 12:50:02 Running ['artisan' app:heartbeat] ........... 214ms DONE\n" },
};

describe('a hearing', () => {
  test('is an observation: the merged facts are its body, ages its measures, the witnesses beside it', async () => {
    const { testimonies, timings, ...hearing } = await hear({
      sources: [beat('/fresh'), HORIZON, log('/log')],
      pages: PAGES,
      question: SCHEDULER,
    });
    assert.deepEqual(hearing, {
      kind: 'hearing',
      request: { method: 'GET', url: 'evidence:scheduler', headers: [] },
      response: {
        status: 200,
        headers: [],
        body: {
          state: 'json',
          bytes: 15,
          digest: 'c87b2ebd18b77b9b149bf52bba39adb2dcb358e8fe92221cb76afc9db779cc43',
          text: '{"recent":true}',
        },
      },
      measures: { 'heartbeat-age': 12_000, 'schedule-log-age': 28_000 },
    });
    assert.ok(timings.total > 0);
    assert.deepEqual(
      testimonies.map(({ witness, kind, answer, observedAt }) => [witness, kind, answer, observedAt]),
      [
        // Who tells more comes first.
        ['schedule-log', 'scheduler', 'yes', '2026-11-23T12:50:30.000Z'],
        ['heartbeat', 'scheduler', 'yes', '2026-11-23T12:50:30.000Z'],
      ],
    );
  });

  test('with other witnesses of another target has the same body when all is well', async () => {
    const one = await hear({ sources: [beat('/fresh')], pages: PAGES, question: SCHEDULER });
    const other = await hear({ sources: [log('/log')], pages: PAGES, question: SCHEDULER });
    assert.equal(one.response.body.digest, other.response.body.digest);
  });

  test('without a witness that can be asked has no testimony and no facts', async () => {
    const { testimonies, response } = await hear({ sources: [HORIZON], question: SCHEDULER });
    assert.deepEqual([testimonies, response.body.text], [[], '{}']);
  });

  test('of two witnesses that contradict each other tells both, and the worse facts', async () => {
    const { testimonies, response, measures } = await hear({
      sources: [beat('/fresh'), beat('/old')],
      pages: PAGES,
      question: SCHEDULER,
    });
    assert.equal(weigh(testimonies).kind, 'contradiction');
    assert.deepEqual([response.body.text, measures], ['{"recent":false}', { 'heartbeat-age': 600_000 }]);
  });

  test('waits for no witness longer than its deadline, and hears the others meanwhile', async () => {
    const { testimonies } = await hear({
      sources: [beat('/hangs'), beat('/fresh')],
      pages: PAGES,
      question: SCHEDULER,
      deadlineMs: 150,
    });
    assert.deepEqual(
      testimonies.map(({ answer, says }) => `${answer}: ${says}`),
      ['yes: /fresh#/at is 12 s old, wanted 2 min at most', 'absent: not finished within 150 ms'],
    );
  });

  test('of a target that is not there tells so', async () => {
    const port = await closedPort();
    const { testimonies } = await hear({ sources: [beat('/fresh')], question: SCHEDULER, port });
    assert.deepEqual(
      testimonies.map(({ answer, says }) => `${answer}: ${says.replace(String(port), 'port')}`),
      ['absent: 127.0.0.1:port refused the connection (ECONNREFUSED)'],
    );
  });

  test('ends with its caller', async () => {
    const caller = new AbortController();
    const onRequest = () => caller.abort(new Error('the step is over'));
    const situation = { sources: [beat('/hangs')], pages: PAGES, question: SCHEDULER };
    await assert.rejects(hear({ ...situation, signal: caller.signal, onRequest }), /the step is over/);
  });

  test('breaks when a secret has no value: that is our fault', async () => {
    const sources = [{ ...beat('/fresh'), headers: { Authorization: { secret: 'MISSING' } } }];
    await assert.rejects(hear({ sources, pages: PAGES, question: SCHEDULER }), /the secret MISSING has no value/);
  });
});

describe('secrets', () => {
  const CANARY = 'canary-5ecret-of-the-tenant';
  const secrets = new Map([['HORIZON_TOKEN', CANARY]]);

  test('go out in the headers of their source, by reach and past caches', async () => {
    const asked: unknown[] = [];
    const sources = [{ ...beat('/fresh'), headers: { Authorization: { secret: 'HORIZON_TOKEN' } } }];
    const reach = { headers: { 'X-Edge': { literal: 'a' } } };
    const onRequest = (
      path: string,
      { authorization, 'x-edge': edge, 'cache-control': cache }: Readonly<Record<string, unknown>>,
    ) => void asked.push([path, authorization, edge, cache]);
    await hear({ sources, pages: PAGES, question: SCHEDULER, secrets, reach, onRequest });
    assert.deepEqual(asked, [['/fresh', CANARY, 'a', 'no-cache']]);
  });

  const failed = {
    status: 'failed',
    pushed: 5,
    failed: 4,
    exception: `${'x'.repeat(140)} could not sign in with ${CANARY} password=hunter2hunter2\n#0`,
  };
  const LEAKS: readonly {
    readonly name: string;
    readonly source: EvidenceSource;
    readonly question: Question;
    readonly pages: Pages;
  }[] = [
    {
      name: 'the exception of a failed job, cut where the secret stands',
      source: HORIZON,
      question: { kind: 'job', name: 'BuildReport', sinceMs: NOW - 10_000 },
      pages: horizonPages({ 'jobs/failed': list([failed]) }),
    },
    {
      name: 'the exception of a queue whose failures grow',
      source: HORIZON,
      question: { kind: 'queue' },
      pages: horizonPages({ 'jobs/failed': list([failed]) }),
    },
    {
      name: 'the message of a check',
      source: {
        reader: 'health-checks',
        path: '/health',
        headers: {},
        maxAgeMs: 60_000,
        scheduler: [],
        queue: ['Queue'],
      },
      question: { kind: 'queue' },
      pages: {
        '/health': {
          body: {
            finishedAt: NOW / 1_000,
            checkResults: [
              { name: 'Queue', status: 'failed', notificationMessage: `${'x'.repeat(140)} redis://:${CANARY}@redis` },
            ],
          },
        },
      },
    },
    {
      name: 'the value of a heartbeat',
      source: beat('/leak'),
      question: SCHEDULER,
      pages: { '/leak': { body: { at: `${'x'.repeat(45)} ${CANARY}` } } },
    },
    {
      name: 'the command line of a task that failed',
      source: log('/leak'),
      question: SCHEDULER,
      pages: {
        '/leak': { body: `2026-11-23 12:50:02 Running ['artisan' sync --${'x'.repeat(130)}=${CANARY}] 2ms FAIL\n` },
      },
    },
    {
      name: 'a redirect',
      source: beat('/leak'),
      question: SCHEDULER,
      pages: { '/leak': { status: 302, headers: { Location: `/x/${CANARY}?token=${CANARY}` } } },
    },
  ];
  for (const { name, source, question, pages } of LEAKS)
    test(`never leave through ${name}`, async () => {
      const { testimonies } = await hear({ sources: [source], question, pages, secrets });
      assert.equal(testimonies.length, 1);
      const text = JSON.stringify(testimonies);
      assert.ok(!text.includes(CANARY.slice(0, 8)) && !text.includes('hunter2'), text);
    });
});
