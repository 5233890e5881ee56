import type { Connection, Timings } from '../model/observation.ts';
import type { Secrets, Target } from '../model/tenant.ts';
import type { Socket } from 'node:net';
import type { Client } from 'undici';
import { dial } from './connect.ts';
import { type Endpoint, endpointOf, valueOf } from './endpoint.ts';
import { type Limits, LIMITS } from './limits.ts';

/** An open connection to a target, for one exchange at a time. */
export type Line = {
  readonly client: Client;
  readonly socket: Socket;
  /** Who answers on this very connection. */
  readonly connection: Connection;
  /** The first error of the socket. */
  readonly failure: () => Error | undefined;
};

/** Phases are those of a connection that was opened for this lease; empty when it was kept from before. */
export type Lease = {
  readonly line: Line;
  readonly kept: boolean;
  readonly phases: Pick<Timings, 'dns' | 'connect' | 'tls'>;
};

/** The connections to one target. Two targets never share one, nor a TLS session, even under one host name. */
export type Agent = AsyncDisposable & {
  readonly endpoint: Endpoint;
  readonly limits: Limits;
  /**
   * A connection that nobody else uses.
   *
   * @param want `fresh` opens a new one always, `any` may take one that is open
   * @throws NoAnswer when none can be opened; the signal's own reason when it aborts
   */
  readonly lease: (want: 'fresh' | 'any', signal: AbortSignal) => Promise<Lease>;
  /** Gives a connection back. It is used again only if it is still open. */
  readonly release: (line: Line) => void;
};

/** Kept connections close by themselves after this long; shorter than the servers we know keep theirs. */
const KEEP_MS = 4_000;

/**
 * @param secrets for the key of the reach's client certificate
 * @throws Error when the key has no value
 */
export function createAgent(target: Target, secrets: Secrets, limits: Partial<Limits> = {}): Agent {
  const endpoint = endpointOf(target.url, target.reach);
  const { clientCertificate: own } = target.reach;
  const certificate = own && { cert: own.certificate.pem, key: valueOf(secrets, own.key) };
  const all = { ...LIMITS, ...limits };
  const origin = new URL(target.url).origin;
  const idle: Line[] = [];
  const open = new Set<Line>();
  return {
    endpoint,
    limits: all,
    async lease(want, signal) {
      const kept = want === 'any' ? takeOpen(idle) : undefined;
      if (kept !== undefined) return { line: kept, kept: true, phases: {} };
      const { default: Client } = await import('undici/lib/dispatcher/client.js');
      const { socket, connection, phases, failure } = await dial(
        endpoint,
        { budgetMs: all.connectMs, ...(certificate && { certificate }) },
        signal,
      );
      const client = clientOf(Client, origin, socket, all);
      const line = { client, socket, connection, failure };
      open.add(line);
      socket.once('close', () => open.delete(line));
      return { line, kept: false, phases };
    },
    release: (line) => void (isOpen(line) && idle.push(line)),
    async [Symbol.asyncDispose]() {
      await Promise.all([...open].map(({ client }) => client.destroy()));
    },
  };
}

const isOpen = ({ socket }: Line): boolean => !socket.destroyed && socket.readyState === 'open';

function takeOpen(idle: Line[]): Line | undefined {
  for (let line = idle.pop(); line !== undefined; line = idle.pop()) if (isOpen(line)) return line;
  return undefined;
}

/** A client for one given connection: it never opens another by itself, so what was seen of it stays true. */
function clientOf(constructor: typeof Client, origin: string, socket: Socket, limits: Limits): Client {
  let isUsed = false;
  return new constructor(origin, {
    connect: (_options, callback) => {
      if (isUsed) return callback(Object.assign(new Error('the connection is closed'), { code: 'ECONNRESET' }), null);
      isUsed = true;
      // Not at once: the client does not look at its queue again while it is connecting.
      queueMicrotask(() => callback(null, socket));
    },
    allowH2: false,
    pipelining: 1,
    maxHeaderSize: limits.headerBytes,
    keepAliveTimeout: KEEP_MS,
    keepAliveMaxTimeout: KEEP_MS,
    // Time runs on our own clock: theirs is off by up to a second.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}
