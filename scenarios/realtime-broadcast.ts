import { scenario } from '../src/model/scenario.ts';
import { demandTaken } from './publishing.ts';
import { across, carries, realtimeOf } from './sockets.ts';

const EVENT = 'parity.published';

/** From the server's HTTP API to its sockets, with neither application nor queue between. */
export const realtimeBroadcast = scenario({
  id: 'realtime-broadcast',
  title: 'What is published reaches every client of the channel',
  writes: false,
  needs: ['realtime', 'realtime-app'],
  session: false,
  deadlineMs: 60_000,
  stepDeadlineMs: 20_000,
  steps: {
    join: 'two raw clients and Laravel Echo join a public channel',
    publish: 'the server takes an event',
    received: 'the event reaches all three',
  },
  async run({ app, realtime, step, nonce }) {
    const { publicChannel } = realtimeOf(app);
    realtime.alias(nonce, '<nonce>');
    const clients = await step('join', async () => {
      const raw = [await realtime.open(), await realtime.open()];
      for (const socket of raw) await socket.subscribe(publicChannel);
      const echo = await realtime.echo({ authorise: () => Promise.reject(new Error('the channel is public')) });
      await echo.subscribe(publicChannel);
      return [...raw, echo];
    });
    const publishedAt = performance.now();
    await step('publish', async () => {
      demandTaken(await realtime.publish(publicChannel, EVENT, { nonce }));
    });
    await step('received', async () => {
      const wanted = { event: EVENT, channel: publicChannel, where: carries('nonce', nonce) };
      const messages = await Promise.all(clients.map((client) => across(client, wanted)));
      realtime.measure('publish-to-receive', Math.max(...messages.map(({ receivedAt }) => receivedAt)) - publishedAt);
    });
  },
});
