import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { list } from './ask.ts';
import { member } from '../export/member.ts';

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
    answerTo(request, drill)
      .then(({ status, isHeard }) => {
        if (isHeard) heard.resolve(performance.now());
        response.writeHead(status).end();
      })
      .catch(() => response.writeHead(400).end());
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

type Answer = { readonly status: number; readonly isHeard: boolean };

/** @throws when the body is no JSON */
async function answerTo(request: IncomingMessage, drill: string): Promise<Answer> {
  if (request.method !== 'POST' || request.url !== '/alerts') return { status: 404, isHeard: false };
  if (!(Number(request.headers['content-length']) <= MOST_BYTES)) return { status: 413, isHeard: false };
  const isOurs = (alert: unknown): boolean =>
    member(alert, 'status') === 'firing' && member(member(alert, 'labels'), 'drill_id') === drill;
  return { status: 200, isHeard: list(member(JSON.parse(await text(request)), 'alerts')).some(isOurs) };
}
