import type { EchoClient } from '../../model/realtime.ts';
import type { EchoLibrary, PusherChannel, PusherClient } from './libraries.mjs';
import { close } from './ending.ts';
import type { Line } from './line.ts';
import { clientEvent, count, next } from './listener.ts';
import { failure } from './problem.ts';
import { type Pending, subscribed } from './subscription.ts';

/** One client of laravel-echo, from its construction to its end. */
export type EchoSession = {
  readonly echo: EchoLibrary;
  /** Where pusher-js keeps every client for ever. */
  readonly instances: PusherClient[];
  /** Subscriptions whose authorisation has not come yet, by channel: aborted with why it never will. */
  readonly waiting: Map<string, AbortController>;
  readonly pending: Pending;
};

/** Disconnects the client and takes it out of the library's list. Twice is once. */
export function endEcho({ echo, instances }: EchoSession): void {
  const { pusher } = echo.connector;
  echo.disconnect();
  const at = instances.indexOf(pusher);
  if (at !== -1) instances.splice(at, 1);
}

export const echoClient = (line: Line, session: EchoSession, socketId: string): EchoClient => ({
  name: line.name,
  socketId,
  next: (wanted, withinMs) => next(line, wanted, withinMs),
  count: (wanted) => count(line, wanted),
  subscribe: (channel) => subscribe(line, session, channel),
  whisper: (channel, event, data) => void channelOf(session, channel).trigger(clientEvent(event), data),
  async close() {
    line.ours = true;
    endEcho(session);
    await close(line);
  },
});

async function subscribe(line: Line, session: EchoSession, name: string): Promise<void> {
  const channel = channelOf(session, name);
  if (channel.subscribed) return;
  const unless = new AbortController();
  session.waiting.set(name, unless);
  let isGiven = false;
  channel.bind_global((event, data) => {
    isGiven ||= event === 'pusher:subscription_succeeded';
    handOut(line, { name, event, data });
  });
  try {
    await subscribed(line, session.pending, { channel: name, signed: true, unless: unless.signal });
  } finally {
    session.waiting.delete(name);
  }
  if (!isGiven)
    throw failure('channel-refused', `${line.name}: the client does not take the answer for ${name}`, line.problem);
}

/** A message counts once the client hands it out, with the data as the client decoded it. */
function handOut(line: Line, given: { readonly name: string; readonly event: string; readonly data: unknown }): void {
  const { inHand: heard } = line;
  if (heard === undefined || heard.message.event !== given.event || heard.message.channel !== given.name) return;
  line.inHand = undefined;
  line.inbox.accept({ ...heard, message: { ...heard.message, data: given.data } });
}

type Kind = 'private' | 'join' | 'channel';

/** Prefixes of channel names → how laravel-echo calls them. */
const KINDS: readonly (readonly [prefix: string, kind: Kind])[] = [
  ['private-', 'private'],
  ['presence-', 'join'],
  ['', 'channel'],
];

function channelOf({ echo }: EchoSession, name: string): PusherChannel {
  const [prefix, kind] = KINDS.find(([start]) => name.startsWith(start)) ?? ['', 'channel'];
  return echo[kind](name.slice(prefix.length)).subscription;
}
