import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Ended, parity, ROOT } from './cli.ts';
import type { Served } from './served.ts';

/** One short run, and little patience with sinks. */
export const SMOKE = ['--scenario', 'health', '--suite', 'smoke', '--sink-timeout', '0.3'];

export type Line = Readonly<Record<string, unknown>>;

/** The last line of a process that was killed may be half. */
export const linesOf = (stdout: string): readonly Line[] =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map((line): Line => JSON.parse(line));

/** Ids of the runs that somebody was told of. */
export const runsIn = (stdout: string): readonly string[] =>
  linesOf(stdout)
    .filter(({ kind }) => kind === 'run')
    .map(({ run }) => String(run));

/** Scenarios that did not pass. */
export const blamed = (stdout: string): readonly Line[] =>
  linesOf(stdout).filter(({ kind, verdict }) => kind === 'scenario' && verdict !== 'pass');

export const monitorOnce = (
  { home, env }: Pick<Served, 'home' | 'env'>,
  faro: string,
  ...more: readonly string[]
): Promise<Ended> => parity(['monitor', 'once', '--home', home, ...SMOKE, '--faro', faro, ...more], env);

/**
 * A run that somebody can stop.
 *
 * @param inside a command that runs another one
 */
export function start({ home, env }: Served, faro: string, args: readonly string[], inside: readonly string[] = []) {
  const monitor = [join(ROOT, 'src/cli/main.mjs'), 'monitor', 'once', '--home', home, '--faro', faro, ...args];
  const [program = '', ...rest] = [...inside, process.execPath, ...monitor];
  const child = spawn(program, rest, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const ended = once(child, 'close').then(([exitCode]) => ({ exitCode: Number(exitCode), stdout, stderr }));
  return { process: child, firstLine: once(child.stdout, 'data'), ended };
}
