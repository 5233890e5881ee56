import type { RawSocket } from '../src/model/realtime.ts';
import { scenario, StepFailed } from '../src/model/scenario.ts';
import { realtimeOf } from './sockets.ts';

/** The socket alone: upgrade, handshake, ping, silence; then the client that browsers use. */
export const realtimeConnect = scenario({
  id: 'realtime-connect',
  title: 'A client can open a websocket and keep it alive',
  writes: false,
  needs: ['realtime'],
  session: false,
  deadlineMs: 60_000,
  stepDeadlineMs: 20_000,
  steps: {
    handshake: 'the upgrade succeeds and the server greets the client',
    ping: 'a ping is answered',
    hold: 'an idle socket stays open',
    echo: 'Laravel Echo connects',
  },
  async run({ app, realtime, step }) {
    const socket = await step('handshake', () => realtime.open());
    await step('ping', () => socket.ping(5_000));
    await step('hold', () => hold(socket, realtimeOf(app).holdMs));
    await step('echo', async () => {
      const echo = await realtime.echo({ authorise: noChannel });
      await echo.close();
    });
  },
});

/** Who is silent is cut first. */
async function hold(socket: RawSocket, forMs: number): Promise<void> {
  const ended = await socket.closed(forMs).catch((thrown: unknown) => {
    // It was left open.
    if (thrown instanceof StepFailed) return undefined;
    throw thrown;
  });
  if (ended === undefined) return socket.ping(5_000);
  throw new StepFailed(`an idle socket was ended with ${ended.code} within ${forMs} ms, wanted it to stay open`, {
    rule: 'socket-failed',
    cause: 'socket-dropped',
  });
}

const noChannel = (): Promise<never> => Promise.reject(new Error('no channel is joined here'));
