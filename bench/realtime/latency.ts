import type { Listener } from '../../src/model/realtime.ts';
import type { WebSocket } from 'ws';
import { once } from 'node:events';
import { bareClient, benchDesk, percentile, startServer } from './clients.ts';

export type Latency = { readonly who: string; readonly medianMs: number; readonly p99Ms: number };

const ROUNDS = 2_000;

/**
 * How much later than a bare client our own ones have the same broadcast in hand: measured where the caller goes on.
 * One bare client connects first and one last, for a server serves its sockets in turn; the earlier one counts.
 */
export async function measureLatency(): Promise<readonly Latency[]> {
  await using server = await startServer();
  await using desk = benchDesk(server.port);
  const first = await bareClient(server.port);
  const probe = await desk.realtime.open();
  const echo = await desk.realtime.echo({ authorise: async () => ({ auth: 'none is needed' }) });
  await echo.subscribe('bench');
  const last = await bareClient(server.port);
  const later = { 'our probe': new Array<number>(), 'our Echo': new Array<number>() };
  for (let n = 0; n < ROUNDS; n++) {
    const [one, two, probeAt, echoAt] = await Promise.all([
      bare(first),
      bare(last),
      ours(probe),
      ours(echo),
      server.say(n),
    ]);
    const bareAt = Math.min(one, two);
    later['our probe'].push(probeAt - bareAt);
    later['our Echo'].push(echoAt - bareAt);
  }
  for (const socket of [first, last]) socket.terminate();
  return Object.entries(later).map(([who, ms]) => ({
    who,
    medianMs: percentile(ms, 0.5),
    p99Ms: percentile(ms, 0.99),
  }));
}

async function bare(socket: WebSocket): Promise<number> {
  await once(socket, 'message');
  return performance.now();
}

async function ours(listener: Listener): Promise<number> {
  await listener.next({ event: 'bench', channel: 'bench' }, 5_000);
  return performance.now();
}
