import type { Held } from './held.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { measureHeld } from './held.ts';
import { measureK6 } from './k6.ts';
import { measureLatency } from './latency.ts';

/**
 * Sockets beside a bare client. Prints Markdown: `node bench/realtime/run.ts > bench/realtime/RESULTS.md`.
 * `K6=<path of the binary>` adds k6. Ends with 1 when a bar does not hold. `node --expose-gc bench/realtime/run.ts held <who>` is one part, as JSON.
 */

const BARS = { medianMs: 1, p99Ms: 5 };

/** In a process of its own: what one leaves in memory must not count for the other. */
async function heldBy(who: Held['who']): Promise<Held> {
  const child = spawn(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), 'held', who], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child, 'close');
  return JSON.parse(Buffer.concat(chunks).toString());
}

const heldRow = ({ who, connectMs, cpuS, memoryMb, lost, deaf }: Held): string =>
  `| ${who} | ${connectMs.map((ms) => ms.toFixed(1)).join(' / ')} | ${cpuS.map((s) => s.toFixed(2)).join(' / ')} | ${memoryMb.toFixed(0)} | ${lost} | ${deaf} |`;

async function runAll(): Promise<void> {
  const latencies = await measureLatency();
  const k6 = process.env['K6'];
  const held = [await heldBy('our probe'), await heldBy('bare ws'), ...(k6 === undefined ? [] : [await measureK6(k6)])];
  const holds = latencies.map(({ medianMs, p99Ms }) => medianMs <= BARS.medianMs && p99Ms <= BARS.p99Ms);
  process.stdout.write(
    [
      '# Sockets beside a bare client',
      '',
      `Node ${process.version}. Printed by \`bench/realtime/run.ts\`: a Reverb of the tests in a process of its own, loopback.`,
      '',
      'The same broadcast, 2,000 times, to all clients of one process: how much later than a bare `ws` client ours have it.',
      `Bar: ${BARS.medianMs} ms at the median, ${BARS.p99Ms} ms at p99. Below zero: before it.`,
      '',
      '| who | median ms | p99 ms | bar |',
      '| --- | --: | --: | --- |',
      ...latencies.map(
        ({ who, medianMs, p99Ms }, at) =>
          `| ${who} | ${medianMs.toFixed(3)} | ${p99Ms.toFixed(3)} | ${holds[at] === true ? 'held' : 'NOT held'} |`,
      ),
      '',
      '2,000 sockets, opened 100 at a time, held for 20 s, then one broadcast to all. A socket counts as connected with its',
      'handshake read. The memory of k6 is that of its whole process.',
      '',
      '| who | connect p50 / p95 / p99 ms | CPU s connecting / holding | memory MB | lost | deaf |',
      '| --- | --: | --: | --: | --: | --: |',
      ...held.map(heldRow),
      '',
    ].join('\n'),
  );
  if (!holds.every(Boolean) || held.some(({ lost, deaf }) => lost + deaf > 0)) process.exitCode = 1;
}

const [part, who] = process.argv.slice(2);
if (part === 'held') process.stdout.write(JSON.stringify(await measureHeld(who === 'bare ws' ? who : 'our probe')));
else await runAll();
