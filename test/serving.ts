import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from './cli.ts';
import type { Served } from './served.ts';

/** A `parity monitor serve` in a process of its own. Disposing it ends it. */
export type Serving = AsyncDisposable & {
  readonly url: string;
  /** The sum of all series of a counter. */
  readonly counted: (name: string) => Promise<number>;
  /** Waits until a counter has this value at least. */
  readonly until: (name: string, least: number) => Promise<void>;
  /** What the system says of the process. */
  readonly size: () => { readonly residentMiB: number; readonly handles: number };
  readonly stop: () => Promise<{ readonly exitCode: number; readonly stderr: string }>;
};

const PATIENCE_MS = 600_000;

export async function startServe({ home, env }: Served, ...args: readonly string[]): Promise<Serving> {
  const command = [
    join(ROOT, 'src/cli/main.mjs'),
    'monitor',
    'serve',
    '--home',
    home,
    '--listen',
    '127.0.0.1:0',
    ...args,
  ];
  // A small heap: V8 would rather grow than clean up, and a leak would hide in that.
  const child = spawn(process.execPath, ['--max-old-space-size=64', '--max-semi-space-size=1', ...command], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  const found = Promise.withResolvers<string>();
  createInterface(child.stderr).on('line', (line) => {
    stderr += `${line}\n`;
    const url = /^serving (?<url>\S+)\/status/.exec(line)?.groups?.['url'];
    if (url !== undefined) found.resolve(url);
  });
  const closed = once(child, 'close').then(([exitCode]) => {
    found.reject(new Error(`the monitor ended with ${exitCode}: ${stderr}`));
    return Number(exitCode);
  });
  const url = await found.promise;
  const counted = async (name: string): Promise<number> => sumOf(await (await fetch(`${url}/metrics`)).text(), name);
  const stop = async () => {
    child.kill('SIGTERM');
    return { exitCode: await closed, stderr };
  };
  return {
    url,
    counted,
    async until(name, least) {
      const giveUpAt = performance.now() + PATIENCE_MS;
      while ((await counted(name)) < least) {
        if (performance.now() > giveUpAt) throw new Error(`${name} did not become ${least}: ${stderr}`);
        await pause(100);
      }
    },
    size: () => sizeOf(child.pid ?? 0),
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}

const sumOf = (text: string, name: string): number =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);

function sizeOf(pid: number): { residentMiB: number; handles: number } {
  const resident = /^VmRSS:\s+(?<kib>\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.groups?.['kib'];
  return { residentMiB: Number(resident) / 1_024, handles: readdirSync(`/proc/${pid}/fd`).length };
}

/** Least squares: how much y grows for each x. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return above / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
