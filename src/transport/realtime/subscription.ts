import type { Message } from '../../model/realtime.ts';
import type { Line } from './line.ts';
import { shownWait } from './listener.ts';
import { failure, problemOfError } from './problem.ts';
import { ERROR, errorOf, SUBSCRIBED } from './protocol.ts';

/** Subscriptions of one socket that have no answer yet, in the order in which the server reads them. */
export type Pending = symbol[];

/**
 * Waits for the answer to a subscription that was, or is about to be, sent.
 *
 * A refusal names no channel: it belongs to the subscription that waits longest, for the server answers in turn.
 *
 * @param signed was a signature sent? Without one a refusal says nothing of secrets
 * @throws StepFailed when it is refused or not answered
 */
export async function subscribed(line: Line, pending: Pending, { channel, signed, unless }: Asked): Promise<Message> {
  const own = Symbol(channel);
  pending.push(own);
  try {
    const message = await shownWait(line, {
      fits: (message) =>
        message.channel === channel ? ANSWERS.includes(message.event) : pending[0] === own && isRefusal(message),
      from: 'now',
      ...(unless && { unless }),
      withinMs: line.limits.subscribeMs,
      late: (when, problem) => failure('channel-refused', `${line.name}: ${channel} was not answered ${when}`, problem),
    });
    if (message.event === SUBSCRIBED) return message;
    const { says, cause } = problemOfError(message.data, 'subscribing');
    const isKnown = cause !== undefined && (signed || cause !== 'app-secret-mismatch');
    throw failure('channel-refused', `${line.name}: ${channel} was refused`, { says, ...(isKnown && { cause }) });
  } finally {
    pending.splice(pending.indexOf(own), 1);
  }
}

/** `unless`: ends the wait, e.g. because no signature was given. */
type Asked = { readonly channel: string; readonly signed: boolean; readonly unless?: AbortSignal };

const ANSWERS: readonly string[] = [SUBSCRIBED, 'pusher:subscription_error'];

/** The refusal of a whisper has the same code and another text. */
const isRefusal = ({ event, channel, data }: Message): boolean =>
  event === ERROR && channel === undefined && !/not a member/.test(errorOf(data).message);
