import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { PARITY_VERSION } from '../../src/cli/version.ts';
import { ROOT } from '../../test/cli.ts';
import { serveDemo } from '../../test/served.ts';
import { end, firstLine, PERIOD_MS, type Prober, type Timed } from './probers.ts';

const ARGS = ['--target', 'candidate', '--scenario', 'health', '--suite', 'bench'];
const OFTEN = ['--period', `${PERIOD_MS / 1_000}`, '--requests-per-minute', '100000', '--jitter', '0.001'];

/** `parity monitor serve` as the image runs it, the scenario `health` on one target. It keeps its own schedule. */
export async function startOurs(url: string): Promise<Prober> {
  const served = await serveDemo((targets) =>
    targets.map((each) => (each.role === 'candidate' ? { ...each, url } : each)),
  );
  const command = ['src/cli/main.mjs', 'monitor', 'serve', '--home', served.home, '--listen', '127.0.0.1:0'];
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    [...command, ...ARGS, ...OFTEN],
    { cwd: ROOT, env: { ...process.env, ...served.env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const well: Timed[] = [];
  let exchangeMs = NaN;
  createInterface(child.stdout).on('line', (text) => {
    const line: Line = JSON.parse(text);
    if (line.kind === 'step') exchangeMs = line.timings?.total ?? NaN;
    if (line.kind === 'scenario' && line.verdict === 'pass') well.push({ probeMs: line.durationMs, exchangeMs });
  });
  await firstLine(child, /^(?<serving>serving) /);
  return {
    says: 'parity monitor serve',
    version: PARITY_VERSION,
    pid: child.pid!,
    well,
    async [Symbol.asyncDispose]() {
      await end(child);
      await served[Symbol.asyncDispose]();
    },
  };
}

/** Of the lines that the monitor writes, those that tell of a probe; the step comes before its scenario. */
type Line =
  | { readonly kind: 'step'; readonly timings?: { readonly total: number } }
  | { readonly kind: 'scenario'; readonly verdict: string; readonly durationMs: number }
  | { readonly kind: 'run' };
