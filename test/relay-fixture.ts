import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryRelay, type Relay } from '../testbed/standin/reverb/relay.ts';
import { redisRelay } from '../testbed/standin/reverb/redis-relay.ts';

/** A relay between instances that can be taken away and given back. */
export type Killable = AsyncDisposable & {
  readonly relay: Relay;
  readonly kill: () => Promise<void>;
  readonly revive: () => Promise<void>;
};

export function inMemory(): Killable {
  const relay = memoryRelay();
  const kill = (): Promise<void> => Promise.resolve(relay.kill());
  const revive = (): Promise<void> => Promise.resolve(relay.revive());
  return { relay, kill, revive, [Symbol.asyncDispose]: revive };
}

/** A Redis of its own, on a socket in a folder that goes with it. */
export async function inRedis(): Promise<Killable> {
  const folder = await mkdtemp(join(tmpdir(), 'parity-redis-'));
  const path = join(folder, 'redis.sock');
  const start = async (): Promise<ReturnType<typeof spawn>> => {
    const server = spawn('redis-server', ['--port', '0', '--unixsocket', path, '--save', '', '--dir', folder]);
    await answers(path);
    return server;
  };
  let server = await start();
  const kill = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
    await rm(path, { force: true });
  };
  return {
    relay: redisRelay({ redis: { path }, retryMs: 20 }),
    kill,
    revive: async () => void (server = await start()),
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}

/** Until it does; the test's own time ends it. */
async function answers(path: string): Promise<void> {
  const socket = connect(path);
  const isThere = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  socket.destroy();
  if (!isThere) await answers(path);
}
