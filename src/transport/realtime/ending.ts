import type { Closing } from '../../model/realtime.ts';
import type { Line } from './line.ts';
import { DeadlineExceeded, withDeadline } from '../../time/deadline.ts';
import { failure } from './problem.ts';

/** Ends the socket in good manners, and by force when the server does not answer. */
export async function close(line: Line): Promise<void> {
  line.ours = true;
  line.socket.close(1_000);
  if (!(await isClosedSoon(line))) await cut(line);
}

/** Ends the socket at once, whatever state it is in. */
export async function cut(line: Line): Promise<void> {
  line.ours = true;
  line.socket.terminate();
  await isClosedSoon(line);
}

/** Not under the signal: sockets are closed after it aborted, too. */
async function isClosedSoon({ closed, limits }: Line): Promise<boolean> {
  try {
    await withDeadline(limits.closeMs, new AbortController().signal, () => closed.promise);
    return true;
  } catch {
    return false;
  }
}

/** @throws StepFailed when the server leaves it open; the signal's own reason when it aborts */
export async function untilClosed({ closed, name, signal }: Line, withinMs: number): Promise<Closing> {
  try {
    return await withDeadline(withinMs, signal, () => closed.promise);
  } catch (cause) {
    if (signal.aborted || !(cause instanceof DeadlineExceeded)) throw cause;
    throw failure('socket-failed', `${name}: the server left the socket open for ${withinMs} ms, wanted its end`);
  }
}
