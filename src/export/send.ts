import type { Method } from '../model/scenario.ts';
import type { Target } from '../model/tenant.ts';
import type { Result } from '../model/result.ts';
import type { DeliveryFault, Sink } from './delivery.ts';
import { NoAnswer } from '../model/fault.ts';
import { err, ok } from '../model/result.ts';
import { DeadlineExceeded, withDeadline } from '../time/deadline.ts';
import { createAgent, createRedactor, exchange } from '../transport/index.ts';

export type SinkRequest = {
  readonly method: Method;
  /** Below the path of the sink's URL; begins with a slash. */
  readonly path: string;
  readonly body?: string;
  readonly type?: string;
};

/**
 * One request to a sink, on a connection of its own.
 *
 * @returns the text of a 2xx; everything else is a fault
 * @throws the signal's own reason when it aborts
 */
export async function send(
  sink: Sink,
  { method, path, body, type }: SinkRequest,
  parent: AbortSignal,
): Promise<Result<string, DeliveryFault>> {
  const url = new URL(sink.url.pathname.replace(/\/$/, '') + path, sink.url.origin);
  const headers = [...(type === undefined ? [] : [['Content-Type', type] as const]), ...sink.headers];
  const redactor = createRedactor(new Map());
  for (const [name, value] of sink.headers) redactor.register(name, value.replace(/^\w+ /, ''));
  const limits = { connectMs: sink.timeoutMs, headersMs: sink.timeoutMs, bodyIdleMs: sink.timeoutMs };
  await using agent = createAgent(asTarget(sink.url), new Map(), limits);
  try {
    return await withDeadline(sink.timeoutMs, parent, async (signal) => {
      const request = { method, url, headers, ...(body !== undefined && { body }) };
      const { live } = await exchange(agent, request, redactor, signal);
      if (live.status >= 200 && live.status < 300) return ok(live.body.text);
      const said = redactor.text(live.body.text.trim().split('\n')[0]?.slice(0, 200) ?? '');
      const says = `${url.host} answered ${live.status} to ${method} ${url.pathname}, wanted 2xx${said && `: ${said}`}`;
      return err({ kind: kindOf(live.status), says });
    });
  } catch (cause) {
    if (parent.aborted) throw parent.reason;
    return err(faultOf(cause, url.host));
  }
}

const asTarget = ({ origin }: URL): Target => ({
  role: 'candidate',
  url: origin,
  reach: { vantage: 'direct', headers: {} },
  writes: false,
  evidence: [],
});

function kindOf(status: number): DeliveryFault['kind'] {
  if (status === 408 || status === 425 || status === 429) return 'throttled';
  return status >= 500 ? 'broken' : 'rejected';
}

/** @throws the cause when it is a bug of ours */
function faultOf(cause: unknown, host: string): DeliveryFault {
  if (cause instanceof DeadlineExceeded) return { kind: 'slow', says: `${host} was too slow: ${cause.message}` };
  if (!(cause instanceof NoAnswer)) throw cause;
  return { kind: cause.fault.kind === 'timeout' ? 'slow' : 'unreachable', says: cause.fault.says };
}
