import { execFile } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

export type Ended = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

/** No run of a test takes so long, in milliseconds; one that never ends must not hold up the others. */
const MOST_MS = 120_000;

/** Runs the real command in a process of its own, here or in a copy. `CI` is not inherited unless given. */
export function parity(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  root = ROOT,
): Promise<Ended> {
  const { CI: _ci, ...inherited } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, 'src/cli/main.mjs'), ...args],
      {
        cwd: root,
        env: { ...inherited, ...env },
        maxBuffer: 64 * 1024 * 1024,
        timeout: MOST_MS,
        killSignal: 'SIGKILL',
      },
      (_error, stdout, stderr) => resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
