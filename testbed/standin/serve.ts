import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Answer, Asked } from './answer.ts';
import { readAsked } from './asked.ts';
import { badRequest } from './nginx.ts';
import type { Forward } from './reverb/forward.ts';
import { sendAnswer, sendOnSocket } from './send.ts';

/** Importing node:http loads what it exports, a WebSocket client too: 30 ms that every start would pay. */
const { createServer } = process.getBuiltinModule('node:http');

/** nginx's default; Node's own 5 s would cut connections that the real one keeps. */
const KEEP_ALIVE_MS = 75_000;

/** Answers what is the application's, and passes on what is Reverb's. @param now what dates the answers */
export function serve(answer: (asked: Asked) => Promise<Answer>, forward: Forward, now: () => number): Server {
  const server = createServer({ requireHostHeader: false, keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    if (forward.isReverbs(request.url ?? '/')) return forward.request(request);
    readAsked(request)
      .then(answer)
      .then((answered) => sendAnswer(answered, response, now))
      .catch(() => response.destroy());
  });
  server.on('upgrade', forward.upgrade);
  return server.on('clientError', (_error, socket: Duplex) => {
    if (socket.writable) sendOnSocket(badRequest(), socket, now);
  });
}

export async function stopServer(server: Server, forward: Forward): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  forward.drain();
  server.closeAllConnections();
  await closed;
}
