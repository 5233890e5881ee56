import type { Upgrade } from './book.ts';
import { handshakeOf } from './document.ts';
import { type Line, wait } from './line.ts';
import { failure, problemOfError } from './problem.ts';
import { ERROR, ESTABLISHED, type Heard } from './protocol.ts';

/**
 * Waits for the server's first message and reads it.
 *
 * @returns the socket's id
 * @throws StepFailed when it is refused, silent, ended, or no handshake
 */
export async function handshake(line: Line, upgrade: Upgrade): Promise<string> {
  const { name, book, limits } = line;
  const heard = await wait(line, {
    fits: () => true,
    from: 'start',
    withinMs: limits.handshakeMs,
    late: (when, problem) =>
      failure('socket-failed', `${name}: the upgrade succeeded and no ${ESTABLISHED} came ${when}`, problem ?? SILENT),
  });
  const { message } = heard;
  if (message.event === ERROR) throw refused(line, heard);
  const told = message.event === ESTABLISHED ? handshakeOf(message) : undefined;
  if (told === undefined)
    throw failure('socket-failed', `${name}: the first message is no usable ${ESTABLISHED}`, BROKEN);
  book.alias(told.socketId, '<socket id>');
  book.handshake(told.json, upgrade, message.receivedAt);
  return told.socketId;
}

/** An error before the handshake is final, though the server may leave the socket open. */
function refused(line: Line, heard: Heard): Error {
  line.book.awaiting(line.name)(heard);
  return failure(
    'socket-failed',
    `${line.name}: the handshake was refused`,
    problemOfError(heard.message.data, 'opening'),
  );
}

const SILENT = { says: 'the server is silent', cause: 'handshake-silent' } as const;
const BROKEN = { says: 'that is no protocol a client could go on with', cause: 'protocol-broken' } as const;
