import { randomInt } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import { allowsOrigin, MOST_BYTES, type ReverbApp } from './app.ts';
import { type Connection, leaveAll, subscribedIds } from './channels.ts';
import { established, refusal } from './frames.ts';
import { channelsOf, type Instance } from './instance.ts';
import { receive, refusedBytes } from './receive.ts';

/** No message is larger than the limit; how much of a larger one is read, so that it can be answered. */
const READ_BYTES = 64 * 1_024 * 1_024;

/** Seconds that pusher-js may be silent before it asks whether we are there. */
const ACTIVITY_TIMEOUT = 30;

/**
 * Upgrades sockets as Reverb does. Texts are checked here, because `ws` gives no reason when it refuses one. It is loaded
 * for the first socket: a start need not wait for it.
 */
export async function createUpgrader(): Promise<WebSocketServer> {
  const { WebSocketServer } = await import('ws');
  const upgrader = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    skipUTF8Validation: true,
    maxPayload: READ_BYTES,
    handleProtocols: () => false,
  });
  return upgrader.on('headers', (lines) => lines.push('X-Powered-By: Laravel Reverb'));
}

type Upgrade = { readonly request: IncomingMessage; readonly socket: Duplex; readonly head: Buffer };

/** @param key as the path names it, known or not */
export function openSocket(upgrader: WebSocketServer, instance: Instance, key: string, upgrade: Upgrade): void {
  const { request, socket, head } = upgrade;
  upgrader.handleUpgrade(request, socket, head, (client) => {
    // A broken frame closes the socket; that is all there is to do about it.
    client.on('error', () => undefined);
    const app = instance.apps.get(key);
    if (app === undefined) return refuseKey(client, socket);
    serve(client, instance, connectionOf(client, app, socket), request.headers.origin);
  });
}

function refuseKey(client: WebSocket, socket: Duplex): void {
  client.send(refusal('unknown-app'));
  socket.end();
  socket.once('finish', () => socket.destroy());
}

const connectionOf = (client: WebSocket, app: ReverbApp, socket: Duplex): Connection => ({
  id: `${randomInt(1, 1_000_000_001)}.${randomInt(1, 1_000_000_001)}`,
  app,
  send: (frame) => client.send(frame),
  end: () => {
    socket.end();
    socket.once('finish', () => socket.destroy());
  },
});

/** A refused socket stays open, and may send what it likes. */
function serve(client: WebSocket, instance: Instance, connection: Connection, origin: string | undefined): void {
  const { app, id } = connection;
  client.on('message', (data: Buffer, isBinary) => {
    const closing = refusedBytes(data, isBinary, app.maxMessageSize ?? MOST_BYTES);
    if (closing === undefined) receive(instance, connection, data.toString());
    else client.close(closing.code, closing.reason);
  });
  client.on('close', () => leaveAll(channelsOf(instance, app.id), id));
  if (isOverQuota(instance, app)) connection.send(refusal('over-quota'));
  else if (!allowsOrigin(app, origin)) connection.send(refusal('foreign-origin'));
  else connection.send(established(id, app.activityTimeout ?? ACTIVITY_TIMEOUT));
}

const isOverQuota = (instance: Instance, { id, maxConnections }: ReverbApp): boolean =>
  maxConnections !== undefined && subscribedIds(channelsOf(instance, id)).size >= maxConnections;
