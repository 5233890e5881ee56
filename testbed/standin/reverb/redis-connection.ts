import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { command, readReplies, type Reply } from './resp.ts';

export type Handlers = {
  /** On each new connection, before anything else is sent. */
  readonly opened: (send: (text: string) => void) => void;
  readonly reply: (reply: Reply) => void;
};

export type RedisConnection = {
  /** Settles when Redis has answered for the first time; rejects with the socket's error when it is not there at first. */
  readonly ready: Promise<void>;
  /** Nothing while there is no connection. */
  readonly send: (text: string) => void;
  readonly close: () => Promise<void>;
};

/** Dials Redis, and dials again whenever the connection is lost. */
export function keepConnected(redis: NetConnectOpts, retryMs: number, { opened, reply }: Handlers): RedisConnection {
  const ready = Promise.withResolvers<void>();
  const open = {
    socket: undefined as Socket | undefined,
    timer: undefined as NodeJS.Timeout | undefined,
    isOver: false,
  };
  const dial = (): void => {
    const socket = connect(redis);
    let rest: Buffer = Buffer.alloc(0);
    open.socket = socket.setNoDelay(true);
    // The first error is told; after that the connection is closed, and tried again.
    socket.on('error', ready.reject);
    socket.on('connect', () => {
      opened((text) => socket.write(text));
      socket.write(command('PING'));
    });
    socket.on('data', (bytes) => {
      const read = readReplies(Buffer.concat([rest, bytes]));
      rest = read.rest;
      read.replies.filter((value) => !isPong(value)).forEach(reply);
      if (read.replies.some(isPong)) ready.resolve();
    });
    socket.on('close', () => {
      if (!open.isOver) open.timer = setTimeout(dial, retryMs);
    });
  };
  dial();
  return {
    ready: ready.promise,
    send: (text) => {
      if (open.socket?.readyState === 'open') open.socket.write(text);
    },
    close: async () => {
      open.isOver = true;
      clearTimeout(open.timer);
      if (open.socket === undefined || open.socket.closed) return;
      const closed = once(open.socket, 'close');
      open.socket.destroy();
      await closed;
    },
  };
}

/** A subscriber's connection answers PING with a list. */
const isPong = (reply: Reply): boolean => reply === 'PONG' || (Array.isArray(reply) && reply[0] === 'pong');
