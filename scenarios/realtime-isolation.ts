import { demand, NotJudged, scenario, StepFailed } from '../src/model/scenario.ts';
import { across, carries, realtimeOf } from './sockets.ts';

const EVENT = 'client-parity-isolation';

/**
 * What members of another tenant say to each other must never arrive here. The other tenant's own client must hear it,
 * and a later message of ours must arrive, otherwise nothing is proved.
 */
export const realtimeIsolation = scenario({
  id: 'realtime-isolation',
  title: 'Messages of another tenant never arrive',
  writes: false,
  needs: ['realtime', 'isolation-peer'],
  session: false,
  deadlineMs: 80_000,
  stepDeadlineMs: 25_000,
  steps: {
    join: 'two clients of this tenant join a public channel',
    'peer-whispers': 'a client of the other tenant whispers there, and its fellow hears it',
    apart: 'a later message of this tenant arrives, the one of the other tenant does not',
  },
  async run({ app, realtime, peer, step, nonce }) {
    const { publicChannel } = realtimeOf(app);
    realtime.alias(nonce, '<nonce>');
    const [a, b] = await step('join', async () => {
      const sockets = [await realtime.open(), await realtime.open()] as const;
      for (const socket of sockets) await socket.subscribe(publicChannel);
      return sockets;
    });
    const foreign = { event: EVENT, channel: publicChannel, where: carries('foreign', nonce) };
    await step('peer-whispers', async () => {
      try {
        const [speaker, fellow] = [await peer.open(), await peer.open()];
        for (const socket of [speaker, fellow]) await socket.subscribe(publicChannel);
        speaker.whisper(publicChannel, EVENT, { foreign: nonce });
        await fellow.next(foreign, 10_000);
      } catch (thrown) {
        if (!(thrown instanceof StepFailed)) throw thrown;
        throw new NotJudged(`the other tenant's own clients do not hear each other: ${thrown.message}`);
      }
      realtime.note('the other tenant hears itself', true);
    });
    await step('apart', async () => {
      b.whisper(publicChannel, EVENT, { own: nonce });
      await across(a, { event: EVENT, channel: publicChannel, where: carries('own', nonce) });
      demand(a.count(foreign) + b.count(foreign) === 0, 'a message of the other tenant arrived', {
        rule: 'message-unexpected',
        cause: 'tenants-share-app',
      });
    });
  },
});
