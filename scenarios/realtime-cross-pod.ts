import { z } from 'zod';
import type { Listener, RawSocket, Realtime, Wanted } from '../src/model/realtime.ts';
import { demand, NotJudged, scenario } from '../src/model/scenario.ts';
import { rely } from './rely.ts';
import { demandTaken } from './publishing.ts';
import { carries, hears, LOST, realtimeOf } from './sockets.ts';

const WHISPER = 'client-parity-across';
const EVENT = 'parity.across';
const CLIENTS = 16;
/** Joined with our own signature, past the application: each client is a member of its own. A channel for each run. */
const ROLL_CALL = 'presence-parity';
/** A server that waits so long for the others has lost them. */
const LOST_MS = 9_000;

/**
 * Do instances hand messages on to each other? Socket ids do not tell instances apart. Either they are dialled
 * directly, or presence, which the server keeps per instance, shows that the clients came to several.
 */
export const realtimeCrossPod = scenario({
  id: 'realtime-cross-pod',
  title: 'A message reaches clients of every instance',
  writes: false,
  needs: ['realtime', 'realtime-app'],
  session: false,
  deadlineMs: 100_000,
  stepDeadlineMs: 30_000,
  steps: {
    join: 'clients join a public channel, on several instances',
    'roll-call': 'who sees whom shows that there are several',
    whisper: 'what one client whispers reaches all others',
    publish: 'the server takes an event',
    received: 'the event reaches all clients',
    connections: 'the instances count their connections together, and soon',
  },
  async run({ app, realtime, aside, step, nonce }) {
    const { publicChannel } = realtimeOf(app);
    realtime.alias(nonce, '<nonce>');
    const clients = await step('join', () => join(realtime, publicChannel));
    await step('roll-call', async () => {
      const groups = await rollCall(realtime, clients, `${ROLL_CALL}-${nonce}`);
      const isSplit = groups > 1 || realtime.instances > 1;
      if (!isSplit) {
        throw new NotJudged(
          `all ${clients.length} clients came to one instance, or presence is shared: name the instances of the target`,
        );
      }
      realtime.note('several instances', true);
    });
    const [first] = clients;
    if (first === undefined) throw new Error('there is always a client');
    await step('whisper', async () => {
      first.whisper(publicChannel, WHISPER, { nonce });
      const others = clients.slice(1);
      await allHear(realtime, others, { event: WHISPER, channel: publicChannel, where: carries('nonce', nonce) });
    });
    await step('publish', async () => {
      demandTaken(await realtime.publish(publicChannel, EVENT, { nonce }));
    });
    await step('received', () =>
      allHear(realtime, clients, { event: EVENT, channel: publicChannel, where: carries('nonce', nonce) }),
    );
    await step('connections', async () => {
      const askedAt = performance.now();
      // On the side: how many members are connected is another number on each target.
      const answer = await aside.realtime.status('/connections');
      const tookMs = Math.round(performance.now() - askedAt);
      demandTaken(answer, '/connections');
      const count = rely(z.number(), answer.at('/connections'), 'the number of connections');
      demand(
        tookMs < LOST_MS && count >= clients.length,
        `/connections says ${count} after ${tookMs} ms while ${clients.length} clients are connected`,
        LOST,
      );
      realtime.note('counted together', true);
    });
  },
});

async function join(realtime: Realtime, channel: string): Promise<readonly RawSocket[]> {
  const isDirect = realtime.instances > 1;
  const places = Array.from({ length: isDirect ? realtime.instances : CLIENTS }, (_, index) => index);
  const clients = await Promise.all(
    places.map((index) =>
      realtime.open({ name: `client-${index}`, unseen: true, ...(isDirect && { instance: index }) }),
    ),
  );
  await Promise.all(clients.map((client) => client.subscribe(channel)));
  return clients;
}

const Present = z.object({ presence: z.object({ ids: z.array(z.string()) }) });

/**
 * Into how many groups the clients fall that see each other. One after the other: each sees who came before it. Who
 * that is, the balancer decides.
 */
async function rollCall(realtime: Realtime, clients: readonly RawSocket[], channel: string): Promise<number> {
  let groups = 0;
  for (const client of clients) {
    const member = JSON.stringify({ user_id: `parity-${client.name}`, user_info: {} });
    const auth = realtime.sign(client.socketId, channel, member);
    const { data } = await client.subscribe(channel, auth);
    const { presence } = rely(Present, data, 'who is present');
    const sees = presence.ids.filter((id) => id !== `parity-${client.name}`);
    if (sees.length === 0) groups += 1;
  }
  return groups;
}

/** What is compared is that all heard it: how many they are is not the same on both targets. */
async function allHear(realtime: Realtime, clients: readonly Listener[], wanted: Wanted): Promise<void> {
  const heard = await Promise.all(clients.map((client) => hears(client, wanted, 5_000)));
  const count = heard.filter(Boolean).length;
  demand(count > 0, `${wanted.event} reached none of ${clients.length} clients`, LOST);
  demand(count === clients.length, `${wanted.event} reached ${count} of ${clients.length} clients`, LOST);
  realtime.note(wanted.event, 'reached all');
}
