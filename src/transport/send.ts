import type { Phase } from '../model/fault.ts';
import type { HeaderLine } from '../model/observation.ts';
import type { Method } from '../model/scenario.ts';
import type { Lease } from './agent.ts';
import type { Limits } from './limits.ts';
import type { Dispatcher } from 'undici';
import { Buffer } from 'node:buffer';
import { NoAnswer } from '../model/fault.ts';
import { codeOf, PARSER, timeoutFault } from './fault.ts';

/** What goes out, live. */
export type HttpRequest = {
  readonly method: Method;
  readonly url: URL;
  readonly headers: readonly HeaderLine[];
  readonly body?: string;
};

/** What came back, live. Milliseconds by phase. */
export type Received = {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly content: Buffer;
  /** Why the body ended before its end. */
  readonly cut?: string;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
};

/** The exchange broke off. `silent`: not a byte of an answer had come. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
  readonly phase: Phase;
  readonly silent: boolean;

  constructor(cause: Error, phase: Phase, silent: boolean) {
    super(cause.message, { cause });
    this.phase = phase;
    this.silent = silent;
  }
}

type Progress = {
  readonly request: HttpRequest;
  readonly limits: Limits;
  readonly who: string;
  readonly startedAt: number;
  phase: Phase;
  sentAt: number;
  firstByteAt: number;
  status: number;
  headers: readonly HeaderLine[];
  readonly chunks: Buffer[];
  bytes: number;
  controller: Dispatcher.DispatchController | undefined;
  /** Set when it was aborted; a kept connection begins a moment after it was asked to. */
  stopped: Error | undefined;
  timer: NodeJS.Timeout | undefined;
};

/**
 * Sends one request over one connection and reads its answer to the end.
 *
 * @param who the target, for sentences
 * @throws BrokenOff with the cause; the signal's own reason when it aborts
 */
export async function send(
  lease: Lease,
  request: HttpRequest,
  { limits, who }: { readonly limits: Limits; readonly who: string },
  signal: AbortSignal,
): Promise<Received> {
  signal.throwIfAborted();
  const progress = begin(request, limits, who);
  const done = Promise.withResolvers<Received>();
  const onAbort = (): void => abort(progress, signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    budget(progress, limits.headersMs);
    lease.line.client.dispatch(optionsOf(request), handlerOf(progress, lease.line.failure, done));
    return await done.promise;
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw cause;
  } finally {
    clearTimeout(progress.timer);
    signal.removeEventListener('abort', onAbort);
  }
}

function begin(request: HttpRequest, limits: Limits, who: string): Progress {
  const now = performance.now();
  return {
    request,
    limits,
    who,
    startedAt: now,
    phase: 'send',
    sentAt: now,
    firstByteAt: now,
    status: 0,
    headers: [],
    chunks: [],
    bytes: 0,
    controller: undefined,
    stopped: undefined,
    timer: undefined,
  };
}

const optionsOf = ({ method, url, headers, body }: HttpRequest): Dispatcher.DispatchOptions => ({
  method,
  path: url.pathname + url.search,
  headers: headers.flat(),
  ...(body !== undefined && { body }),
});

function handlerOf(
  progress: Progress,
  failure: () => Error | undefined,
  done: PromiseWithResolvers<Received>,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller) {
      progress.controller = controller;
      if (progress.stopped !== undefined) controller.abort(progress.stopped);
    },
    onRequestSent() {
      progress.sentAt = performance.now();
      if (progress.phase === 'send') progress.phase = 'wait';
    },
    onResponseStarted() {
      progress.firstByteAt = performance.now();
      progress.phase = 'receive';
    },
    onResponseStart(controller, status) {
      if (status < 200) return;
      progress.status = status;
      progress.headers = linesOf(controller.rawHeaders);
      budget(progress, progress.limits.bodyIdleMs);
    },
    onResponseData: (_controller, chunk) => take(progress, chunk),
    onResponseEnd() {
      // The client takes a reset for the end of a body that ends with its connection.
      const reset = failure();
      const cut = reset && whyCut(progress, reset);
      done.resolve({ ...received(progress), ...(cut !== undefined && { cut }) });
    },
    onResponseError(_controller, cause) {
      const cut = whyCut(progress, cause);
      if (cut !== undefined) done.resolve({ ...received(progress), cut });
      else done.reject(new BrokenOff(cause, progress.phase, progress.phase !== 'receive'));
    },
  };
}

/** Starts the clock for what comes next. */
function budget(progress: Progress, budgetMs: number): void {
  clearTimeout(progress.timer);
  progress.timer = setTimeout(() => {
    abort(progress, new NoAnswer(timeoutFault(progress.phase, budgetMs, progress.who)));
  }, budgetMs);
}

function abort(progress: Progress, reason: Error): void {
  progress.stopped ??= reason;
  progress.controller?.abort(reason);
}

function take(progress: Progress, chunk: Buffer): void {
  progress.timer?.refresh();
  progress.bytes += chunk.length;
  const { limits, who } = progress;
  if (progress.bytes <= limits.bodyBytes) return void progress.chunks.push(chunk);
  const says = `${who} sent more than ${limits.bodyBytes} bytes of body, the most that is read`;
  abort(progress, new NoAnswer({ kind: 'too-large', blame: 'target', phase: 'receive', code: 'TOO_LARGE', says }));
}

function received({ status, headers, chunks, startedAt, sentAt, firstByteAt }: Progress): Received {
  const timings = {
    send: sentAt - startedAt,
    wait: Math.max(0, firstByteAt - sentAt),
    receive: performance.now() - firstByteAt,
  };
  return { status, headers, content: Buffer.concat(chunks), timings };
}

/** The end of a connection in the middle of a body is an answer too, a truncated one. */
const ENDS = ['UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'ECONNRESET', 'EPIPE'];

function whyCut({ status, headers, bytes }: Progress, cause: Error): string | undefined {
  const isEnd = ENDS.includes(codeOf(cause)) || (codeOf(cause) === PARSER && cause.message.includes('EOF'));
  if (status === 0 || !isEnd) return undefined;
  return `the connection ended after ${bytes} bytes; ${wantedEnd(headers)}`;
}

function wantedEnd(headers: readonly HeaderLine[]): string {
  const announced = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  if (announced !== undefined) return `${announced} were announced`;
  const isChunked = headers.some(([name]) => name.toLowerCase() === 'transfer-encoding');
  return isChunked ? 'the last chunk did not come' : 'it was broken off';
}

function linesOf(raw: Dispatcher.DispatchController['rawHeaders']): readonly HeaderLine[] {
  const parts = Array.isArray(raw)
    ? raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1')))
    : [];
  return Array.from({ length: parts.length / 2 }, (_, at) => [parts[at * 2]!, parts[at * 2 + 1]!]);
}
