import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findProgram, missingParts } from '../requirements.ts';
import type { RedisAddress } from './options.ts';
import { freePort } from './ready.ts';
import { supervise } from './supervise.ts';

const PATIENCE_MS = 5_000;
const PAUSE_MS = 10;

export type RedisServer = RedisAddress & {
  /** Ends it; what it held is lost. May be called again. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * Starts a Redis server on loopback that keeps nothing on disk.
 *
 * @param port default: a free one
 * @throws PortTaken; another error when it is not installed or does not answer in time
 */
export async function startRedis(port?: number): Promise<RedisServer> {
  const missing = missingParts('redis');
  if (missing.length > 0) throw new Error(`Redis cannot start, not installed: ${missing.join(', ')}`);
  const address = { host: '127.0.0.1', port: await freePort('127.0.0.1', port) };
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const options = `--bind ${address.host} --port ${address.port} --save '' --appendonly no`;
  const server = supervise(folder, [`'${findProgram(/^redis-server$/)}' ${options}`], {});
  const stop = (): Promise<void> => server.stop();
  try {
    await untilAnswered(address);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { ...address, stop, [Symbol.asyncDispose]: stop };
}

async function untilAnswered(address: RedisAddress): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await isAnswered(address))) {
    if (performance.now() > giveUpAt)
      throw new Error(`Redis on port ${address.port} did not answer; is it installed whole?`);
    await pause(PAUSE_MS);
  }
}

async function isAnswered({ host, port }: RedisAddress): Promise<boolean> {
  const socket = connect(port, host);
  try {
    socket.end('PING\r\n');
    const [answer] = await once(socket, 'data');
    return String(answer) === '+PONG\r\n';
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
