import type { NetConnectOpts } from 'node:net';
import { keepConnected } from './redis-connection.ts';
import type { Relay } from './relay.ts';
import { command, type Reply } from './resp.ts';

export type RedisRelayOptions = {
  /** Where Redis is: `{ path }` of a socket, or `{ host, port }`. */
  readonly redis: NetConnectOpts;
  /** The pub/sub channel. Default `reverb`. */
  readonly channel?: string;
  /** How long to wait before a lost connection is tried again, in milliseconds. Default 1,000, as Reverb waits. */
  readonly retryMs?: number;
};

/**
 * Joins instances through a real Redis. While it is away messages wait, and are sent when it is back.
 *
 * Joining waits until Redis answers, and rejects with the error of the socket when it is not there.
 */
export const redisRelay = ({ redis, channel = 'reverb', retryMs = 1_000 }: RedisRelayOptions): Relay => ({
  join: async (listener) => {
    const waiting: Published[] = [];
    const publisher = keepConnected(redis, retryMs, {
      opened: (send) => waiting.forEach(({ text }) => send(command('PUBLISH', channel, text))),
      reply: (reply) => waiting.shift()?.resolve(Number(reply)),
    });
    const subscriber = keepConnected(redis, retryMs, {
      opened: (send) => send(command('SUBSCRIBE', channel)),
      reply: (reply) => heard(reply, listener),
    });
    const leave = async (): Promise<void> => {
      await Promise.all([publisher.close(), subscriber.close()]);
    };
    await Promise.all([publisher.ready, subscriber.ready]).catch(async (error: unknown) => {
      await leave();
      throw error;
    });
    return {
      publish: (text) =>
        new Promise((resolve) => {
          waiting.push({ text, resolve });
          publisher.send(command('PUBLISH', channel, text));
        }),
      leave,
    };
  },
});

type Published = { readonly text: string; readonly resolve: (reached: number) => void };

function heard(reply: Reply, listener: (text: string) => void): void {
  if (!Array.isArray(reply)) return;
  const [kind, , text] = reply;
  if (kind === 'message' && typeof text === 'string') listener(text);
}
