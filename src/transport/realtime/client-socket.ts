import { broken, type Line, send } from './line.ts';

/** What pusher-js uses of a websocket. It sets and takes away the handlers as it goes. */
type ClientSocket = {
  onopen?: (() => void) | undefined;
  onmessage?: ((event: { readonly data: string }) => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  onclose?:
    | ((event: { readonly code: number; readonly reason: string; readonly wasClean: boolean }) => void)
    | undefined;
  readonly send: (frame: string) => void;
  readonly close: () => void;
};

/**
 * The socket of a line as pusher-js sees it: the line hears everything first.
 *
 * A server can make pusher-js throw, e.g. by a presence channel without its members. That must not end this process:
 * whoever waits fails instead.
 */
export function clientSocket(line: Line): ClientSocket {
  const { socket } = line;
  const client: ClientSocket = {
    // Late frames of a client whose socket has ended are nobody's loss.
    send: (frame) => (socket.readyState === socket.OPEN ? send(line, frame) : undefined),
    close: () => socket.close(),
  };
  const guarded = (event: () => void): void => {
    try {
      event();
    } catch (cause) {
      broken(line, { says: `pusher-js failed: ${textOf(cause)}`, cause: 'protocol-broken' });
    }
  };
  socket.on('open', () => guarded(() => client.onopen?.()));
  socket.on('error', (error) => guarded(() => client.onerror?.(error)));
  socket.on('close', (code) => guarded(() => client.onclose?.({ code, reason: '', wasClean: code === CLEAN })));
  line.onText = (data) => guarded(() => client.onmessage?.({ data }));
  return client;
}

const CLEAN = 1_000;

const textOf = (cause: unknown): string => (cause instanceof Error ? cause.message : 'what it threw is no error');
