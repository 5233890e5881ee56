import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { MOST_BYTES, type ReverbApp } from './app.ts';
import { receiveFromRelay } from './ask.ts';
import { earlyAnswer } from './http-answer.ts';
import { answerApi } from './http-api.ts';
import type { Instance } from './instance.ts';
import type { Relay } from './relay.ts';
import { listening } from '../listening.ts';
import { createUpgrader, openSocket } from './socket.ts';

const { createServer } = process.getBuiltinModule('node:http');

export type ReverbOptions = {
  readonly apps: readonly ReverbApp[];
  /** Joins this instance with others; without one scaling is off. */
  readonly relay?: Relay | undefined;
  /** Before every path, as `REVERB_SERVER_PATH`; `/ws`, for example. Default: nothing. */
  readonly path?: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** How long a question to all instances waits for the relay, in milliseconds. Default 10,000. */
  readonly askMs?: number;
  /** Bytes of a request to the HTTP API. Default 10,000. */
  readonly maxRequestSize?: number;
  /** Events of one app reach members of every app, as when tenants share what they should not. */
  readonly mixesApps?: boolean;
};

export type Reverb = {
  /** `http://<host>:<port>` */
  readonly url: string;
  readonly port: number;
  /** Ends every socket without a close frame, as SIGTERM does. */
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Starts a Reverb server in this process. @throws the error of the socket when the port is taken */
export async function startReverb(options: ReverbOptions): Promise<Reverb> {
  const { host = '127.0.0.1', port = 0, path = '' } = options;
  const instance = instanceOf(options);
  instance.link = await options.relay?.join((message) => receiveFromRelay(instance, message));
  const sockets = new Set<Duplex>();
  const server = serve(instance, path, sockets);
  const url = await listening(server, port, host);
  return {
    url,
    port: Number(new URL(url).port),
    [Symbol.asyncDispose]: async () => {
      await stop(server, sockets);
      await instance.link?.leave();
    },
  };
}

const instanceOf = ({
  apps,
  askMs = 10_000,
  maxRequestSize = MOST_BYTES,
  mixesApps = false,
}: ReverbOptions): Instance => ({
  apps: new Map(apps.map((app) => [app.key, app])),
  channels: new Map(apps.map(({ id }) => [id, new Map()])),
  link: undefined,
  asking: new Map(),
  askMs,
  maxRequestSize,
  mixesApps,
});

function serve(instance: Instance, prefix: string, sockets: Set<Duplex>): Server {
  let upgrader: ReturnType<typeof createUpgrader> | undefined;
  const server = createServer((request) => {
    const { socket } = request;
    text(request)
      .then(async (body) => await answerApi(instance, { ...targetOf(request, prefix), body }))
      .then((answer) => socket.end(answer, () => socket.destroy()))
      .catch(() => socket.destroy());
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const [, key] = /^\/app\/([^/]+)$/.exec(targetOf(request, prefix).path) ?? [];
    if (key === undefined) {
      socket.end(earlyAnswer(404, 'Not found.'), () => socket.destroy());
      return;
    }
    upgrader ??= createUpgrader();
    upgrader
      .then((found) => openSocket(found, instance, decodeURIComponent(key), { request, socket, head }))
      .catch(() => socket.destroy());
  });
  return server.on('connection', (socket) => {
    sockets.add(socket);
    socket
      .setNoDelay(true)
      .on('error', () => socket.destroy())
      .once('close', () => sockets.delete(socket));
  });
}

/** A path outside the prefix is no path of this server. */
function targetOf({ method = 'GET', url = '/' }: IncomingMessage, prefix: string): Target {
  const { pathname, searchParams } = new URL(url, 'http://reverb');
  const path = pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : '';
  return { method, path, query: Object.fromEntries(searchParams) };
}

type Target = { readonly method: string; readonly path: string; readonly query: Readonly<Record<string, string>> };

async function stop(server: Server, sockets: ReadonlySet<Duplex>): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}
