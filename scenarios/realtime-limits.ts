import { demand, NotJudged, scenario, StepFailed } from '../src/model/scenario.ts';
import type { RawSocket, Wanted } from '../src/model/realtime.ts';
import { across, realtimeOf } from './sockets.ts';

const EVENT = 'client-parity-size';
const FOREIGN = 'https://foreign.invalid';

/** Where the server draws lines. What it refuses is compared between the targets; what must work is demanded. */
export const realtimeLimits = scenario({
  id: 'realtime-limits',
  title: 'Messages up to 8 kB arrive, and strangers are refused',
  writes: false,
  needs: ['realtime'],
  session: false,
  deadlineMs: 80_000,
  stepDeadlineMs: 20_000,
  steps: {
    join: 'two clients join a public channel',
    '1-kb': 'a message of 1 kB arrives',
    '8-kb': 'a message of 8 kB arrives',
    '12-kb': 'what the server does with a message of 12 kB',
    'foreign-origin': 'what the server does with a foreign Origin',
    'unknown-key': 'an app key that nobody has is refused',
  },
  async run({ app, realtime, step }) {
    const { publicChannel } = realtimeOf(app);
    const [a, b] = await step('join', async () => {
      const sockets = [await realtime.open(), await realtime.open()] as const;
      for (const socket of sockets) await socket.subscribe(publicChannel);
      return sockets;
    });
    await step('1-kb', async () => {
      await across(b, sendSized(a, publicChannel, 1_000));
    });
    await step('8-kb', () => demandLarge(a, b, sendSized(a, publicChannel, 8_000)));
    await step('12-kb', async () => {
      a.whisper(publicChannel, EVENT, { size: 12_000, filler: 'x'.repeat(12_000) });
      realtime.note('12 kB', await fateOf(a));
    });
    await step('foreign-origin', async () => {
      realtime.note('foreign origin', await refusalOf(() => realtime.open({ origin: FOREIGN })));
    });
    await step('unknown-key', async () => {
      const refusal = await refusalOf(() => realtime.open({ key: 'parity-unknown-key' }));
      demand(refusal !== 'accepted', 'an unknown app key was accepted, wanted code 4001', { rule: 'socket-failed' });
      realtime.note('unknown key', refusal);
    });
  },
});

/** @returns what the other one must hear */
function sendSized(from: RawSocket, channel: string, bytes: number): Wanted {
  from.whisper(channel, EVENT, { size: bytes, filler: 'x'.repeat(bytes - 120) });
  return { event: EVENT, channel, where: ({ at }) => at('/size') === bytes };
}

/** A small message has come before it, so the size is why a large one does not. */
async function demandLarge(from: RawSocket, to: RawSocket, wanted: Wanted): Promise<void> {
  const late = 10_000;
  const refused = from.closed(late + 5_000).then(({ code }) => {
    throw new StepFailed(`its sender was closed with ${code}`);
  });
  try {
    await Promise.race([to.next(wanted, late), refused]);
  } catch (thrown) {
    if (!(thrown instanceof StepFailed)) throw thrown;
    throw new StepFailed(`a message of 8000 bytes did not arrive: ${thrown.message}`, {
      rule: 'message-missing',
      cause: 'message-size-limit',
    });
  }
}

/** Closed with a code, or open still. */
async function fateOf(socket: RawSocket): Promise<string> {
  try {
    await socket.ping(5_000);
    return 'taken';
  } catch (thrown) {
    if (!(thrown instanceof StepFailed)) throw thrown;
    const { code } = await socket.closed(5_000);
    return `closed with ${code}`;
  }
}

/** The cause of a refusal in one word, or `accepted`. */
async function refusalOf(open: () => Promise<RawSocket>): Promise<string> {
  try {
    await open();
    return 'accepted';
  } catch (thrown) {
    if (thrown instanceof StepFailed && thrown.why.cause !== undefined) return thrown.why.cause;
    if (thrown instanceof StepFailed) throw new NotJudged(`it was refused in a way nobody foresaw: ${thrown.message}`);
    throw thrown;
  }
}
