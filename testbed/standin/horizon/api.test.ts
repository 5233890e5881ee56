import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { standin } from '../fixtures/accounts.ts';
import { ask } from '../fixtures/ask.ts';
import { askUntil, horizonOf, listenTo, memberOf, order, REALTIME } from '../fixtures/member.ts';
import type { Standin, StandinOptions } from '../start.ts';

const HORIZON = { header: 'X-Horizon-Token', token: 'horizon of tests' };

const started = (options: Partial<StandinOptions> = {}): Promise<Standin> =>
  standin({ realtime: REALTIME, horizon: HORIZON, worker: { host: 'vm' }, ...options });

const stats = (more: object = {}): string =>
  JSON.stringify({
    failedJobs: 0,
    jobsPerMinute: 0,
    pausedMasters: 0,
    periods: { failedJobs: 10_080, recentJobs: 60 },
    processes: 2,
    queueWithMaxRuntime: null,
    queueWithMaxThroughput: null,
    recentJobs: 0,
    status: 'running',
    wait: { 'redis:default': 0 },
    ...more,
  });

/** Ids, times and numbers of seconds, which no table can hold. */
const masked = (body: string): string =>
  body.replaceAll(/[\da-f]{8}-[\da-f-]{27}|"[\da-f]{32}"/g, '~').replaceAll(/"\d{10}\.\d{4}"/g, '"<time>"');

describe('Horizon before any job', () => {
  const rows: readonly (readonly [path: string, want: string])[] = [
    ['stats', stats()],
    ['workload', '[{"name":"default","length":0,"wait":0,"processes":2,"split_queues":null}]'],
    ['jobs/pending', '{"jobs":[],"total":0}'],
    ['jobs/completed', '{"jobs":[],"total":0}'],
    ['jobs/failed', '{"jobs":[],"total":0}'],
    ['jobs/recent', '[]'],
    ['jobs/nope', '[]'],
    ['monitoring', '[]'],
    ['metrics/queues', '[]'],
    ['metrics/jobs', '[]'],
    ['batches', '{"batches":[]}'],
  ];
  for (const [path, want] of rows) {
    test(`/${path}`, async () => {
      await using instance = await started();
      const { status, body } = await horizonOf(instance, path);
      assert.deepEqual([status, body], [200, want]);
    });
  }

  test('/masters', async () => {
    await using instance = await started();
    const { body } = await horizonOf(instance, 'masters');
    assert.match(
      body,
      /^\{"vm-9QTt":\{"name":"vm-9QTt","environment":"local","pid":"11053","status":"running","supervisors":\[\{"name":"vm-9QTt:supervisor-1","master":"vm-9QTt","pid":"\d+","status":"running","processes":\{"redis:default":2\},"options":\{("\w+":"[^"]*",?)+\}\}\]\}\}$/,
    );
  });

  const closed: readonly (readonly [
    name: string,
    options: Partial<StandinOptions>,
    headers: Record<string, string>,
  ])[] = [
    ['without its token', {}, {}],
    ['with a wrong token', {}, { 'X-Horizon-Token': 'nope' }],
  ];
  for (const [name, options, headers] of closed) {
    test(`is closed ${name}`, async () => {
      await using instance = await started(options);
      const { status, body } = await ask(instance.url, { path: '/horizon/api/stats', headers });
      assert.deepEqual([status, body], [403, '{\n    "message": ""\n}']);
    });
  }

  test('is closed to everybody where there is no gate', async () => {
    await using instance = await standin();
    assert.equal((await horizonOf(instance, 'stats')).status, 403);
  });
});

describe('Horizon after a report', () => {
  test('two jobs are completed, and say what they were', async () => {
    await using instance = await started();
    const member = await memberOf(instance.url);
    await using client = await listenTo(instance.realtime.url);
    await order(member, 'nonce');
    await client.next();
    const body = await askUntil(
      async () => await horizonOf(instance, 'jobs/completed'),
      (text) => text.includes('"total":2'),
    );
    const [broadcast = ''] = masked(body).split('},{"id"');
    assert.equal(
      broadcast,
      String.raw`{"jobs":[{"id":"~","connection":"redis","queue":"default","name":"App\\Events\\ReportReady","status":"completed",` +
        String.raw`"payload":{"uuid":"~","displayName":"App\\Events\\ReportReady","job":"Illuminate\\Queue\\CallQueuedHandler@call",` +
        String.raw`"maxTries":null,"maxExceptions":null,"failOnTimeout":false,"backoff":null,"timeout":null,` +
        String.raw`"data":{"commandName":"Illuminate\\Broadcasting\\BroadcastEvent","command":"O:38:\"Illuminate\\Broadcasting\\BroadcastEvent\":0:{}"},` +
        String.raw`"id":~,"attempts":0,"type":"broadcast","tags":["App\\Models\\Report:1"],"silenced":false,"pushedAt":"<time>"},` +
        `"exception":null,"context":null,"failed_at":null,"completed_at":"<time>","retried_by":null,"reserved_at":"<time>","index":0`,
    );
    assert.equal(
      (await horizonOf(instance, 'stats')).body,
      stats({ jobsPerMinute: 2, recentJobs: 2, queueWithMaxRuntime: 'default', queueWithMaxThroughput: 'default' }),
    );
    assert.equal((await horizonOf(instance, 'metrics/queues')).body, '["default"]');
    const [, id = ''] = /"id":"([^"]+)"/.exec(body) ?? [];
    assert.match((await horizonOf(instance, `jobs/${id}`)).body, /"type":"broadcast"/);
    assert.match(
      (await horizonOf(instance, 'jobs/completed?starting_at=0')).body,
      /^\{"jobs":\[\{[^]*BuildReport[^]*"index":1\}\],"total":2\}$/,
    );
  });

  test('a job that waits is pending', async () => {
    await using instance = await started({ worker: { host: 'vm', delayMs: 3_600_000 } });
    await order(await memberOf(instance.url), 'nonce');
    assert.match((await horizonOf(instance, 'jobs/pending')).body, /"status":"pending"[^]*"total":1\}$/);
    assert.match((await horizonOf(instance, 'workload')).body, /"length":1/);
  });
});
