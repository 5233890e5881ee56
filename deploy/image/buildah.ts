import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Runs a program to its end, and gives what it wrote. @throws with all it said when it fails */
export function finish(program: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', input, maxBuffer: 1 << 28 });
  if (status === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? `exit code ${status}`}\n${stdout}\n${stderr}`);
}

/** buildah with a store of its own, so that nothing of it stays on the machine. */
export type Buildah = (...args: readonly string[]) => string;

/** @param folder of the store; deleted by whoever made it */
export function buildahIn(folder: string): Buildah {
  const store = ['--root', join(folder, 'store'), '--runroot', join(folder, 'run'), '--storage-driver', 'overlay'];
  return (...args) => finish('buildah', [...store, ...args]).trim();
}
