import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram, missingParts } from '../requirements.ts';
import type { Accounts } from '../standin/start.ts';
import { demandDrifts } from './drifts.ts';
import { freePort, PortTaken, untilWell } from './ready.ts';
import { authorityOf, fpmConfig, nginxConfig, redisConfig, redisSocket, type Site, type TlsFiles } from './services.ts';
import { supervise } from './supervise.ts';

const APP = fileURLToPath(new URL('app', import.meta.url));
const ATTEMPTS_TO_GET_A_FREE_PORT = 3;

export type LaravelOptions = {
  /** A loopback address of this machine. Default 127.0.0.1. */
  readonly host?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** What this instance gets wrong on purpose: names of LARAVEL_DRIFTS. */
  readonly drifts?: readonly string[];
  /** What may change from answer to answer: fields that are new each time; lists whose order says nothing. */
  readonly varies?: readonly ('volatile' | 'order')[];
  /** Other rows of the same schema, the same ones for the same number. Default 0: those of the seed file. */
  readonly dataSet?: number;
  /** Sent as `X-App-Revision`. Default `dev`. */
  readonly revision?: string;
  readonly accounts: Accounts;
  /** Logins per minute and client address. Default 600. */
  readonly loginLimit?: number;
  /** Makes the url an https one. */
  readonly tls?: TlsFiles;
  /** A running server to use instead of one of its own. */
  readonly redis?: { readonly host: string; readonly port: number };
};

export type Laravel = {
  /** `http://<host>:<port>`, or https */
  readonly url: string;
  /** The temporary folder of the instance: its logs, its configuration, its database. */
  readonly folder: string;
  /** Ends every process of the instance and removes its folder. May be called again. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** What startLaravel needs and does not find, each with how to get it; empty when it can start. */
export const missingComponents = (): readonly string[] => missingParts('laravel');

/**
 * Starts one instance of the academy on the real Laravel: PHP-FPM behind nginx, SQLite and Redis, all its own.
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
  const services = supervise(site.folder, commands(options), environment);
  const stop = (): Promise<void> => services.stop();
  try {
    await fillDatabase(environment, options.accounts);
    await untilWell(site);
  } catch (cause) {
    await stop();
    throw cause;
  }
  const url = `${options.tls ? 'https' : 'http'}://${authorityOf(site)}`;
  return { url, folder: site.folder, stop, [Symbol.asyncDispose]: stop };
}

async function makeSite(host: string, port: number, { drifts = [], tls }: LaravelOptions): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'academy-'));
  const isRoot = process.getuid?.() === 0;
  const edgeErrors = drifts.includes('edge-html');
  const site = { folder, publicFolder: join(APP, 'public'), host, port, isRoot, edgeErrors, ...(tls && { tls }) };
  for (const name of ['cache', 'storage/logs', 'storage/framework/views', 'storage/app']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  await writeFile(join(folder, 'storage/database.sqlite'), '');
  await writeFile(join(folder, 'redis.conf'), redisConfig(folder));
  await writeFile(join(folder, 'php-fpm.conf'), fpmConfig(site));
  await writeFile(join(folder, 'nginx.conf'), nginxConfig(site));
  return site;
}

/** Run in the folder of the instance. */
const commands = ({ redis }: LaravelOptions): readonly string[] => [
  ...(redis ? [] : [`'${findProgram(/^redis-server$/)}' redis.conf`]),
  `'${findProgram(/^php-fpm[\d.]*$/)}' -F -R -y php-fpm.conf -d expose_php=0`,
  `'${findProgram(/^nginx$/)}' -p . -c nginx.conf -e nginx.log`,
];

/** Nothing of this process's own environment but PATH: it may hold secrets of others. */
const environmentOf = (folder: string, options: LaravelOptions): Readonly<Record<string, string>> => ({
  PATH: process.env['PATH'] ?? '',
  APP_KEY: `base64:${randomBytes(32).toString('base64')}`,
  APP_CONFIG_CACHE: join(folder, 'cache/config.php'),
  APP_EVENTS_CACHE: join(folder, 'cache/events.php'),
  APP_PACKAGES_CACHE: join(folder, 'cache/packages.php'),
  APP_ROUTES_CACHE: join(folder, 'cache/routes.php'),
  APP_SERVICES_CACHE: join(folder, 'cache/services.php'),
  ACADEMY_HOME: folder,
  ACADEMY_REVISION: options.revision ?? 'dev',
  ...answersOf(options),
  ACADEMY_LOGIN_LIMIT: String(options.loginLimit ?? 600),
  ACADEMY_REDIS_HOST: options.redis?.host ?? redisSocket(folder),
  ACADEMY_REDIS_PORT: String(options.redis?.port ?? 0),
  ACADEMY_REDIS_PREFIX: `${basename(folder)}:`,
});

/** What the instance gets wrong, and what it may answer otherwise and still be right. */
const answersOf = ({ drifts = [], varies = [], dataSet = 0 }: LaravelOptions): Readonly<Record<string, string>> => ({
  ACADEMY_DRIFTS: drifts.join(','),
  ACADEMY_VARIES: varies.join(','),
  ACADEMY_DATA_SET: String(dataSet),
});

/** The accounts are known to this one process; the database keeps a hash. */
function fillDatabase(environment: Readonly<Record<string, string>>, accounts: Accounts): Promise<void> {
  const env = {
    ...environment,
    ACADEMY_CANARY_EMAIL: accounts.canary.email,
    ACADEMY_CANARY_PASSWORD: accounts.canary.password,
    ACADEMY_REFUSED_EMAIL: accounts.refused.email,
    // An exception's text is wrapped at the width of the terminal.
    COLUMNS: '1000',
  };
  const done = Promise.withResolvers<void>();
  execFile('php', ['artisan', 'migrate', '--seed', '--force'], { cwd: APP, env, timeout: 30_000 }, (failure, said) =>
    failure ? done.reject(new Error(`php artisan migrate --seed failed: ${lastLine(said, failure)}`)) : done.resolve(),
  );
  return done.promise;
}

/** artisan prints every exception of a chain; the last one, the first cause, has no SQL with the hash of a password. */
const lastLine = (said: string, { message }: Error): string => said.trim().split('\n').at(-1)?.trim() || message;
