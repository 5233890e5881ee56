import { once } from 'node:events';
import { createServer } from 'node:http';

const HEALTH = '{"app":"ok","db":"ok","redis":"ok"}';

/** The target: answers `GET /health` at once, and counts. */
export async function serve(): Promise<AsyncDisposable & { readonly url: string; readonly asked: () => number }> {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': HEALTH.length }).end(HEALTH);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
