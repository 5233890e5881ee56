import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { describe, test } from 'node:test';
import { requireReal } from '../requirements.ts';
import { ask, type Told } from './ask.ts';
import type { WorkDrift } from './drifts.ts';
import { FOREIGN_WORKER } from './environment.ts';
import { type EventsApi, eventsApi, type Published } from './events-fixture.ts';
import { ACCOUNTS, until } from './fixture.ts';
import { type Laravel, startLaravel } from './start.ts';
import type { Tick } from './schedule.ts';
import { failedJobsOf, member, type Member, pendingJobsOf, type Report, tasksOf } from './work-fixture.ts';

const HOST = 'worker-1.example';
const MINUTE_MS = 60_000;

/** One instance and who watches it. */
type Bench = { readonly laravel: Laravel; readonly api: EventsApi; readonly canary: Member };

/** What can be seen once a report was ordered and the schedule ran. */
type Seen = {
  readonly report: Report;
  /** Host and attempts of each event, in order. */
  readonly events: readonly (readonly [string, number])[];
  readonly refusals: number;
  /** Jobs that wait in Redis. */
  readonly pending: number;
  readonly failedJobs: readonly string[];
  /** Status and body. */
  readonly auth: readonly [number, string];
  /** The tasks that `schedule:run` named. */
  readonly tasks: readonly string[];
  readonly exitCode: number | null;
  readonly heartbeat: string;
  readonly check: string;
};

const READY: Report = { status: 'ready', handled_by: HOST, attempts: 1 };

const PLAIN: Seen = {
  report: READY,
  events: [[HOST, 1]],
  refusals: 0,
  pending: 0,
  failedJobs: [],
  auth: [200, '{"auth":"academy-key:<signature>"}'],
  tasks: ['app:heartbeat', 'app:run-checks'],
  exitCode: 0,
  heartbeat: 'now',
  check: 'ok',
};

type Case = {
  readonly says: string;
  /** What is seen otherwise than without a drift. */
  readonly differs: Partial<Seen>;
  /** The work is done. Default: the event came. */
  readonly isDone?: (bench: Bench) => boolean | Promise<boolean>;
};

const hasFailed = ({ laravel }: Bench): boolean => failedJobsOf(laravel).length > 0;
const isReady = async ({ canary }: Bench): Promise<boolean> => (await canary.report()).status === 'ready';
const hasEvent = ({ api }: Bench): boolean => api.published.length > 0;

const DRIFTS: Readonly<Record<WorkDrift, Case>> = {
  'queue-sync': {
    says: 'the API builds the report itself, before it answers',
    differs: { report: { ...READY, handled_by: hostname() }, events: [[hostname(), 1]] },
  },
  'worker-elsewhere': {
    says: 'the job waits for ever: the worker looks under another prefix',
    differs: { report: { status: 'queued', handled_by: null, attempts: 0 }, events: [], pending: 1 },
    isDone: () => true,
  },
  'worker-foreign': {
    says: 'the report was built on a machine of somebody else',
    differs: { report: { ...READY, handled_by: FOREIGN_WORKER }, events: [[FOREIGN_WORKER, 1]] },
  },
  'job-fails': {
    says: 'the job fails three times, and for good',
    differs: {
      report: { status: 'failed', handled_by: HOST, attempts: 3 },
      events: [],
      failedJobs: [String.raw`App\Jobs\BuildReport: RuntimeException: The report cannot be built.`],
    },
    isDone: hasFailed,
  },
  'job-twice': {
    says: 'the job is given to a second worker while the first still has it',
    differs: {
      report: { ...READY, attempts: 2 },
      events: [
        [HOST, 2],
        [HOST, 1],
      ],
    },
    isDone: ({ api }) => api.published.length > 1,
  },
  'task-fails': {
    says: 'the heartbeat fails and the exit code is 0 (Laravel 10 prints FAIL, 8 no word, 13.31 DONE)',
    differs: { heartbeat: 'never', check: 'failed' },
  },
  'schedule-paused': {
    says: 'the schedule finds nothing to run',
    differs: { tasks: ['No scheduled commands are ready to run'], heartbeat: 'never', check: 'none' },
  },
  'heartbeat-old': {
    says: 'the heartbeat is two hours old',
    differs: { heartbeat: '120 minutes old', check: 'failed' },
  },
  'broadcast-guard': {
    says: 'channels ask a guard that knows nobody',
    differs: { auth: [403, '{\n    "message": ""\n}'] },
  },
  'broadcast-path': {
    says: 'channels are opened at another path',
    differs: { auth: [404, '{\n    "message": ""\n}'] },
  },
  'broadcast-null': {
    says: 'nothing is broadcast, no job fails, and every channel is opened with nothing',
    differs: { events: [], auth: [200, ''] },
    isDone: isReady,
  },
  'broadcast-log': {
    says: 'events go to a log, no job fails, and every channel is opened with nothing',
    differs: { events: [], auth: [200, ''] },
    isDone: isReady,
  },
  'worker-mute': {
    says: 'the workers broadcast nothing, and no job fails',
    differs: { events: [] },
    isDone: isReady,
  },
  'reverb-host': {
    says: 'nobody listens where events are published, so their jobs fail',
    differs: {
      events: [],
      failedJobs: [String.raw`App\Events\ReportReady: Illuminate\Broadcasting\BroadcastException: cURL error 7`],
    },
    isDone: hasFailed,
  },
  'reverb-secret': {
    says: 'Reverb refuses what is signed with another secret',
    differs: {
      events: [],
      refusals: 1,
      failedJobs: [
        String.raw`App\Events\ReportReady: Illuminate\Broadcasting\BroadcastException: Reverb answered 401: Authentication signature invalid.`,
      ],
    },
    isDone: hasFailed,
  },
};

describe('the drifts of the real Laravel’s work', { ...requireReal('laravel'), concurrency: 2 }, () => {
  test('without a drift all is well', async () => {
    assert.deepEqual(await seen([], hasEvent), PLAIN);
  });

  for (const [drift, { says, differs, isDone = hasEvent }] of Object.entries(DRIFTS)) {
    test(`${drift}: ${says}`, async () => {
      assert.deepEqual(await seen([drift], isDone), { ...PLAIN, ...differs });
    });
  }
});

async function seen(drifts: readonly string[], isDone: (bench: Bench) => boolean | Promise<boolean>): Promise<Seen> {
  await using api = await eventsApi();
  await using laravel = await startLaravel({ accounts: ACCOUNTS, reverb: api.app, workerHost: HOST, drifts });
  const canary = await member(laravel.url);
  await canary.order('nonce-1');
  const tick = await laravel.tick();
  await until('the work is done', () => isDone({ laravel, api, canary }));
  return {
    report: await canary.report(),
    events: api.published.map(hostAndAttempts),
    refusals: api.refusals(),
    pending: await pendingJobsOf(laravel),
    failedJobs: failedJobsOf(laravel),
    auth: authOf(await canary.authorise('private-users.1')),
    ...(await scheduled(laravel.url, tick)),
  };
}

function hostAndAttempts({ data }: Published): readonly [string, number] {
  const { host, attempts }: { host: string; attempts: number } = JSON.parse(data);
  return [host, attempts];
}

const authOf = ({ status, body }: Told): readonly [number, string] => [
  status,
  body.replace(/(?<=academy-key:)[0-9a-f]{64}/, '<signature>'),
];

async function scheduled(
  url: string,
  { exitCode, output }: Tick,
): Promise<Pick<Seen, 'exitCode' | 'tasks' | 'heartbeat' | 'check'>> {
  const heartbeat = await ask(url, 'GET /api/heartbeat');
  const { body } = await ask(url, 'GET /health/checks');
  const tasks = tasksOf(output);
  return { exitCode, tasks, heartbeat: ageOf(heartbeat), check: /"status":"(ok|failed)"/.exec(body)?.[1] ?? 'none' };
}

function ageOf({ body }: Told): string {
  const { scheduler }: { scheduler: { last_run_at: string | null } } = JSON.parse(body);
  if (scheduler.last_run_at === null) return 'never';
  const minutes = Math.floor((Date.now() - Date.parse(scheduler.last_run_at)) / MINUTE_MS);
  return minutes === 0 ? 'now' : `${minutes} minutes old`;
}
