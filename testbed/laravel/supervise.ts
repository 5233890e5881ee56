import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { withDeadline } from '../../src/time/deadline.ts';

const SCRIPT = fileURLToPath(new URL('supervise.sh', import.meta.url));
const STOP_MS = 5_000;

export type Supervised = {
  /** Ends the services and removes their folder. May be called again. */
  stop(): Promise<void>;
};

/**
 * Runs services that must not outlive this process, nor leave their folder behind, however this process ends: a shell
 * in a session of its own starts them and waits for the end of its standard input.
 *
 * @param folder where they run; removed when they end
 * @param commands one shell command each; none may fork away
 */
export function supervise(
  folder: string,
  commands: readonly string[],
  environment: Readonly<Record<string, string>>,
): Supervised {
  const shell = spawn('/bin/sh', [SCRIPT, folder, ...commands], {
    env: environment,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(shell, 'exit');
  let stopping: Promise<void> | undefined;
  return { stop: () => (stopping ??= stop(shell, ended, folder)) };
}

async function stop({ stdin }: ChildProcess, ended: Promise<unknown>, folder: string): Promise<void> {
  stdin?.end();
  try {
    await withDeadline(STOP_MS, new AbortController().signal, () => ended);
  } catch (cause) {
    throw new Error(`the services in ${folder} did not end within ${STOP_MS / 1_000} s; end them by hand`, { cause });
  }
}
