import { demand, scenario } from '../src/model/scenario.ts';
import { across, carries, realtimeOf } from './sockets.ts';

const EVENT = 'client-parity';

/** Client events between members of one channel: no application code, no queue. */
export const realtimeWhisper = scenario({
  id: 'realtime-whisper',
  title: 'Members of a channel can whisper to each other',
  writes: false,
  needs: ['realtime'],
  session: false,
  deadlineMs: 60_000,
  stepDeadlineMs: 20_000,
  steps: {
    join: 'two clients join a public channel',
    whisper: 'what one of them whispers reaches the other',
    'not-echoed': 'it does not come back to the one who whispered',
    stranger: 'what the server does with a whisper from outside of the channel',
  },
  async run({ app, realtime, step, nonce }) {
    const { publicChannel } = realtimeOf(app);
    realtime.alias(nonce, '<nonce>');
    const ours = { event: EVENT, channel: publicChannel, where: carries('nonce', nonce) };
    const [a, b] = await step('join', async () => {
      const sockets = [await realtime.open(), await realtime.open()] as const;
      for (const socket of sockets) await socket.subscribe(publicChannel);
      return sockets;
    });
    await step('whisper', async () => {
      a.whisper(publicChannel, EVENT, { nonce });
      await across(b, ours);
    });
    await step('not-echoed', async () => {
      // What the server sent before its pong has come by now.
      await a.ping(5_000);
      demand(a.count(ours) === 0, 'the whisper came back to the one who sent it', { rule: 'message-unexpected' });
      realtime.note('echoed', false);
    });
    await step('stranger', async () => {
      const stranger = await realtime.open();
      stranger.whisper(publicChannel, EVENT, { nonce });
      await stranger.ping(5_000);
      realtime.note('stranger', stranger.count({ event: 'pusher:error' }) > 0 ? 'refused' : 'accepted');
    });
  },
});
