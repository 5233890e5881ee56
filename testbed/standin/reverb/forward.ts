import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';

/** What a proxy before Reverb can get wrong. */
export type ForwardFaults = {
  /** `Connection` and `Upgrade` do not come through. */
  readonly stripsUpgrade?: boolean;
  /** `/app` is routed, `/apps` is not: nothing can be published. */
  readonly losesApps?: boolean;
  /** An idle socket is cut after so many milliseconds. */
  readonly idleMs?: number;
};

/** Passes on what is Reverb's, byte for byte; each new request and each new socket goes to the next instance. */
export type Forward = {
  readonly isReverbs: (path: string) => boolean;
  readonly request: (request: IncomingMessage) => void;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Cuts every socket that is open, as a gateway does that gets a new configuration. */
  readonly drain: () => void;
};

/** What a gateway says that has no instance to ask. */
const NO_UPSTREAM =
  'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 19\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\nno healthy upstream';

const NOT_ROUTED = 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';

/** @param instances URLs, `http://<host>:<port>` */
export function createForward(instances: readonly string[], faults: ForwardFaults = {}): Forward {
  const open = new Set<Duplex>();
  const [nextForRequest, nextForSocket] = [roundRobin(instances), roundRobin(instances)];
  const pass = (client: Duplex, target: URL, first: readonly (string | Buffer)[]): void => {
    const upstream = connect({ host: target.hostname, port: Number(target.port) }).setNoDelay(true);
    if (faults.idleMs !== undefined) upstream.setTimeout(faults.idleMs, () => upstream.destroy());
    for (const bytes of first) upstream.write(bytes);
    join(client, upstream);
    open.add(client);
    client.once('close', () => open.delete(client));
  };
  return {
    isReverbs: (path) => /^\/(app|apps)\//.test(path),
    request: (request) => {
      const { socket, url = '/' } = request;
      const isLost = faults.losesApps === true && url.startsWith('/apps/');
      text(request)
        .then((body) => {
          if (isLost) socket.end(NOT_ROUTED);
          else pass(socket, nextForRequest(), [headOf(request, body), body]);
        })
        .catch(() => socket.destroy());
    },
    upgrade: (request, socket, head) => {
      const upgrade = headOf(request);
      pass(socket, nextForSocket(), [faults.stripsUpgrade ? withoutUpgrade(upgrade) : upgrade, head]);
    },
    drain: () => open.forEach((socket) => socket.destroy()),
  };
}

/** Each end hears what the other says, and ends with it. */
function join(client: Duplex, upstream: Socket): void {
  const refuse = (): void => void client.end(NO_UPSTREAM);
  upstream.once('error', refuse).once('connect', () => upstream.off('error', refuse));
  // Whatever went wrong on either side, both sides close: that is all a proxy has to say about it.
  upstream.on('error', () => undefined).once('close', () => client.end(() => client.destroy()));
  client.on('error', () => undefined).once('close', () => upstream.destroy());
  client.pipe(upstream).pipe(client);
}

function roundRobin(urls: readonly string[]): () => URL {
  let next = 0;
  return () => {
    const url = urls[next % urls.length] ?? '';
    next += 1;
    return new URL(url);
  };
}

/** A request as it came; one with a body says how long it is, since it is passed on whole. */
function headOf({ method = 'GET', url = '/', rawHeaders }: IncomingMessage, body?: string): string {
  const lines = Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[2 * index] ?? '',
    rawHeaders[2 * index + 1] ?? '',
  ]).filter(([name = '']) => body === undefined || !/^(content-length|transfer-encoding)$/i.test(name));
  const length = body ? [['Content-Length', String(Buffer.byteLength(body))]] : [];
  return [`${method} ${url} HTTP/1.1`, ...[...lines, ...length].map((line) => line.join(': ')), '', ''].join('\r\n');
}

const withoutUpgrade = (head: string): string => head.replaceAll(/\r\n(connection|upgrade): [^\r]*/gi, '');
