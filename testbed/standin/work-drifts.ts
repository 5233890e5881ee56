import type { Settings } from './settings.ts';

/** One fault of an instance that its answers alone do not show. */
export type WorkDrift = {
  /** The drift of the catalogue it stands for. */
  readonly catalogue: string;
  /** One sentence. */
  readonly says: string;
  readonly change: (settings: Settings) => Settings;
};

const set =
  (changed: Partial<Settings>): WorkDrift['change'] =>
  (settings) => ({ ...settings, ...changed });

const inReverb =
  (changed: Partial<Settings['reverb']>): WorkDrift['change'] =>
  (settings) => ({ ...settings, reverb: { ...settings.reverb, ...changed } });

const inFront =
  (changed: Settings['front']): WorkDrift['change'] =>
  (settings) => ({ ...settings, front: { ...settings.front, ...changed } });

const inSchedule =
  (changed: Partial<Settings['schedule']>): WorkDrift['change'] =>
  (settings) => ({ ...settings, schedule: { ...settings.schedule, ...changed } });

/** What can be wrong with queue, scheduler, broadcasting and sockets. The real Laravel has the same names where it has the same faults. */
export const WORK_DRIFTS = {
  'queue-sync': {
    catalogue: 'D36',
    says: 'The queue is sync: the request does the work, and Horizon sees nothing of it.',
    change: set({ queue: 'sync' }),
  },
  'worker-elsewhere': {
    catalogue: 'D37',
    says: 'The workers look at another Redis: jobs wait for ever, and Horizon is inactive.',
    change: set({ workers: 'elsewhere' }),
  },
  'worker-foreign': {
    catalogue: 'D38',
    says: 'A worker of the other cloud takes the jobs.',
    change: set({ workerHost: 'another-cloud' }),
  },
  'job-vanishes': {
    catalogue: 'D40',
    says: 'Redis is full and drops jobs: they leave no trace.',
    change: set({ queue: 'evicting' }),
  },
  'job-twice': {
    catalogue: 'D42',
    says: 'A job is given to two workers, and both do it.',
    change: set({ runsTwice: true }),
  },
  'no-processes': {
    catalogue: 'D43',
    says: 'Horizon runs, and has no processes: its environment is unknown.',
    change: set({ workers: 'none' }),
  },
  'horizon-paused': {
    catalogue: 'D43',
    says: 'Horizon is paused: jobs wait.',
    change: set({ workers: 'paused' }),
  },
  'job-fails': {
    catalogue: 'D41',
    says: 'Every report fails, in all its tries.',
    change: set({ jobFails: true }),
  },
  'task-lost': {
    catalogue: 'D44',
    says: 'The task runs in the background and ends with its pod: DONE, and no effect.',
    change: inSchedule({ losesTask: true }),
  },
  'task-fails': {
    catalogue: 'D46',
    says: 'The task fails, and the exit code is 0.',
    change: inSchedule({ fails: true }),
  },
  'schedule-late': {
    catalogue: 'D45',
    says: 'The schedule runs 47 seconds after the minute begins.',
    change: inSchedule({ lateSeconds: 47 }),
  },
  'schedule-gap': {
    catalogue: 'D47',
    says: 'Every third minute nothing runs.',
    change: inSchedule({ skips: true }),
  },
  'schedule-double': {
    catalogue: 'D48',
    says: 'Two schedulers run everything.',
    change: inSchedule({ doubles: true }),
  },
  'schedule-paused': {
    catalogue: 'D49',
    says: 'The schedule is paused: nothing is ever ready to run.',
    change: inSchedule({ isPaused: true }),
  },
  'heartbeat-old': {
    catalogue: 'D45',
    says: 'The time that the scheduler writes is two hours old.',
    change: inSchedule({ beatAgeMs: 2 * 60 * 60 * 1_000 }),
  },
  'upgrade-stripped': {
    catalogue: 'D50',
    says: 'A proxy does not pass on the upgrade: sockets are answered with 500.',
    change: inFront({ stripsUpgrade: true }),
  },
  'apps-unrouted': {
    catalogue: 'D51',
    says: 'The gateway routes /app and not /apps: clients connect, nothing can be published.',
    change: inFront({ losesApps: true }),
  },
  'idle-cut': {
    catalogue: 'D52',
    says: 'The load balancer cuts sockets that are idle for half a second.',
    change: inFront({ idleMs: 500 }),
  },
  'origin-refused': {
    catalogue: 'D54',
    says: 'Reverb does not know the origin of the site.',
    change: inReverb({ allowedOrigins: ['elsewhere.example'] }),
  },
  'reverb-key': {
    catalogue: 'D55',
    says: 'Reverb knows the application by another key.',
    change: inReverb({ hasOtherKey: true }),
  },
  'reverb-secret': {
    catalogue: 'D55',
    says: 'The application signs with another secret than that of Reverb.',
    change: set({ publishes: 'wrong-secret' }),
  },
  'broadcast-guard': {
    catalogue: 'D56',
    says: 'The guard of the channels knows nobody: every channel is refused with 403.',
    change: set({ channelAuth: 'forbidden' }),
  },
  'broadcast-path': {
    catalogue: 'D56',
    says: 'The route of the channels is under another prefix: 404.',
    change: set({ channelAuth: 'not-there' }),
  },
  'broadcast-csrf': {
    catalogue: 'D56',
    says: 'The route of the channels wants a CSRF token: 419.',
    change: set({ channelAuth: 'csrf' }),
  },
  'broadcast-login': {
    catalogue: 'D56',
    says: 'The route of the channels leads to the login page.',
    change: set({ channelAuth: 'login-page' }),
  },
  'broadcast-html': {
    catalogue: 'D56',
    says: 'The route of the channels answers with a page.',
    change: set({ channelAuth: 'html' }),
  },
  'reverb-host': {
    catalogue: 'D57',
    says: 'The worker publishes to where nobody listens.',
    change: set({ publishes: 'nowhere' }),
  },
  'scaling-off': {
    catalogue: 'D58',
    says: 'The instances of Reverb know nothing of each other.',
    change: set({ scaling: 'off' }),
  },
  'scaling-broken': {
    catalogue: 'D58',
    says: 'The Redis between the instances of Reverb is away.',
    change: set({ scaling: 'broken' }),
  },
  'reverb-down': {
    catalogue: 'D60',
    says: 'No instance of Reverb comes up: the gateway has nobody to send sockets to.',
    change: inReverb({ isDown: true }),
  },
  'foreign-events': {
    catalogue: 'D61',
    says: 'Events of one tenant reach the sockets of all.',
    change: inReverb({ mixesApps: true }),
  },
  'size-limits': {
    catalogue: 'D63',
    says: 'Messages and events may have 2,000 bytes instead of 10,000.',
    change: inReverb({ maxMessageSize: 2_000, maxRequestSize: 2_000 }),
  },
  'broadcast-null': {
    catalogue: 'D64',
    says: 'The broadcaster is null: nothing is sent, and nothing fails.',
    change: set({ broadcaster: 'null' }),
  },
  'broadcast-log': {
    catalogue: 'D64',
    says: 'The broadcaster is log: nothing is sent, and nothing fails.',
    change: set({ broadcaster: 'log' }),
  },
} as const satisfies Record<string, WorkDrift>;

export type WorkDriftId = keyof typeof WORK_DRIFTS;

export const WORK_DRIFT_IDS: readonly string[] = Object.keys(WORK_DRIFTS);

export const isWorkDriftId = (name: string): name is WorkDriftId => Object.hasOwn(WORK_DRIFTS, name);

/** The settings of an instance with these drifts. */
export const withWorkDrifts = (settings: Settings, ids: readonly WorkDriftId[]): Settings =>
  ids.reduce((changed, id) => WORK_DRIFTS[id].change(changed), settings);
