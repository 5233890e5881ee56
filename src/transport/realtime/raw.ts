import type { ChannelAuth, OpenOptions, RawSocket } from '../../model/realtime.ts';
import type { Desk } from './desk-state.ts';
import { keepLine, nextName } from './desk-state.ts';
import { close, cut, untilClosed } from './ending.ts';
import { handshake } from './handshake.ts';
import { beginLine, type Line, send, wait } from './line.ts';
import { clientEvent, count, next } from './listener.ts';
import { failure } from './problem.ts';
import { PING, PONG, written } from './protocol.ts';
import { reachOut } from './reach-out.ts';
import { type Pending, subscribed } from './subscription.ts';
import { beginUpgrade, throwIfRefused, upgraded } from './upgrade.ts';

/**
 * Opens a socket and waits for its handshake.
 *
 * @throws StepFailed when the upgrade or the handshake is refused; NoAnswer when nobody answers
 */
export async function openRaw(desk: Desk, options: OpenOptions = {}): Promise<RawSocket> {
  const { limits, signal } = desk;
  // Before anything is waited for: the order of the names must not be that of the answers.
  const name = options.name ?? nextName(desk);
  const reached = await reachOut(desk, options);
  const attempt = beginUpgrade(reached, { url: reached.way.url, limits });
  const unseen = options.unseen === true && { unseen: options.unseen };
  const line = beginLine(attempt.socket, { name, book: desk.book, limits, signal, served: 'by-us', ...unseen });
  keepLine(desk, line, () => cut(line));
  try {
    const upgrade = await upgraded(attempt, limits, signal);
    desk.book.upgrade(upgrade);
    throwIfRefused(upgrade);
    const socketId = await handshake(line, upgrade);
    desk.proven ||= options.key === undefined && options.origin === undefined && options.instance === undefined;
    return rawSocket(desk, line, socketId);
  } catch (cause) {
    await cut(line);
    throw cause;
  }
}

function rawSocket(desk: Desk, line: Line, socketId: string): RawSocket {
  const pending: Pending = [];
  return {
    name: line.name,
    socketId,
    next: (wanted, withinMs) => next(line, wanted, withinMs),
    count: (wanted) => count(line, wanted),
    whisper: (channel, event, data) => send(line, written(clientEvent(event), data, channel)),
    send: (frame) => send(line, frame),
    close: () => close(line),
    closed: (withinMs) => untilClosed(line, withinMs),
    ping: (withinMs) => ping(line, withinMs),
    async subscribe(channel, auth) {
      const data = { channel, ...(auth && signed(desk, auth)) };
      const answer = subscribed(line, pending, { channel, signed: auth !== undefined });
      try {
        send(line, written('pusher:subscribe', data));
      } catch (cause) {
        answer.catch(() => undefined);
        throw cause;
      }
      return await answer;
    },
  };
}

/** A signature opens a channel to whoever reads it. */
export function signed({ redactor }: Pick<Desk, 'redactor'>, { auth, channelData }: ChannelAuth) {
  redactor.register('signature', auth.slice(auth.indexOf(':') + 1));
  return { auth, ...(channelData !== undefined && { channel_data: channelData }) };
}

async function ping(line: Line, withinMs: number): Promise<void> {
  send(line, written(PING, {}));
  await wait(line, {
    fits: ({ event }) => event === PONG,
    from: 'now',
    withinMs,
    late: (when, problem) => failure('socket-failed', `${line.name}: no ${PONG} ${when}`, problem ?? NO_PONG),
  });
}

const NO_PONG = { says: 'the other end is gone, or stuck', cause: 'socket-dropped' } as const;
