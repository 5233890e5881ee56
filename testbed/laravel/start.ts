import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingParts } from '../requirements.ts';
import { APP, packagesOf } from './application.ts';
import { commandsOf } from './commands.ts';
import { demandDrifts } from './drifts.ts';
import { type Environment, environmentOf } from './environment.ts';
import type { LaravelOptions } from './options.ts';
import { freePort, PortTaken, untilScheduled, untilWell, untilWorking } from './ready.ts';
import { SCHEDULE_LOG, tick, type Tick } from './schedule.ts';
import { authorityOf, fpmConfig, nginxConfig, redisConfig, type Site } from './services.ts';
import { supervise } from './supervise.ts';

const ATTEMPTS_TO_GET_A_FREE_PORT = 3;

export type Laravel = {
  /** `http://<host>:<port>`, or https */
  readonly url: string;
  /** `ws://<host>:<port>`, or wss; when nginx passes sockets on. */
  readonly socketUrl?: string;
  /** The temporary folder of the instance: its logs, its configuration, its database. */
  readonly folder: string;
  /** Runs the scheduled tasks that are due in this minute. */
  tick(): Promise<Tick>;
  /** Ends every process of the instance and removes its folder. May be called again. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** What startLaravel needs and does not find, each with how to get it; empty when it can start. */
export const missingComponents = (): readonly string[] => missingParts('laravel');

/**
 * Starts one instance of the academy on the real Laravel: PHP-FPM behind nginx, a queue worker, SQLite and Redis, all
 * its own.
 *
 * It lives in a temporary folder, which goes when the instance is stopped or this process ends, however it ends.
 *
 * @throws when something is not installed, a drift is unknown, the port is taken or the instance does not get well
 */
export async function startLaravel(options: LaravelOptions): Promise<Laravel> {
  demandDrifts(options.drifts ?? []);
  const missing = missingComponents();
  if (missing.length > 0) throw new Error(`the real Laravel cannot start, not installed: ${missing.join(', ')}`);
  const { host = '127.0.0.1', port } = options;
  if (port !== undefined) return startOn(host, await freePort(host, port), options);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOn(host, await freePort(host), options);
    } catch (cause) {
      if (!(cause instanceof PortTaken) || attempt === ATTEMPTS_TO_GET_A_FREE_PORT) throw cause;
    }
  }
}

async function startOn(host: string, port: number, options: LaravelOptions): Promise<Laravel> {
  const site = await makeSite(host, port, options);
  const environment = environmentOf(site.folder, options);
  const services = supervise(site.folder, commandsOf(site.folder, options), environment);
  const stop = (): Promise<void> => services.stop();
  try {
    await fillDatabase(environment, options);
    await untilWell(site);
    const { opsToken } = options;
    if (opsToken !== undefined && isWatched(options)) await untilWorking(site.folder, opsToken);
    if (options.schedule === 'each-minute') await untilScheduled(site.folder);
  } catch (cause) {
    await stop();
    throw cause;
  }
  const url = (scheme: string, port: number): string =>
    `${scheme}${options.tls ? 's' : ''}://${authorityOf({ host, port })}`;
  const tickOnce = (): Promise<Tick> => tick(options.application ?? APP, site.folder, environment);
  return {
    url: url('http', port),
    ...(site.sockets && { socketUrl: url('ws', site.sockets.port) }),
    folder: site.folder,
    tick: tickOnce,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Does Horizon see the workers? Not those that are elsewhere. */
const isWatched = ({ application = APP, drifts = [] }: LaravelOptions): boolean =>
  packagesOf(application).has('laravel/horizon') && !drifts.includes('worker-elsewhere');

async function makeSite(host: string, port: number, options: LaravelOptions): Promise<Site> {
  const { application = APP, drifts = [], tls } = options;
  const folder = await mkdtemp(join(tmpdir(), 'academy-'));
  const isRoot = process.getuid?.() === 0;
  const edgeErrors = drifts.includes('edge-html');
  const sockets = await socketsOf(host, options);
  const site: Site = {
    folder,
    publicFolder: join(application, 'public'),
    host,
    port,
    isRoot,
    edgeErrors,
    ...(tls && { tls }),
    ...(sockets && { sockets }),
  };
  for (const name of ['cache', 'storage/logs', 'storage/framework/views', 'storage/app']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  await writeFile(join(folder, 'storage/database.sqlite'), '');
  await writeFile(join(folder, SCHEDULE_LOG), '');
  // What `artisan down` leaves; the API does not look at it, the scheduler does.
  if (drifts.includes('schedule-paused')) await writeFile(join(folder, 'storage/framework/down'), '{}');
  await writeFile(join(folder, 'redis.conf'), redisConfig(folder));
  await writeFile(join(folder, 'php-fpm.conf'), fpmConfig(site));
  await writeFile(join(folder, 'nginx.conf'), nginxConfig(site));
  return site;
}

async function socketsOf(host: string, { reverb, passesSockets = false }: LaravelOptions): Promise<Site['sockets']> {
  if (reverb === undefined || !passesSockets) return undefined;
  return { port: await freePort(host), to: authorityOf(reverb) };
}

/** The accounts are known to this one process; the database keeps a hash. */
function fillDatabase(environment: Environment, { accounts, application: cwd = APP }: LaravelOptions): Promise<void> {
  const env = {
    ...environment,
    ACADEMY_CANARY_EMAIL: accounts.canary.email,
    ACADEMY_CANARY_PASSWORD: accounts.canary.password,
    ACADEMY_REFUSED_EMAIL: accounts.refused.email,
    // An exception's text is wrapped at the width of the terminal.
    COLUMNS: '1000',
  };
  const done = Promise.withResolvers<void>();
  execFile('php', ['artisan', 'migrate', '--seed', '--force'], { cwd, env, timeout: 30_000 }, (failure, said) =>
    failure ? done.reject(new Error(`php artisan migrate --seed failed: ${lastLine(said, failure)}`)) : done.resolve(),
  );
  return done.promise;
}

/** artisan prints every exception of a chain; the last one, the first cause, has no SQL with the hash of a password. */
const lastLine = (said: string, { message }: Error): string => said.trim().split('\n').at(-1)?.trim() || message;
