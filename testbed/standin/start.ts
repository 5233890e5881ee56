import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Answer, Asked } from './answer.ts';
import { type Accounts, type App, createApp } from './app.ts';
import { readAsked } from './asked.ts';
import { type DriftId, drifted } from './drifts.ts';
import { withStandardHeaders } from './middleware.ts';
import { badRequest, refusedByNginx } from './nginx.ts';
import { route } from './routes.ts';
import { sendAnswer, sendOnSocket } from './send.ts';

export type { Accounts } from './app.ts';
export { expandDrifts } from './drifts.ts';

/** Importing node:http loads what it exports, a WebSocket client too: 30 ms that every start would pay. */
const { createServer } = process.getBuiltinModule('node:http');

/** nginx's default; Node's own 5 s would cut connections that the real one keeps. */
const KEEP_ALIVE_MS = 75_000;

export type StandinOptions = {
  /** An address of this machine. Default 127.0.0.1. */
  readonly host?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** What this instance gets wrong on purpose. */
  readonly drifts?: readonly DriftId[];
  /** Sent as `X-App-Revision`. Default `dev`. */
  readonly revision?: string;
  readonly accounts: Accounts;
  /** Logins per minute and client address. Default 600. */
  readonly loginLimit?: number;
};

export type Standin = {
  /** `http://<host>:<port>` */
  readonly url: string;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * Starts an instance of the academy in this process: it answers as a real Laravel behind nginx does.
 *
 * @throws the error of the socket when the port is taken
 */
export async function startStandin(options: StandinOptions): Promise<Standin> {
  const { host = '127.0.0.1', port = 0, drifts = [], revision = 'dev', accounts, loginLimit = 600 } = options;
  const app = createApp(accounts, revision, loginLimit);
  const server = serve((asked) => refusedByNginx(asked) ?? drifted(answerOf(asked, app), asked, drifts));
  server.listen(port, host);
  await once(server, 'listening');
  const stop = (): Promise<void> => stopServer(server);
  return { url: urlOf(server), stop, [Symbol.asyncDispose]: stop };
}

const answerOf = (asked: Asked, app: App): Answer => withStandardHeaders(route(asked, app), asked, app.revision);

function serve(answer: (asked: Asked) => Answer): Server {
  const server = createServer({ requireHostHeader: false, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    readAsked(request)
      .then((asked) => sendAnswer(answer(asked), response))
      .catch(() => response.destroy());
  });
  return server.on('clientError', (_error, socket) => {
    if (socket.writable) sendOnSocket(badRequest(), socket);
  });
}

function urlOf(server: Server): string {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('a TCP server has an address and a port');
  return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
}

async function stopServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
