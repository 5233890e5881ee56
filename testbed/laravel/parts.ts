import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram, missingParts } from '../requirements.ts';
import { APP, packagesOf } from './application.ts';

export type Part = {
  readonly name: string;
  /** What it is here: its version, or what stands in for it. */
  readonly is: string;
};

type Installed = {
  readonly composer: boolean;
  readonly laravel: string;
  readonly php: string;
  readonly phpredis: string;
};

const QUESTION = String.raw`
require 'bootstrap/autoload.php';
echo json_encode([
  'composer' => is_file('vendor/autoload.php'),
  'laravel' => Illuminate\Foundation\Application::VERSION,
  'php' => PHP_VERSION,
  'phpredis' => phpversion('redis'),
]);`;

/**
 * Which parts of the testbed are real on this machine, and which are not.
 *
 * @throws when a part that startLaravel needs is not installed
 */
export async function realParts(): Promise<readonly Part[]> {
  const missing = missingParts('laravel');
  if (missing.length > 0) throw new Error(`no real Laravel here, not installed: ${missing.join(', ')}`);
  const run = promisify(execFile);
  const { stdout } = await run('php', ['-r', QUESTION], { cwd: APP });
  const redis = await run(findProgram(/^redis-server$/) ?? 'redis-server', ['--version']);
  return partsOf(JSON.parse(stdout), packagesOf(APP), redis.stdout);
}

/**
 * @param packages what Composer has installed, with versions
 * @param redis what `redis-server --version` prints
 */
export const partsOf = (
  installed: Installed,
  packages: ReadonlyMap<string, string>,
  redis: string,
): readonly Part[] => [
  {
    name: 'laravel',
    is: `real, ${installed.laravel} ${installed.composer ? `of ${join('vendor', 'autoload.php')}` : 'of the distribution'}, PHP ${installed.php}`,
  },
  { name: 'queue', is: `real, redis-server ${/v=([\d.]+)/.exec(redis)?.[1] ?? '?'}, phpredis ${installed.phpredis}` },
  { name: 'scheduler', is: 'real, schedule:run' },
  {
    name: 'reverb',
    is: real(packages.get('laravel/reverb'), 'two instances of reverb:start') ?? `${GET}: two stand-ins take its place`,
  },
  {
    name: 'horizon',
    is: real(packages.get('laravel/horizon'), 'in place of queue:work') ?? `${GET}: the worker is queue:work`,
  },
];

const GET = 'not installed';

const real = (version: string | undefined, how: string): string | undefined =>
  version === undefined ? undefined : `real, ${version.replace(/^v/, '')}, ${how}`;
