import type { CauseId } from '../../model/causes.ts';
import type { Closing } from '../../model/realtime.ts';
import type { RuleId } from '../../model/rules.ts';
import { EFFECT_RULES } from '../../model/rules/effects.ts';
import { StepFailed } from '../../model/scenario.ts';
import { type ErrorData, errorOf } from './protocol.ts';

/** What is wrong with a socket, for a sentence, and why it usually comes about. */
export type Problem = { readonly says: string; readonly cause?: CauseId };

type Meaning = { readonly opening?: CauseId; readonly subscribing?: CauseId; readonly open?: CauseId };

/** Codes of `pusher:error` → what they mean while a socket opens, while a channel is subscribed, and otherwise. */
const ERROR_CODES: Readonly<Record<number, Meaning>> = {
  4001: { opening: 'app-key-unknown' },
  4004: { opening: 'connection-quota' },
  4009: { opening: 'origin-refused', subscribing: 'app-secret-mismatch' },
  4200: { opening: 'protocol-broken' },
  4201: { opening: 'socket-dropped', open: 'socket-dropped' },
  4301: {
    opening: 'message-rate-limited',
    subscribing: 'message-rate-limited',
    open: 'message-rate-limited',
  },
};

/** What a `pusher:error` means at a moment in the life of a socket. */
export function problemOfError(data: unknown, moment: keyof Meaning): Problem {
  const error = errorOf(data);
  const cause = error.code === undefined ? undefined : ERROR_CODES[error.code]?.[moment];
  return { says: errorText(error), ...(cause && { cause }) };
}

export const errorText = ({ code, message }: ErrorData): string =>
  `code ${code ?? 'none'}, ${message.length > LONGEST ? `a message of ${message.length} characters` : message}`;

/** Characters. Not cut: a secret at the cut would be recognised no more. */
const LONGEST = 300;

/** Close codes that tell more than that the server ended the socket. */
const CLOSE_CODES: Readonly<Record<number, CauseId>> = {
  1001: 'socket-dropped',
  1006: 'socket-dropped',
  1009: 'message-size-limit',
  1012: 'socket-dropped',
};

/** What it means that the server ended a socket. */
export function problemOfClosing({ code, reason }: Closing): Problem {
  const cause = CLOSE_CODES[code];
  const how = code === 1006 ? 'without a close frame (1006)' : `with ${code}${reason && ` ${reason}`}`;
  return { says: `the server ended the socket ${how}`, ...(cause && { cause }) };
}

/** Both, for one socket: the first is why. */
export const and = (first: Problem | undefined, second: Problem): Problem =>
  first === undefined ? second : { ...second, ...first, says: `${first.says}; ${second.says}` };

/** Codes of the websocket library → what came over the wire. */
const BROKEN_FRAMES: Readonly<Record<string, string>> = {
  WS_ERR_INVALID_UTF8: 'a text frame is not UTF-8',
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'a message is larger than what is read',
};

/** What an error of the websocket library means; undefined for one of the network, which the closing tells better. */
export function problemOfFrame(code: string): Problem | undefined {
  if (!code.startsWith('WS_ERR_')) return undefined;
  return { says: `${BROKEN_FRAMES[code] ?? 'a frame breaks the protocol'} (${code})`, cause: 'protocol-broken' };
}

/** A failure under the rule that is meant, or under `socket-failed` when the socket itself is why. */
export function failure(rule: 'channel-refused' | 'message-missing' | 'socket-failed', says: string, why?: Problem) {
  const causes: readonly string[] = EFFECT_RULES[rule].causes;
  const cause = why?.cause;
  const kind: RuleId = cause === undefined || causes.includes(cause) ? rule : 'socket-failed';
  const reason = why === undefined ? says : `${says}; ${why.says}`;
  return new StepFailed(reason, { rule: kind, ...(cause && { cause }) });
}
