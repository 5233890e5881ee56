import { z } from 'zod';
import { demand, scenario } from '../src/model/scenario.ts';
import { rely } from './rely.ts';
import { authorise, realtimeOf } from './sockets.ts';

const Present = z.object({ presence: z.object({ count: z.number(), ids: z.array(z.unknown()) }) });

/** Who is here. Presence is known per instance only, so the counts of one client are all that is relied on. */
export const realtimePresence = scenario({
  id: 'realtime-presence',
  title: 'A member who joins a presence channel is listed there',
  writes: false,
  needs: ['realtime', 'presence'],
  session: true,
  deadlineMs: 60_000,
  stepDeadlineMs: 20_000,
  steps: {
    open: 'a websocket is open',
    authorise: 'the presence channel is authorised, with what others may see of the member',
    join: 'the member is listed',
  },
  async run({ app, member, realtime, step }) {
    const channel = realtimeOf(app).presenceChannel ?? '';
    const socket = await step('open', () => realtime.open());
    const auth = await step('authorise', () => authorise(member, app, socket.socketId, channel));
    await step('join', async () => {
      const { data } = await socket.subscribe(channel, auth);
      const { presence } = rely(Present, data, 'who is present');
      demand(
        presence.count >= 1 && presence.ids.length === presence.count,
        `${presence.ids.length} members are listed and ${presence.count} counted, wanted the same and at least 1`,
      );
    });
  },
});
