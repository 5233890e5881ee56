import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** A server on a free port of the loopback. Disposing it ends its connections too. */
export type Answering = AsyncDisposable & { readonly port: number };

export async function answering(answer: RequestListener): Promise<Answering> {
  const server = createServer({ keepAliveTimeout: 0 }, answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('127.0.0.1 gives no port');
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
