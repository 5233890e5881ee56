import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ReverbApp } from './options.ts';

export type Published = {
  readonly name: string;
  /** JSON text. */
  readonly data: string;
  readonly channels: readonly string[];
};

export type EventsApi = {
  /** For startLaravel. */
  readonly app: ReverbApp;
  /** What was published with the right signature, in order. */
  readonly published: readonly Published[];
  /** How many requests were refused. */
  refusals(): number;
  [Symbol.asyncDispose](): Promise<void>;
};

const KEY = { appId: 'academy', key: 'academy-key', secret: 'a-secret-of-tests' };

/** A server on loopback that takes events as Reverb does: the signature must be right, all else is Laravel's business. */
export async function eventsApi(): Promise<EventsApi> {
  const published: Published[] = [];
  let refusals = 0;
  const take = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    if (!isSigned(request, body)) {
      refusals += 1;
      answer(response, 401, 'Authentication signature invalid.');
      return;
    }
    published.push(JSON.parse(body));
    answer(response, 200, '{}');
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => take(request, response, body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = Object(server.address());
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  const app = { host: '127.0.0.1', port, ...KEY };
  return { app, published, refusals: () => refusals, [Symbol.asyncDispose]: close };
}

const answer = (response: ServerResponse, status: number, text: string): unknown =>
  response.writeHead(status, { connection: 'close' }).end(text);

/** Source: Pusher's HTTP API: HMAC-SHA256 over method, path and the sorted query without the signature itself. */
function isSigned({ method, url = '' }: IncomingMessage, body: string): boolean {
  const { pathname, searchParams } = new URL(url, 'http://reverb.example');
  const { auth_signature: signature, ...parameters } = Object.fromEntries(searchParams);
  const query = Object.keys(parameters)
    .toSorted()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&');
  return (
    pathname === `/apps/${KEY.appId}/events` &&
    parameters['auth_key'] === KEY.key &&
    parameters['body_md5'] === createHash('md5').update(body).digest('hex') &&
    signature === signed(`${method}\n${pathname}\n${query}`)
  );
}

/** @returns HMAC-SHA256, in hex */
export const signed = (text: string): string => createHmac('sha256', KEY.secret).update(text).digest('hex');
