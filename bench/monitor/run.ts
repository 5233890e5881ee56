import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startPushgateway } from '../../testbed/monitoring/start.ts';
import { serveDemo } from '../../test/served.ts';
import { besideReport } from './beside-report.ts';
import { median } from '../median.ts';

/**
 * What one `parity monitor once` costs, from start to end of its process: every scenario of the tenant demo, served by
 * another process, the compile cache warm. Then `parity monitor serve` beside blackbox_exporter, on the same probe.
 * Prints Markdown: `node bench/monitor/run.ts > bench/monitor/RESULTS.md`. Needs Debian's `time`,
 * `prometheus-pushgateway` and `prometheus-blackbox-exporter`. Ends with 1 when a bar is missed.
 */

const ROUNDS = 11;
const BARS = { cpuSeconds: 1.5, peakMiB: 110 };

const run = promisify(execFile);
const main = fileURLToPath(new URL('../../src/cli/main.mjs', import.meta.url));

type Sample = { readonly wallSeconds: number; readonly cpuSeconds: number; readonly peakMiB: number };

await using served = await serveDemo();
await using gateway = await startPushgateway();

async function measure(args: readonly string[]): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-monitor-'));
  try {
    const file = join(folder, 'time');
    const command = [process.execPath, main, 'monitor', 'once', '--home', served.home, ...args];
    // What did not end well is not measured: it throws.
    await run('/usr/bin/time', ['--format', '%e %U %S %M', '--output', file, ...command], {
      env: { ...process.env, ...served.env },
      maxBuffer: 8 * 1_024 * 1_024,
    });
    const [wall = 0, user = 0, system = 0, kib = 0] = readFileSync(file, 'utf8').trim().split(' ').map(Number);
    return { wallSeconds: wall, cpuSeconds: user + system, peakMiB: kib / 1_024 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const FORMS = [
  { says: 'every scenario, both targets, to standard output', args: [] },
  { says: 'every scenario, both targets, and to a Pushgateway', args: ['--push', gateway.url] },
  { says: 'health alone', args: ['--scenario', 'health', '--suite', 'smoke'] },
];

const rows: string[] = [];
let missed = false;
for (const { says, args } of FORMS) {
  await measure(args); // Warms the compile cache.
  const samples: Sample[] = [];
  for (let round = 0; round < ROUNDS; round++) samples.push(await measure(args));
  const of = (part: keyof Sample): number => median(samples.map((sample) => sample[part]));
  const [wall, cpu, peak] = [of('wallSeconds'), of('cpuSeconds'), of('peakMiB')];
  missed ||= cpu > BARS.cpuSeconds || peak > BARS.peakMiB;
  rows.push(`| ${says} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} | ${peak.toFixed(0)} |`);
}

const beside = await besideReport({ costSeconds: 60, timingSeconds: 20 });

process.stdout.write(
  [
    '# One run of the monitor',
    '',
    `Node ${process.version}, ${ROUNDS} rounds, medians. Printed by \`bench/monitor/run.ts\`; the bars are`,
    `${BARS.cpuSeconds} CPU seconds and ${BARS.peakMiB} MiB of peak memory. Long series are in \`bench/series\`.`,
    '',
    '| what | wall s | CPU s | peak MiB |',
    '| --- | --: | --: | --: |',
    ...rows,
    '',
    ...beside.lines,
  ].join('\n'),
);
if (missed || !beside.held) process.exitCode = 1;
