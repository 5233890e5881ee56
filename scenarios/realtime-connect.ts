import { scenario } from '../src/model/scenario.ts';

/** The socket alone: upgrade, handshake, ping; then the client that browsers use. */
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
    echo: 'Laravel Echo connects',
  },
  async run({ realtime, step }) {
    const socket = await step('handshake', () => realtime.open());
    await step('ping', () => socket.ping(5_000));
    await step('echo', async () => {
      const echo = await realtime.echo({ authorise: noChannel });
      await echo.close();
    });
  },
});

const noChannel = (): Promise<never> => Promise.reject(new Error('no channel is joined here'));
