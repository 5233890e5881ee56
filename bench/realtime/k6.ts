import type { Held } from './held.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { APP_KEY } from '../../src/transport/realtime/fixtures/reverb.ts';
import { CLIENT_QUERY } from '../../src/transport/realtime/way.ts';
import { startServer } from './clients.ts';

const SOCKETS = 2_000;
const HOLD_MS = 20_000;
const TICKS_A_SECOND = 100;

type Summary = { readonly connect: Readonly<Record<string, number>>; readonly heard: number };

/** The same by k6's `k6/websockets`. Its memory is that of the whole process, for it has no process without sockets. */
export async function measureK6(k6: string): Promise<Held> {
  await using server = await startServer();
  const script = fileURLToPath(new URL('k6-held.js', import.meta.url));
  const socketUrl = `ws://127.0.0.1:${server.port}/app/${APP_KEY}?${CLIENT_QUERY}`;
  const child = spawn(k6, ['run', '--quiet', '-e', `SOCKET_URL=${socketUrl}`, script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = once(child, 'close');
  while ((await server.open()) < SOCKETS) await pause(50);
  const connected = cpuSeconds(child.pid);
  await pause(HOLD_MS);
  const held = cpuSeconds(child.pid) - connected;
  const memoryMb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_000;
  const lost = SOCKETS - (await server.open());
  await server.say(1);
  await closed;
  const { connect, heard }: Summary = JSON.parse(Buffer.concat(chunks).toString());
  const [p50 = Number.NaN, p95 = Number.NaN, p99 = Number.NaN] = ['med', 'p(95)', 'p(99)'].map((name) => connect[name]);
  return { who: 'k6', connectMs: [p50, p95, p99], cpuS: [connected, held], memoryMb, lost, deaf: SOCKETS - heard };
}

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

/** Its user and system time so far. */
function cpuSeconds(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}
