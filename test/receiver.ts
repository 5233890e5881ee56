import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** A Faro receiver that keeps the ids of the runs it took. */
export type Receiver = AsyncDisposable & {
  readonly url: string;
  /** In the order in which they came, twice when they came twice. */
  readonly taken: () => readonly string[];
  /** From now on it answers so; by itself it takes everything. */
  readonly answer: (how: Answer) => void;
};

/** A status, or no answer at all. */
export type Answer = number | 'nothing';

export async function startReceiver(): Promise<Receiver> {
  const taken: string[] = [];
  let how: Answer = 202;
  const server = createServer((request, response) => {
    void text(request).then(() => {
      const id = request.headers['x-faro-session-id'];
      if (how === 202 && typeof id === 'string') taken.push(id);
      if (how !== 'nothing') response.writeHead(how).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return {
    url: `http://127.0.0.1:${address.port}/collect`,
    taken: () => taken,
    answer: (next) => void (how = next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
