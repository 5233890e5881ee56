import type { HeaderLine } from '../../model/observation.ts';
import type { Dialled } from '../connect.ts';
import type { Upgrade } from './book.ts';
import type { RealtimeLimits } from './limits.ts';
import type { Reached } from './reach-out.ts';
import type { Way } from './way.ts';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { Buffer } from 'node:buffer';
import { NoAnswer } from '../../model/fault.ts';
import { DeadlineExceeded, withDeadline } from '../../time/deadline.ts';
import { nameOf } from '../endpoint.ts';
import { faultOf, timeoutFault } from '../fault.ts';
import { failure } from './problem.ts';
import { refusedUpgrade } from './refusal.ts';
import { unanswered } from './unanswered.ts';

/** An upgrade that was sent. */
export type Attempt = {
  readonly way: Way;
  readonly dialled: Dialled;
  readonly socket: WebSocket;
  readonly sentAt: number;
  readonly answer: PromiseWithResolvers<Upgrade>;
};

/**
 * Asks for the upgrade over a connection that is open and proven.
 *
 * @param url of the way, or as a client on top of it wrote it
 */
export function beginUpgrade({ way, dialled, Socket }: Reached, { url, limits }: Asking): Attempt {
  const socket = new Socket(url, {
    // The library takes it as it is: TLS and the address are proven already.
    createConnection: () => dialled.socket,
    headers: Object.fromEntries(way.headers),
    perMessageDeflate: false,
    followRedirects: false,
    maxPayload: limits.frameBytes,
  });
  const attempt: Attempt = { way, dialled, socket, sentAt: performance.now(), answer: Promise.withResolvers() };
  // Whoever asked may have given up.
  attempt.answer.promise.catch(() => undefined);
  let head: IncomingMessage | undefined;
  socket.on('upgrade', (response) => (head = response));
  socket.once('open', () => attempt.answer.resolve(upgradeOf(attempt, head)));
  socket.once('error', (cause) => attempt.answer.reject(meaningOf(attempt, head, cause)));
  socket.on('unexpected-response', (_request, response) => void refuse(attempt, response, limits.refusalBytes));
  return attempt;
}

type Asking = { readonly url: URL; readonly limits: RealtimeLimits };

/**
 * Waits for the answer to the upgrade.
 *
 * @throws NoAnswer when there is none; StepFailed when it is no right one; the signal's own reason when it aborts
 */
export async function upgraded(attempt: Attempt, limits: RealtimeLimits, signal: AbortSignal): Promise<Upgrade> {
  const { way, answer } = attempt;
  try {
    return await withDeadline(limits.upgradeMs, signal, () => answer.promise);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    if (cause instanceof DeadlineExceeded)
      throw unanswered(new NoAnswer(timeoutFault('wait', limits.upgradeMs, nameOf(way.endpoint))));
    throw unanswered(cause);
  }
}

/** @throws StepFailed when an answer is a refusal */
export function throwIfRefused({ way, status, headers }: Upgrade): void {
  if (status !== 101) throw refusedUpgrade(way.url.pathname, status, headers);
}

function upgradeOf({ way, dialled, sentAt }: Attempt, head: IncomingMessage | undefined, refusal?: Buffer): Upgrade {
  const { connection, phases } = dialled;
  const answeredAt = performance.now();
  const wait = answeredAt - sentAt;
  const total = Object.values(phases).reduce((sum, ms) => sum + ms, wait);
  return {
    way,
    status: head?.statusCode ?? 0,
    headers: linesOf(head?.rawHeaders ?? []),
    ...(refusal && { refusal }),
    connection,
    timings: { ...phases, wait, total },
    answeredAt,
  };
}

const linesOf = (raw: readonly string[]): readonly HeaderLine[] =>
  Array.from({ length: raw.length / 2 }, (_, at) => [raw[at * 2]!, raw[at * 2 + 1]!]);

/** Reads what little is kept of the answer; how it ends does not matter. */
async function refuse(attempt: Attempt, response: IncomingMessage, most: number): Promise<void> {
  const upgrade = upgradeOf(attempt, response);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    await withDeadline(BODY_MS, new AbortController().signal, async () => {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes >= most) break;
      }
    });
  } catch {
    // Cut, reset or hanging: the status says enough.
  }
  attempt.answer.resolve({ ...upgrade, refusal: Buffer.concat(chunks).subarray(0, most) });
  attempt.dialled.socket.destroy();
}

/** For the body of a refusal. */
const BODY_MS = 1_000;

function meaningOf({ way, dialled }: Attempt, head: IncomingMessage | undefined, cause: Error): Error {
  const who = nameOf(way.endpoint);
  const says = `${who} answered 101 as no websocket server does: ${cause.message}`;
  if (head !== undefined) return failure('socket-failed', says, NO_UPGRADE);
  try {
    return new NoAnswer(faultOf(dialled.failure() ?? cause, 'wait', who));
  } catch {
    return cause;
  }
}

const NO_UPGRADE = { says: 'that is no upgrade', cause: 'protocol-broken' } as const;
