import type { Message } from '../../model/realtime.ts';
import type { Line, Wait } from './line.ts';
import { shownWait } from './listener.ts';
import { failure, problemOfError } from './problem.ts';
import { ERROR, errorOf, SUBSCRIBED } from './protocol.ts';

/** Subscriptions of one socket that have no answer yet, in the order in which the server reads them. */
export type Pending = Asked[];

/** `unless`: ends the wait, e.g. because no signature was given. */
type Asked = {
  readonly channel: string;
  readonly signed: boolean;
  readonly unless?: AbortSignal;
};

/**
 * Waits for the answer to a subscription that was, or is about to be, sent.
 *
 * A refusal names no channel: it belongs to the subscription that waits longest, for the server answers in turn.
 *
 * @param asked `signed`: was a signature sent? Without one a refusal says nothing of secrets
 * @throws StepFailed when it is refused or not answered
 */
export async function subscribed(line: Line, pending: Pending, asked: Asked): Promise<Message> {
  const { channel, signed, unless } = asked;
  pending.push(asked);
  const leave = (): void => void (pending.includes(asked) && pending.splice(pending.indexOf(asked), 1));
  const fits = (message: Message): boolean => {
    const isAnswer = message.channel === channel && ANSWERS.includes(message.event);
    const isOurs = isAnswer || refusedOf(pending, message) === asked;
    // At once: the next message may come before whoever waits for this one goes on.
    if (isOurs) leave();
    return isOurs;
  };
  try {
    const answer: Wait = {
      fits,
      from: 'now',
      ...(unless && { unless }),
      withinMs: line.limits.subscribeMs,
      late: (when, problem) => failure('channel-refused', `${line.name}: ${channel} was not answered ${when}`, problem),
    };
    const message = await shownWait(line, answer);
    if (message.event === SUBSCRIBED) return message;
    const { says, cause } = problemOfError(message.data, 'subscribing');
    const isKnown = cause !== undefined && (signed || cause !== 'app-secret-mismatch');
    throw failure('channel-refused', `${line.name}: ${channel} was refused`, { says, ...(isKnown && { cause }) });
  } finally {
    leave();
  }
}

const ANSWERS: readonly string[] = [SUBSCRIBED, 'pusher:subscription_error'];

/** Whose refusal a message is. Only guarded channels are refused as not authorised. */
function refusedOf(pending: Pending, { event, channel, data }: Message): Asked | undefined {
  if (event !== ERROR || channel !== undefined) return undefined;
  const { code, message } = errorOf(data);
  // The refusal of a whisper has the same code and another text.
  if (/not a member/.test(message)) return undefined;
  return code === UNAUTHORISED ? pending.find((asked) => GUARDED.test(asked.channel)) : pending[0];
}

const UNAUTHORISED = 4009;
const GUARDED = /^(?:private|presence)/;
