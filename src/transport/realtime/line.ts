import type { Closing } from '../../model/realtime.ts';
import type { Book } from './book.ts';
import type { RealtimeLimits } from './limits.ts';
import { Buffer } from 'node:buffer';
import type { RawData, WebSocket } from 'ws';
import { DeadlineExceeded, withDeadline } from '../../time/deadline.ts';
import { codeOf } from '../fault.ts';
import { createInbox, Ended, type Fits, type Inbox } from './inbox.ts';
import { and, failure, type Problem, problemOfClosing, problemOfError, problemOfFrame } from './problem.ts';
import { ERROR, type Heard, PING, PONG, readMessage, written } from './protocol.ts';

export type LineDeps = {
  readonly name: string;
  readonly book: Book;
  readonly limits: RealtimeLimits;
  /** Ends every wait. */
  readonly signal: AbortSignal;
  /** Who answers pings and hands out the messages of channels: we do, or the client on top of the socket. */
  readonly served: 'by-us' | 'by-client';
  /** What is waited for is not shown in the document of the step. */
  readonly unseen?: true;
};

/** One socket, from its upgrade to its end, whoever uses it. */
export type Line = LineDeps & {
  readonly socket: WebSocket;
  readonly inbox: Inbox;
  readonly closed: PromiseWithResolvers<Closing>;
  /** Gives every text to the client on top, after the line has heard it. */
  onText: ((text: string) => void) | undefined;
  /** The message of a channel that this client is about to hand out. */
  inHand: Heard | undefined;
  /** The last error of the socket, or why it ended. */
  problem: Problem | undefined;
  closing: Closing | undefined;
  /** Do we end it? Then its end is no problem. */
  ours: boolean;
};

/** Begin before the socket is open: its first message may come together with the answer to the upgrade. */
export function beginLine(socket: WebSocket, deps: LineDeps): Line {
  const line: Line = {
    ...deps,
    socket,
    inbox: createInbox(deps.limits),
    closed: Promise.withResolvers(),
    onText: undefined,
    inHand: undefined,
    problem: undefined,
    closing: undefined,
    ours: false,
  };
  socket.on('message', (data, isBinary) => hear(line, data, isBinary));
  socket.on('error', (error) => (line.problem = problemOfFrame(codeOf(error)) ?? line.problem));
  socket.on('close', (code, reason) => ended(line, { code, reason: reason.toString('utf8') }));
  return line;
}

const GARBAGE: Problem = { says: 'a frame is no message of the Pusher protocol', cause: 'protocol-broken' };

function hear(line: Line, data: RawData, isBinary: boolean): void {
  const receivedAt = performance.now();
  const bytes = asBuffer(data);
  const text = isBinary ? described(bytes) : bytes.toString('utf8');
  line.book.frame(line.name, 'in', text);
  hearText(line, isBinary ? undefined : readMessage(text, receivedAt));
  if (!isBinary) line.onText?.(text);
}

function hearText(line: Line, heard: Heard | undefined): void {
  if (heard === undefined) return broken(line, GARBAGE);
  if (heard.message.event !== PING) return take(line, heard);
  if (line.served === 'by-us' && isOpen(line)) send(line, written(PONG, {}));
}

const asBuffer = (data: RawData): Buffer =>
  Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data);

function take(line: Line, heard: Heard): void {
  const { event, channel, data } = heard.message;
  if (event === ERROR) line.problem = problemOfError(data, 'open');
  const isForUs = line.served === 'by-us' || channel === undefined || event.startsWith('pusher_internal:');
  if (isForUs) line.inbox.accept(heard);
  else line.inHand = heard;
}

/** Takes the socket for broken: whoever waits fails. */
export function broken(line: Line, problem: Problem): void {
  line.problem = problem;
  line.inbox.end();
}

function ended(line: Line, closing: Closing): void {
  line.closing = closing;
  if (!line.ours) line.problem = and(line.problem, problemOfClosing(closing));
  line.inbox.end();
  line.closed.resolve(closing);
}

const isOpen = ({ socket }: Line): boolean => socket.readyState === socket.OPEN;

/** @throws StepFailed when the socket is not open */
export function send(line: Line, frame: string | Uint8Array): void {
  if (!isOpen(line)) throw failure('socket-failed', `${line.name}: nothing can be sent, it is not open`, line.problem);
  line.book.frame(line.name, 'out', typeof frame === 'string' ? frame : described(frame));
  line.socket.send(frame);
}

const described = (bytes: Uint8Array): string => `(${bytes.length} bytes, binary)`;

export type Wait = {
  readonly fits: Fits;
  readonly from: 'start' | 'now';
  readonly withinMs: number;
  /** Makes the failure when nothing that fits comes in time (`when` says how long), or the socket ends before. */
  readonly late: (when: string, problem: Problem | undefined) => Error;
  /** Ends this wait alone, with its reason. */
  readonly unless?: AbortSignal;
};

/** @throws the failure of the wait; the signal's own reason when it aborts */
export async function wait(line: Line, { fits, from, withinMs, late, unless }: Wait): Promise<Heard> {
  const { inbox } = line;
  const signal = unless === undefined ? line.signal : AbortSignal.any([line.signal, unless]);
  try {
    return await withDeadline(withinMs, signal, (inner) => inbox.next(fits, from, inner));
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    if (cause instanceof DeadlineExceeded) throw late(`within ${withinMs} ms`, line.problem);
    if (cause instanceof Ended) throw late('before the socket ended', line.problem);
    throw cause;
  }
}
