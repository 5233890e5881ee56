import type { EchoClient } from '../../model/realtime.ts';
import type { Desk } from './desk-state.ts';
import type { Libraries } from './libraries.mjs';
import { DeadlineExceeded, withDeadline } from '../../time/deadline.ts';
import { clientSocket } from './client-socket.ts';
import { keepLine, nextName } from './desk-state.ts';
import { type Authorise, echoOptions, handlerOf } from './echo-options.ts';
import { echoClient, type EchoSession, endEcho } from './echo-session.ts';
import { cut } from './ending.ts';
import { handshake } from './handshake.ts';
import { beginLine, type Line } from './line.ts';
import { failure } from './problem.ts';
import { dropAlias, loadEcho, serveAlias } from './pusher.ts';
import { openRaw, signed } from './raw.ts';
import { type Reached, reachOut } from './reach-out.ts';
import { type Attempt, beginUpgrade, throwIfRefused, upgraded } from './upgrade.ts';
import { realtimeOf } from './way.ts';

type EchoWish = { readonly name?: string; readonly authorise: Authorise };

/**
 * Connects laravel-echo on pusher-js, over a connection that is dialled like every other of this target.
 *
 * A plain socket is opened first, unless one was: pusher-js says nothing about why it does not connect. When the
 * socket ends, the client is ended too: it would connect again in silence, and nobody would know of the drop.
 *
 * @throws as `openRaw`; an Error when pusher-js asks for no socket
 */
export async function openEcho(desk: Desk, { name = nextName(desk), authorise }: EchoWish): Promise<EchoClient> {
  if (!desk.proven) await (await openRaw(desk, { name: `${name}-before` })).close();
  const libraries = await loadEcho();
  const reached = await reachOut(desk);
  const begun = Promise.withResolvers<Begun>();
  const alias = serveAlias(desk.target.role, (asked) => {
    const one = begin(desk, reached, { asked, name });
    begun.resolve(one);
    return clientSocket(one.line);
  });
  const session = connect(desk, libraries, { alias, authorise });
  try {
    return await connected(desk, session, await soon(desk, begun.promise));
  } catch (cause) {
    endEcho(session);
    reached.dialled.socket.destroy();
    throw cause;
  } finally {
    dropAlias(alias);
  }
}

type Begun = { readonly line: Line; readonly attempt: Attempt };

/** The socket that pusher-js asked for: its path and query, our connection. */
function begin(desk: Desk, reached: Reached, { asked, name }: { readonly asked: URL; readonly name: string }): Begun {
  const { limits, signal, book } = desk;
  const url = new URL(asked.pathname + asked.search, reached.way.url);
  const attempt = beginUpgrade(reached, { url, limits });
  const line = beginLine(attempt.socket, { name, book, limits, signal, served: 'by-client' });
  return { line, attempt };
}

function connect(desk: Desk, { Pusher, Echo }: Libraries, { alias, authorise }: EchoWish & { readonly alias: string }) {
  const waiting = new Map<string, AbortController>();
  const customHandler = handlerOf(
    authorise,
    (auth) => signed(desk, auth),
    (channel, cause) => waiting.get(channel)?.abort(cause),
  );
  const echo = new Echo(echoOptions(realtimeOf(desk.target), alias, { Pusher, customHandler }));
  return { echo, instances: Pusher.instances, waiting, pending: [] } satisfies EchoSession;
}

async function connected(desk: Desk, session: EchoSession, { line, attempt }: Begun): Promise<EchoClient> {
  keepLine(desk, line, async () => {
    endEcho(session);
    await cut(line);
  });
  void line.closed.promise.then(() => endEcho(session));
  const upgrade = await upgraded(attempt, desk.limits, desk.signal);
  desk.book.upgrade(upgrade);
  throwIfRefused(upgrade);
  const socketId = await handshake(line, upgrade);
  const { state } = session.echo.connector.pusher.connection;
  if (state !== 'connected')
    throw failure(
      'socket-failed',
      `${line.name}: pusher-js is ${state} after the handshake, wanted connected`,
      REFUSED,
    );
  return echoClient(line, session, socketId);
}

const REFUSED = { says: 'the client does not take what a plain socket took', cause: 'protocol-broken' } as const;

async function soon(desk: Desk, begun: Promise<Begun>): Promise<Begun> {
  try {
    return await withDeadline(desk.limits.connectMs, desk.signal, () => begun);
  } catch (cause) {
    if (desk.signal.aborted || !(cause instanceof DeadlineExceeded)) throw cause;
    throw new Error(`pusher-js asked for no socket within ${cause.budgetMs} ms`, { cause });
  }
}
