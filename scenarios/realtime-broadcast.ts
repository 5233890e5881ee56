import { demand, scenario } from '../src/model/scenario.ts';
import { carries, realtimeOf } from './sockets.ts';

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
      const answer = await realtime.publish(publicChannel, EVENT, { nonce });
      demand(
        answer.status !== 404,
        `publishing answered 404: ${answer.text.slice(0, 80)}`,
        answer.text.startsWith('No matching application')
          ? { rule: 'socket-failed', cause: 'app-secret-mismatch' }
          : { rule: 'socket-failed', cause: 'path-rule-missing' },
      );
      demand(answer.status !== 401, 'publishing answered 401: the signature is not accepted', {
        rule: 'socket-failed',
        cause: 'app-secret-mismatch',
      });
      demand(answer.status === 200, `publishing answered ${answer.status}, wanted 200`, { rule: 'socket-failed' });
    });
    await step('received', async () => {
      const wanted = { event: EVENT, channel: publicChannel, where: carries('nonce', nonce) };
      const messages = await Promise.all(clients.map((client) => client.next(wanted, 10_000)));
      realtime.measure('publish-to-receive', Math.max(...messages.map(({ receivedAt }) => receivedAt)) - publishedAt);
    });
  },
});
