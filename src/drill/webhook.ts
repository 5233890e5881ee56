import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { list, member } from './ask.ts';

/** Where the drill listens: the route `drill` of Alertmanager must lead there. */
export type Webhook = AsyncDisposable & {
  readonly port: number;
  /** Resolves with the moment (of performance.now()) at which the firing alert of the drill came. */
  readonly heard: Promise<number>;
};

/** What Alertmanager sends for ten alerts stays far below. */
const MOST_BYTES = 1_048_576;

/**
 * Takes `POST /alerts` and answers 200; everything else is none of ours.
 *
 * @param drill what the label `drill_id` must be: a drill that somebody else runs, or ran, is not heard
 * @throws the system's error when the address cannot be listened on
 */
export async function listen(host: string, port: number, drill: string): Promise<Webhook> {
  const heard = Promise.withResolvers<number>();
  const server = createServer((request, response) => {
    answer(request, response, drill)
      .then((isHeard) => isHeard && heard.resolve(performance.now()))
      .catch(() => request.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    heard: heard.promise,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, drill: string): Promise<boolean> {
  if (request.method !== 'POST' || request.url !== '/alerts') {
    response.writeHead(404).end();
    return false;
  }
  if (!(Number(request.headers['content-length']) <= MOST_BYTES)) {
    response.writeHead(413).end();
    return false;
  }
  const alerts = list(member(JSON.parse(await text(request)), 'alerts'));
  response.writeHead(200).end();
  return alerts.some(
    (alert) => member(alert, 'status') === 'firing' && member(member(alert, 'labels'), 'drill_id') === drill,
  );
}
