import { once } from 'node:events';
import { bareClient, benchDesk, percentile, startServer } from './clients.ts';

export type Held = {
  readonly who: string;
  readonly connectMs: readonly [p50: number, p95: number, p99: number];
  /** CPU of the client's process, seconds: while it connects; while it holds. */
  readonly cpuS: readonly [connecting: number, holding: number];
  readonly memoryMb: number;
  readonly lost: number;
  readonly deaf: number;
};

const SOCKETS = 2_000;
const AT_ONCE = 100;
const HOLD_MS = 20_000;

type Client = { readonly heard: () => Promise<unknown> };

/** Opens 2,000 sockets, holds them, and broadcasts to all of them at the end. */
export async function measureHeld(who: 'our probe' | 'bare ws'): Promise<Held> {
  await using server = await startServer();
  await using desk = benchDesk(server.port);
  const openOurs = async (): Promise<Client> => {
    const socket = await desk.realtime.open();
    return { heard: () => socket.next({ event: 'bench' }, 10_000) };
  };
  const openBare = async (): Promise<Client> => {
    const socket = await bareClient(server.port);
    return { heard: () => once(socket, 'message', { signal: AbortSignal.timeout(10_000) }) };
  };
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const connecting = process.cpuUsage();
  const { clients, times } = await openAll(who === 'our probe' ? openOurs : openBare);
  const connected = process.cpuUsage(connecting);
  globalThis.gc?.();
  const memory = process.memoryUsage().rss - before;
  const holding = process.cpuUsage();
  await new Promise((resume) => setTimeout(resume, HOLD_MS));
  const held = process.cpuUsage(holding);
  const lost = SOCKETS - (await server.open());
  const heard = Promise.allSettled(clients.map((client) => client.heard()));
  await server.say(1);
  const deaf = (await heard).filter(({ status }) => status === 'rejected').length;
  return {
    who,
    connectMs: [percentile(times, 0.5), percentile(times, 0.95), percentile(times, 0.99)],
    cpuS: [seconds(connected), seconds(held)],
    memoryMb: memory / 1e6,
    lost,
    deaf,
  };
}

const seconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;

async function openAll(open: () => Promise<Client>) {
  const clients: Client[] = [];
  const times: number[] = [];
  while (clients.length < SOCKETS) {
    const some = Array.from({ length: AT_ONCE }, async () => {
      const startedAt = performance.now();
      clients.push(await open());
      times.push(performance.now() - startedAt);
    });
    await Promise.all(some);
  }
  return { clients, times };
}
