import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readReport } from '../../src/report/read-report.ts';
import { median } from '../median.ts';

/** One run of every scenario on the embedded tenant, in milliseconds. */
type Sample = {
  /** From start to end of the process. */
  readonly wall: number;
  /** From the first request to the report. */
  readonly run: number;
  readonly slowest: { readonly scenario: string; readonly ms: number };
};

const ROUNDS = 11;

/** A table of the whole matrix on `demo`, with its bars. @throws when a run does not pass */
export async function matrixTable(root: string): Promise<readonly string[]> {
  const samples: Sample[] = [];
  await sampleOf(root);
  while (samples.length < ROUNDS) samples.push(await sampleOf(root));
  const ratio = (one: Sample): number => one.run / one.slowest.ms;
  const middle = (measure: (sample: Sample) => number): number => median(samples.map(measure));
  const slowest = samples.at(-1)?.slowest.scenario ?? '';
  return [
    '',
    '## The whole matrix on `demo`',
    '',
    `All scenarios on two targets that the process starts itself, ${ROUNDS} runs, medians, compile cache warm.`,
    '',
    '| what | milliseconds | bar |',
    '| --- | --: | --: |',
    `| from start to end of the process | ${middle(({ wall }) => wall).toFixed(0)} | 6000 |`,
    `| of it start-up: Node, the harness, four stand-ins, the report | ${middle(({ wall, run }) => wall - run).toFixed(0)} | |`,
    `| of it the run | ${middle(({ run }) => run).toFixed(0)} | |`,
    `| its slowest scenario, ${slowest} | ${middle((one) => one.slowest.ms).toFixed(0)} | |`,
    `| the run ÷ its slowest scenario | ${middle(ratio).toFixed(2)} | 1.15 |`,
  ];
}

async function sampleOf(root: string): Promise<Sample> {
  const began = performance.now();
  const args = [join(root, 'src/cli/main.mjs'), '--tenant', 'demo', '--reporter', 'json'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const wall = performance.now() - began;
  const report = readReport(output);
  if (!report.ok || report.value.verdict.exitCode !== 0) throw new Error('the demo did not pass');
  const { run, outcomes } = report.value;
  const [slowest] = outcomes.toSorted((a, b) => b.durationMs - a.durationMs);
  return {
    wall,
    run: run.durationMs,
    slowest: { scenario: slowest?.scenario ?? '', ms: slowest?.durationMs ?? Number.NaN },
  };
}
