import { once } from 'node:events';
import type { Socket } from 'node:net';
import { listening } from '../listening.ts';
import { createForward, type Forward, type ForwardFaults } from './forward.ts';

const { createServer } = process.getBuiltinModule('node:http');

export type FrontOptions = {
  /** URLs of the instances, `http://<host>:<port>`. */
  readonly instances: readonly string[];
  readonly faults?: ForwardFaults;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default: a free one. */
  readonly port?: number;
};

export type Front = {
  /** `http://<host>:<port>` */
  readonly url: string;
  readonly drain: Forward['drain'];
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** A load balancer before several instances of Reverb: one address, the next instance for each new socket. */
export async function startFront({ instances, faults, host = '127.0.0.1', port = 0 }: FrontOptions): Promise<Front> {
  const forward = createForward(instances, faults);
  const sockets = new Set<Socket>();
  const server = createServer(forward.request).on('upgrade', forward.upgrade);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const url = await listening(server, port, host);
  return {
    url,
    drain: forward.drain,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      forward.drain();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
