import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { deskAt, targetWith } from '../../src/transport/realtime/fixtures/desks.ts';
import { APP_KEY } from '../../src/transport/realtime/fixtures/reverb.ts';
import { CLIENT_QUERY } from '../../src/transport/realtime/way.ts';

export type BenchServer = AsyncDisposable & {
  readonly port: number;
  readonly say: (n: number) => Promise<void>;
  readonly open: () => Promise<number>;
};

export async function startServer(): Promise<BenchServer> {
  const file = fileURLToPath(new URL('server.ts', import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line]: unknown[] = await once(child.stdout, 'data');
  const port = Number(String(line));
  const ask = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  return {
    port,
    say: async (n) => void (await ask(`/say/${n}`)),
    open: async () => Number(/\d+/.exec(await ask('/open'))?.[0]),
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'close');
    },
  };
}

/** A desk whose limits do not stand in the way. */
export const benchDesk = (port: number) => deskAt(targetWith({ address: '127.0.0.1', port }));

/** What one would write without us: connects and waits for the first message. */
export async function bareClient(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/app/${APP_KEY}?${CLIENT_QUERY}`, { perMessageDeflate: false });
  await once(socket, 'message');
  return socket;
}

/** Sorted; `at` between 0 and 1. */
export const percentile = (values: readonly number[], at: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? Number.NaN;
