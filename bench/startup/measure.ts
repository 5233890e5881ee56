import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CONTESTANTS, type Contestant, type ContestantName } from './contestants.ts';

const run = promisify(execFile);

export type Sample = {
  /** Milliseconds from start to end of the whole process. */
  readonly wallMs: number;
  /** User and system, of the process and those it waited for. */
  readonly cpuMs: number;
  /** Resident, of the largest process alone. */
  readonly peakMiB: number;
};

/**
 * One run of a contestant from start to end, under GNU time.
 *
 * @throws when it ends with another code than 0: what did not pass is not measured
 */
export async function measure(name: ContestantName, url: string): Promise<Sample> {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const contestant: Contestant = CONTESTANTS[name];
    const { args, env = {} } = contestant.command(url, scratch);
    const file = join(scratch, 'time');
    const began = performance.now();
    await run('/usr/bin/time', ['--format', '%U %S %M', '--output', file, process.execPath, ...args], {
      env: { ...process.env, BENCH_URL: url, BENCH_PASSWORD: 'never-sent-anywhere', ...env },
    });
    const wallMs = performance.now() - began;
    const [user = 0, system = 0, kilobytes = 0] = (await readFile(file, 'utf8')).trim().split(' ').map(Number);
    return { wallMs, cpuMs: (user + system) * 1_000, peakMiB: kilobytes / 1_024 };
  } finally {
    await rm(scratch, { recursive: true });
  }
}
