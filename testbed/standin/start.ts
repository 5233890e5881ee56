import type { Answer, Asked } from './answer.ts';
import { type Accounts, type App, createApp } from './app.ts';
import { type AnyDriftId, drifted, isAnswerDrift } from './drifts.ts';
import type { HorizonGate } from './horizon/api.ts';
import { withStandardHeaders } from './middleware.ts';
import { refusedByNginx } from './nginx.ts';
import { handleJob } from './queue/handle.ts';
import { startWorker } from './queue/worker.ts';
import { type Realtime, type RealtimeOptions, startRealtime } from './realtime.ts';
import { createForward } from './reverb/forward.ts';
import { route } from './routes.ts';
import { everyMinute, runPast, tick } from './scheduler/schedule.ts';
import { listening } from './listening.ts';
import { serve, stopServer } from './serve.ts';
import { type Settings, WELL } from './settings.ts';
import { isWorkDriftId, withWorkDrifts } from './work-drifts.ts';

export type { Accounts } from './app.ts';
export { expandDrifts } from './drifts.ts';

export type StandinOptions = {
  /** An address of this machine. Default 127.0.0.1. */
  readonly host?: string;
  /** Of the API. Default: a free one. */
  readonly port?: number;
  /** What this instance gets wrong on purpose. */
  readonly drifts?: readonly AnyDriftId[];
  /** Sent as `X-App-Revision`. Default `dev`. */
  readonly revision?: string;
  readonly accounts: Accounts;
  /** Logins per minute and client address. Default 600. */
  readonly loginLimit?: number;
  readonly realtime?: RealtimeOptions;
  /** Who may ask Horizon. Default: nobody. */
  readonly horizon?: HorizonGate;
  /** What `X-Ops-Token` must say. Default: nobody is an operator. */
  readonly opsToken?: string;
  /** What a job says about where it ran, and how long it waits, in milliseconds. */
  readonly worker?: { readonly host?: string; readonly delayMs?: number };
  /** Its clock, in milliseconds since the epoch. Default: the machine's. */
  readonly now?: () => number;
  /** How many minutes the scheduler has run already, and whether it goes on by itself. Default 10, and it does. */
  readonly schedule?: { readonly past?: number; readonly goesOn?: boolean };
};

export type Standin = {
  /** `http://<host>:<port>`: the API; `/app/{key}` and `/apps/…` of Reverb are there too. */
  readonly url: string;
  readonly realtime: {
    /** `ws://<host>:<port>`: both instances behind one address. */
    readonly url: string;
    /** The same of each instance. */
    readonly instances: readonly string[];
    readonly appId: string;
    readonly key: string;
    /** Cuts every socket, as a gateway does that gets a new configuration. */
    readonly drain: () => void;
  };
  /** Runs the scheduler once. @param at milliseconds since the epoch. Default: now. @returns what it printed */
  readonly tick: (at?: number) => string;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * Starts an instance of the academy in this process: it answers as a real Laravel behind nginx does, with a queue and
 * its worker, a scheduler, Horizon, and two instances of Reverb.
 *
 * @throws the error of the socket when the port is taken
 */
export async function startStandin(options: StandinOptions): Promise<Standin> {
  const { host = '127.0.0.1', port = 0, drifts = [], schedule: { past = 10, goesOn = true } = {} } = options;
  const settings = withWorkDrifts(settingsOf(options), drifts.filter(isWorkDriftId));
  await using stack = new AsyncDisposableStack();
  const realtime = stack.use(await startRealtime(options.realtime ?? {}, settings, host));
  const app = appOf(options, settings, realtime);
  runPast(app.schedule, past, app.now());
  if (goesOn) stack.use(everyMinute(app.schedule, app.now));
  if (settings.workers === 'here') stack.use(startWorker(workerOf(app)));
  const faulty = drifts.filter(isAnswerDrift);
  const forward = createForward(
    realtime.instances.map(({ url }) => url),
    settings.front,
  );
  const answer = async (asked: Asked): Promise<Answer> =>
    refusedByNginx(asked) ?? drifted(await answerOf(asked, app), asked, faulty);
  const server = serve(answer, forward, app.now);
  const url = await listening(server, port, host);
  stack.defer(async () => await stopServer(server, forward));
  const owned = stack.move();
  const stop = async (): Promise<void> => await owned.disposeAsync();
  return {
    url,
    realtime: shownOf(realtime),
    tick: (at = app.now()) => tick(app.schedule, at),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const settingsOf = ({
  worker: { host = WELL.workerHost, delayMs = WELL.workerDelayMs } = {},
}: StandinOptions): Settings => ({
  ...WELL,
  workerHost: host,
  workerDelayMs: delayMs,
});

const appOf = (options: StandinOptions, settings: Settings, { publisher, app: { key, secret } }: Realtime): App =>
  createApp({
    accounts: options.accounts,
    revision: options.revision ?? 'dev',
    loginLimit: options.loginLimit ?? 600,
    settings,
    publisher,
    // An application that has another secret than Reverb signs channels with it too.
    broadcasting: { key, secret: settings.publishes === 'wrong-secret' ? publisher.app.secret : secret },
    horizonGate: options.horizon,
    opsToken: options.opsToken ?? '',
    now: options.now ?? Date.now,
  });

const workerOf = (app: App): Parameters<typeof startWorker>[0] => ({
  queue: app.queue,
  handle: async (job) => await handleJob(app, job),
  delayMs: app.settings.workerDelayMs,
  now: app.now,
});

const shownOf = ({ front, instances, app }: Realtime): Standin['realtime'] => ({
  url: socketUrl(front.url),
  instances: instances.map(({ url }) => socketUrl(url)),
  appId: app.id,
  key: app.key,
  drain: front.drain,
});

const socketUrl = (url: string): string => url.replace(/^http:/, 'ws:');

const answerOf = async (asked: Asked, app: App): Promise<Answer> =>
  withStandardHeaders(await route(asked, app), asked, app.revision);
