import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import type { LaravelOptions, ReverbApp } from './options.ts';
import { redisSocket } from './services.ts';

export type Environment = Readonly<Record<string, string>>;

/** Nothing of this process's own environment but PATH: it may hold secrets of others. */
export const environmentOf = (folder: string, options: Omit<LaravelOptions, 'accounts'>): Environment => ({
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
  OPS_TOKEN: options.opsToken ?? '',
  ...broadcasting(options.reverb),
});

/** What the instance gets wrong, and what it may answer otherwise and still be right. */
const answersOf = ({ drifts = [], varies = [], dataSet = 0 }: Omit<LaravelOptions, 'accounts'>): Environment => ({
  ACADEMY_DRIFTS: drifts.join(','),
  ACADEMY_VARIES: varies.join(','),
  ACADEMY_DATA_SET: String(dataSet),
});

const broadcasting = (reverb: ReverbApp | undefined): Environment =>
  reverb === undefined
    ? { BROADCAST_CONNECTION: 'null' }
    : {
        BROADCAST_CONNECTION: 'reverb',
        REVERB_HOST: reverb.host,
        REVERB_PORT: String(reverb.port),
        REVERB_APP_ID: reverb.appId,
        REVERB_APP_KEY: reverb.key,
        REVERB_APP_SECRET: reverb.secret,
      };

/** What is different for a worker. */
export function workerEnvironment(
  folder: string,
  { drifts = [], workerHost = hostname() }: LaravelOptions,
): Environment {
  const host = drifts.includes('worker-foreign') ? FOREIGN_WORKER : workerHost;
  const prefix = drifts.includes('worker-elsewhere') ? { ACADEMY_REDIS_PREFIX: `${basename(folder)}-elsewhere:` } : {};
  const broadcaster = drifts.includes('worker-mute') ? { BROADCAST_CONNECTION: 'null' } : {};
  return { ACADEMY_HOST_NAME: host, ...prefix, ...broadcaster };
}

/** The machine a job says it ran on when another cloud's worker took it. */
export const FOREIGN_WORKER = 'another-cloud';
