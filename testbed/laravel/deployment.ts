import { randomUUID } from 'node:crypto';
import { startRealtime } from '../standin/realtime.ts';
import type { ReverbApp } from '../standin/reverb/app.ts';
import { redisRelay } from '../standin/reverb/redis-relay.ts';
import { WELL } from '../standin/settings.ts';
import { APP, packagesOf } from './application.ts';
import type { LaravelOptions, RedisAddress } from './options.ts';
import { type Sockets, startRealReverb } from './reverb.ts';
import { startLaravel } from './start.ts';

export type DeploymentOptions = Omit<LaravelOptions, 'reverb' | 'schedule'> & {
  /** Holds the queue, and joins the two instances of Reverb. */
  readonly redis: RedisAddress;
  readonly app: Pick<ReverbApp, 'id' | 'key' | 'secret'>;
  /** Where sockets are taken on 127.0.0.1. Default: a free one. */
  readonly socketPort?: number;
};

/** All that a target is made of. */
export type Deployment = {
  /** `http://<host>:<port>`, or https */
  readonly url: string;
  /** `ws://<host>:<port>`, or wss */
  readonly socketUrl: string;
  /** May be called again. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * Starts a whole deployment of the academy: the real Laravel with its queue and scheduler, and two instances of Reverb
 * that the real Redis joins, behind one address: the real Reverb where Composer brought it, else the stand-in's. The
 * schedule has run once when it is there.
 *
 * @throws as startLaravel; the error of the socket when its port is taken
 */
export async function startDeployment(options: DeploymentOptions): Promise<Deployment> {
  await using stack = new AsyncDisposableStack();
  const sockets = stack.use(await startSockets(options));
  const { hostname, port } = new URL(sockets.url);
  const reverb = {
    host: hostname,
    port: Number(port),
    appId: options.app.id,
    key: options.app.key,
    secret: options.app.secret,
  };
  const laravel = stack.use(await startLaravel({ workerHost: WORKER, ...options, reverb, schedule: 'each-minute' }));
  const owned = stack.move();
  const stop = async (): Promise<void> => await owned.disposeAsync();
  return {
    url: laravel.url,
    socketUrl: laravel.socketUrl ?? sockets.url.replace(/^http:/, 'ws:'),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function startSockets({ application = APP, redis, app, socketPort }: DeploymentOptions): Promise<Sockets> {
  // Deployments may share a Redis, and are no neighbours for that.
  const channel = `reverb-${randomUUID()}`;
  const port = socketPort === undefined ? {} : { port: socketPort };
  if (packagesOf(application).has('laravel/reverb'))
    return startRealReverb({ application, app, redis, channel, ...port });
  const realtime = await startRealtime({ app, relay: redisRelay({ redis, channel }), ...port }, WELL, '127.0.0.1');
  return { url: realtime.front.url, [Symbol.asyncDispose]: () => realtime[Symbol.asyncDispose]() };
}

/** As the tenant `testbed` knows its workers. */
const WORKER = 'academy-worker-1';
