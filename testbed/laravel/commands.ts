import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../requirements.ts';
import { APP, packagesOf } from './application.ts';
import { workerEnvironment } from './environment.ts';
import type { LaravelOptions } from './options.ts';
import { SCHEDULE_LOG } from './schedule.ts';

const KEEP = fileURLToPath(new URL('keep.sh', import.meta.url));

/** The services of an instance, as shell commands that run in its folder. */
export const commandsOf = (folder: string, options: LaravelOptions): readonly string[] => [
  ...(options.redis ? [] : [`${program(/^redis-server$/)} redis.conf`]),
  `${program(/^php-fpm[\d.]*$/)} -F -R -y php-fpm.conf -d expose_php=0`,
  `${program(/^nginx$/)} -p . -c nginx.conf -e nginx.log`,
  ...workers(folder, options),
  ...(options.schedule === 'each-minute' ? [scheduler(options)] : []),
];

/** Horizon where Composer brought it. A job is only given to a second worker when there is one. */
function workers(folder: string, options: LaravelOptions): readonly string[] {
  const { application = APP, drifts = [] } = options;
  const settings = Object.entries(workerEnvironment(folder, options)).map(
    ([name, value]) => `${name}=${quoted(value)}`,
  );
  const keptArtisan = `env ${settings.join(' ')} ${kept('soon')} ${artisan(application)}`;
  if (packagesOf(application).has('laravel/horizon')) return [`${keptArtisan} horizon`];
  const worker = `${keptArtisan} queue:work redis --sleep=0.1 --tries=1 --force`;
  return drifts.includes('job-twice') ? [worker, worker] : [worker];
}

const scheduler = ({ application = APP }: LaravelOptions): string =>
  `${kept('each-minute')} ${artisan(application)} schedule:run >>${SCHEDULE_LOG} 2>&1`;

/** One instance of the real Reverb, as a shell command. */
export const reverbCommand = (application: string, host: string, port: number): string =>
  `${artisan(application)} reverb:start --host=${host} --port=${port}`;

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const program = (pattern: RegExp): string => quoted(findProgram(pattern) ?? '');
const kept = (when: 'soon' | 'each-minute'): string => `sh ${quoted(KEEP)} ${when}`;
const artisan = (application: string): string => `php ${quoted(join(application, 'artisan'))}`;
