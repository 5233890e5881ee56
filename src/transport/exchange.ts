import type { Exchange, HeaderLine } from '../model/observation.ts';
import type { Agent, Lease } from './agent.ts';
import type { Redactor } from './redactor.ts';
import { Buffer } from 'node:buffer';
import { NoAnswer } from '../model/fault.ts';
import { entryAt, type JsonDocument, KIND, kindAt, lexemeAt, stringAt } from '../json/index.ts';
import { keptBody, type Reading, readBody } from './body.ts';
import { decompress } from './decompress.ts';
import { nameOf } from './endpoint.ts';
import { faultOf } from './fault.ts';
import { BrokenOff, type HttpRequest, type Received, send } from './send.ts';

/** An answer with its live values, for the caller alone; nothing of it may be kept. */
export type Live = {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  /** As received, in bytes. */
  readonly bytes: number;
  readonly body: Reading;
};

/** @param mints JSON Pointers into the answer whose values are secrets */
export type ExchangeRequest = HttpRequest & { readonly mints?: readonly string[] };

/**
 * One request and its answer: no redirect followed, no cookie kept, no answer asked for twice.
 *
 * A GET, HEAD or OPTIONS that meets a kept connection which the server closed meanwhile goes out once more on a fresh
 * one, as RFC 9112 section 9.3.1 has it; other methods always get a fresh one.
 *
 * @returns `live` for chained steps; `seen` is redacted, minted values registered before
 * @throws NoAnswer with a redacted fault; the signal's own reason when it aborts; anything else is a bug of ours
 */
export async function exchange(
  agent: Agent,
  request: ExchangeRequest,
  redactor: Redactor,
  signal: AbortSignal,
): Promise<{ readonly live: Live; readonly seen: Exchange }> {
  await import('undici/lib/dispatcher/client.js'); // Loaded before the clock starts.
  const startedAt = performance.now();
  try {
    const { lease, received } = await sendOverOpenLine(agent, request, signal);
    const body = await plainBody(agent, received);
    registerMints(body.document, request.mints ?? [], redactor);
    const live = { status: received.status, headers: received.headers, bytes: received.content.length, body };
    const seen = seenOf(request, live, redactor);
    const timings = { ...lease.phases, ...received.timings, total: performance.now() - startedAt };
    return { live, seen: { ...seen, connection: lease.line.connection, timings } };
  } catch (cause) {
    if (!(cause instanceof NoAnswer)) throw cause;
    // Without its cause: errors of the HTTP parser carry what was received.
    throw new NoAnswer({ ...cause.fault, says: redactor.text(cause.fault.says) });
  }
}

type Sent = { readonly lease: Lease; readonly received: Received };

const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

async function sendOverOpenLine(agent: Agent, request: HttpRequest, signal: AbortSignal): Promise<Sent> {
  const isSafe = SAFE.includes(request.method);
  const lease = await agent.lease(isSafe ? 'any' : 'fresh', signal);
  try {
    return await sendOver(agent, lease, request, signal);
  } catch (cause) {
    if (!(cause instanceof BrokenOff)) throw cause;
    if (!lease.kept || !cause.silent || cause.cause instanceof NoAnswer) throw noAnswer(cause, lease, agent);
  }
  const fresh = await agent.lease('fresh', signal);
  try {
    return await sendOver(agent, fresh, request, signal);
  } catch (cause) {
    throw cause instanceof BrokenOff ? noAnswer(cause, fresh, agent) : cause;
  }
}

async function sendOver(agent: Agent, lease: Lease, request: HttpRequest, signal: AbortSignal): Promise<Sent> {
  try {
    const received = await send(lease, request, { limits: agent.limits, who: nameOf(agent.endpoint) }, signal);
    agent.release(lease.line);
    return { lease, received };
  } catch (cause) {
    lease.line.socket.destroy();
    throw cause;
  }
}

function noAnswer({ cause, phase }: BrokenOff, lease: Lease, agent: Agent): NoAnswer {
  if (cause instanceof NoAnswer) return cause;
  return new NoAnswer(faultOf(lease.line.failure() ?? cause, phase, nameOf(agent.endpoint)));
}

async function plainBody(agent: Agent, { headers, content, cut }: Received): Promise<Reading> {
  const plain = await decompress(content, valueOf(headers, 'content-encoding'), agent.limits.bodyBytes);
  switch (plain.kind) {
    case 'plain':
      return readBody(plain.content, valueOf(headers, 'content-type'), cut);
    case 'broken':
      return {
        ...readBody(Buffer.alloc(0), '', undefined),
        state: cut ? 'truncated' : 'malformed',
        problem: cut ?? plain.problem,
      };
    case 'too-large':
      throw new NoAnswer({
        kind: 'too-large',
        blame: 'target',
        phase: 'receive',
        code: 'TOO_LARGE',
        says: tooLarge(agent),
      });
    default:
      return plain satisfies never;
  }
}

const tooLarge = ({ endpoint, limits }: Agent): string =>
  `${nameOf(endpoint)} sent more than ${limits.bodyBytes} bytes of body once decompressed, the most that is read`;

/** The value of a header; several lines of one name are joined. */
export const valueOf = (headers: readonly HeaderLine[], wanted: string): string =>
  headers
    .filter(([name]) => name.toLowerCase() === wanted)
    .map(([, value]) => value)
    .join(', ');

function registerMints(document: JsonDocument | undefined, mints: readonly string[], redactor: Redactor): void {
  if (document === undefined) return;
  for (const pointer of mints) {
    const entry = entryAt(document, pointer);
    if (entry === -1) continue;
    if (kindAt(document, entry) === KIND.string) redactor.register('token', stringAt(document, entry));
    if (kindAt(document, entry) === KIND.number) redactor.register('token', lexemeAt(document, entry));
  }
}

function seenOf(
  { method, url, headers, body, mints = [] }: ExchangeRequest,
  live: Live,
  redactor: Redactor,
): Pick<Exchange, 'kind' | 'request' | 'response'> {
  const sent = body === undefined ? {} : { body: redactor.json(body) };
  return {
    kind: 'exchange',
    request: { method, url: redactor.url(url.href), headers: redactor.headers(headers), ...sent },
    response: {
      status: live.status,
      headers: redactor.headers(live.headers),
      body: keptBody(live.body, live.bytes, redactor, mints),
    },
  };
}
