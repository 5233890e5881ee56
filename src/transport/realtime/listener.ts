import type { Message, Wanted } from '../../model/realtime.ts';
import type { Fits } from './inbox.ts';
import { type Line, type Wait, wait } from './line.ts';
import { failure } from './problem.ts';

const fitting =
  ({ event, channel, where }: Wanted): Fits =>
  (message) =>
    message.event === event &&
    (channel === undefined || message.channel === channel) &&
    (where === undefined || where(message));

const named = ({ event, channel }: Wanted): string => (channel === undefined ? event : `${event} on ${channel}`);

/** Waits, and shows what came in the document of the step, unless the line is unseen. */
export async function shownWait(line: Line, asked: Wait): Promise<Message> {
  if (line.unseen) return (await wait(line, asked)).message;
  const show = line.book.awaiting(line.name);
  try {
    const heard = await wait(line, asked);
    show(heard);
    return heard.message;
  } catch (cause) {
    show(undefined);
    throw cause;
  }
}

/** @throws StepFailed under `message-missing` */
export const next = (line: Line, wanted: Wanted, withinMs: number): Promise<Message> =>
  shownWait(line, {
    fits: fitting(wanted),
    from: 'start',
    withinMs,
    late: (when, problem) =>
      failure('message-missing', `${line.name}: no ${named(wanted)} ${when}${rest(line)}`, problem),
  });

/** @throws StepFailed when more came than is kept: the count would be a guess */
export function count(line: Line, wanted: Wanted): number {
  if (line.inbox.dropped() > 0)
    throw failure('socket-failed', `${line.name}: ${named(wanted)} not counted${rest(line)}`, FLOOD);
  return line.inbox.count(fitting(wanted));
}

const FLOOD = { says: 'the server floods the socket', cause: 'protocol-broken' } as const;

function rest({ inbox, limits }: Line): string {
  if (inbox.dropped() === 0) return '';
  return `; ${inbox.dropped()} messages came beyond the ${limits.keptMessages} or ${limits.keptBytes} bytes that are kept`;
}

/** Client events have a prefix on the wire. */
export const clientEvent = (event: string): string => (event.startsWith('client-') ? event : `client-${event}`);
