import { once } from 'node:events';
import { connect } from 'node:net';
import { DeadlineExceeded, withDeadline } from '../time/deadline.ts';
import { codeOf } from './fault.ts';

const BUDGET_MS = 3_000;

/**
 * Does the control address take a TCP connection? If it does not either, a silent target proves nothing.
 *
 * @param hostPort e.g. `one.one.one.one:443` or `[2606:4700:4700::1111]:443`
 * @throws Error when it is no `host:port`; the signal's own reason when it aborts
 */
export async function answers(hostPort: string, signal: AbortSignal): Promise<boolean> {
  const [, host, port] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(hostPort) ?? [];
  if (host === undefined || Number(port) > 65_535)
    throw new Error(`the control address "${hostPort}" is no host:port; write e.g. one.one.one.one:443`);
  const socket = connect({ host, port: Number(port) });
  try {
    await withDeadline(BUDGET_MS, signal, (inner) => once(socket, 'connect', { signal: inner }));
    return true;
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    if (cause instanceof DeadlineExceeded || codeOf(cause) !== '') return false;
    throw cause;
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}
