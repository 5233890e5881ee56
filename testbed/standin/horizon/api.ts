import { type Answer, type Asked, jsonAnswer } from '../answer.ts';
import type { App } from '../app.ts';
import { forbidden, routeNotFound } from '../errors.ts';
import type { Json, JsonObject } from '../laravel-json.ts';
import { jobJson } from './job.ts';
import { type Job, nameOf } from '../queue/queue.ts';

/** Who may ask Horizon: those whose header holds the token. Undefined: nobody, as where there is no gate. */
export type HorizonGate = { readonly header: string; readonly token: string } | undefined;

const PROCESSES = 2;
const PAGE = 50;
const HOUR_MS = 60 * 60 * 1_000;
const MINUTE_MS = 60_000;
const MASTER_PID = 11_053;

/** `GET /horizon/api/{path}` */
export function showHorizon(asked: Asked, app: App, path: string): Answer {
  const { horizonGate: gate } = app;
  if (gate === undefined || asked.headers[gate.header.toLowerCase()] !== gate.token) return forbidden();
  const page = PAGES.get(path);
  if (page !== undefined) return jsonAnswer(page(app, asked));
  const [, id] = /^jobs\/(?:failed\/)?([^/]+)$/.exec(path) ?? [];
  if (id !== undefined) return jsonAnswer(oneJob(app, id));
  return /^(metrics\/(jobs|queues)|monitoring|batches)\/[^/]+$/.test(path) ? jsonAnswer([]) : routeNotFound();
}

const PAGES: ReadonlyMap<string, (app: App, asked: Asked) => Json> = new Map<string, (app: App, asked: Asked) => Json>([
  ['stats', stats],
  ['workload', workload],
  ['masters', masters],
  ['jobs/pending', listOf(({ status }) => status === 'pending' || status === 'reserved')],
  ['jobs/completed', listOf(({ status }) => status === 'completed')],
  ['jobs/failed', listOf(({ status }) => status === 'failed')],
  ['jobs/silenced', listOf(() => false)],
  ['monitoring', () => []],
  ['metrics/jobs', (app) => [...new Set(endedOf(app).map((job) => nameOf(job.work)))]],
  ['metrics/queues', (app) => (endedOf(app).length === 0 ? [] : ['default'])],
  ['batches', () => ({ batches: [] })],
]);

/** What this Horizon can see: nothing, when the workers look at another Redis. */
const endedOf = ({ queue }: App): readonly Job[] =>
  queue.jobs.filter(({ status }) => status === 'completed' || status === 'failed');

const isWorking = ({ settings: { workers } }: App): boolean => workers === 'here' || workers === 'paused';

const supervisorsOf = (app: App): number => (isWorking(app) ? PROCESSES : 0);

function stats(app: App): JsonObject {
  const { queue, settings, now } = app;
  const ended = endedOf(app);
  const measured = ended.length === 0 ? null : 'default';
  const isPaused = settings.workers === 'paused';
  return {
    failedJobs: ended.filter(({ status }) => status === 'failed').length,
    jobsPerMinute: ended.filter(({ endedAt = 0 }) => endedAt > now() - MINUTE_MS).length,
    pausedMasters: isPaused ? 1 : 0,
    periods: { failedJobs: 10_080, recentJobs: 60 },
    processes: supervisorsOf(app),
    queueWithMaxRuntime: measured,
    queueWithMaxThroughput: measured,
    recentJobs: queue.jobs.filter(({ pushedAt }) => pushedAt > now() - HOUR_MS).length,
    status: settings.workers === 'elsewhere' ? 'inactive' : isPaused ? 'paused' : 'running',
    wait: isWorking(app) ? { 'redis:default': 0 } : [],
  };
}

function workload(app: App): Json {
  if (!isWorking(app)) return [];
  const length = app.queue.jobs.filter(({ status }) => status === 'pending').length;
  return [{ name: 'default', length, wait: 0, processes: PROCESSES, split_queues: null }];
}

function masters(app: App): Json {
  const { settings } = app;
  if (settings.workers === 'elsewhere') return [];
  const name = `${settings.workerHost}-9QTt`;
  const status = settings.workers === 'paused' ? 'paused' : 'running';
  const supervisors = isWorking(app) ? [supervisor(name, status)] : [];
  return { [name]: { name, environment: 'local', pid: String(MASTER_PID), status, supervisors } };
}

/** Numbers of the options are texts: they come from Redis. */
const supervisor = (master: string, status: string): JsonObject => ({
  name: `${master}:supervisor-1`,
  master,
  pid: String(MASTER_PID + 9),
  status,
  processes: { 'redis:default': PROCESSES },
  options: {
    balance: 'auto',
    connection: 'redis',
    queue: 'default',
    backoff: '0',
    force: 'false',
    maxProcesses: String(PROCESSES),
    minProcesses: '1',
    maxTries: '1',
    maxTime: '0',
    maxJobs: '0',
    memory: '128',
    nice: '0',
    sleep: '3',
    timeout: '60',
    balanceCooldown: '3',
    balanceMaxShift: '1',
    parentId: '0',
    rest: '0',
  },
});

/** Fifty jobs, the newest first, and how many there are. */
function listOf(isListed: (job: Job) => boolean): (app: App, asked: Asked) => Json {
  return ({ queue }, { query }) => {
    const jobs = queue.jobs.filter(isListed).toReversed();
    const first = Number(query['starting_at'] ?? -1) + 1;
    return {
      jobs: jobs.slice(first, first + PAGE).map((job, index) => jobJson(job, first + index)),
      total: jobs.length,
    };
  };
}

/** `[]` for an unknown job, and for paths that look like one. */
function oneJob({ queue }: App, id: string): Json {
  const job = queue.jobs.find((job) => job.id === id);
  return job === undefined ? [] : jobJson(job, 0);
}
