import type { ChannelAuth } from '../src/model/realtime.ts';
import { demand, scenario, StepFailed } from '../src/model/scenario.ts';
import { askAuth, authorise, channelFor, memberId, realtimeOf } from './sockets.ts';

const OPEN = { rule: 'channel-open', cause: 'channel-open' } as const;

/** Who may listen to a private channel, and who may not. */
export const realtimePrivate = scenario({
  id: 'realtime-private',
  title: 'A member can listen to the own channel, and to nobody else’s',
  writes: false,
  needs: ['realtime'],
  session: true,
  deadlineMs: 80_000,
  stepDeadlineMs: 20_000,
  steps: {
    member: 'the member is recognised',
    open: 'a websocket is open',
    authorise: 'the own channel is authorised',
    join: 'the own channel is joined',
    'other-member': 'the channel of another member is refused',
    'no-token': 'the own channel is refused without a token',
    'wrong-signature': 'the server refuses a signature that is not the application’s',
    'echo-open': 'Laravel Echo connects',
    'echo-authorise': 'the own channel is authorised for Laravel Echo',
    'echo-join': 'Laravel Echo joins the own channel',
  },
  async run({ app, api, member, realtime, step }) {
    const { privateChannel, otherId, authPath } = realtimeOf(app);
    const id = await step('member', () => memberId(member, app));
    const channel = channelFor(privateChannel, id);
    realtime.alias(channel, privateChannel);
    const socket = await step('open', () => realtime.open());
    const auth = await step('authorise', () => authorise(member, app, socket.socketId, channel));
    await step('join', () => socket.subscribe(channel, auth));
    await step('other-member', async () => {
      const answer = await askAuth(member, app, socket.socketId, channelFor(privateChannel, otherId));
      demand(answer.status >= 400, `POST ${authPath} for another member answered ${answer.status}, wanted 403`, OPEN);
    });
    await step('no-token', async () => {
      const answer = await askAuth(api, app, socket.socketId, channel);
      demand(answer.status >= 400, `POST ${authPath} without a token answered ${answer.status}, wanted 401`, OPEN);
    });
    await step('wrong-signature', async () => {
      const second = await realtime.open();
      const refused = await isRefused(() => second.subscribe(channel, wrong(auth)));
      demand(refused, `${privateChannel} was joined with a wrong signature`, OPEN);
      realtime.note('wrongSignature', 'refused');
    });
    let ready: ChannelAuth = auth;
    const echo = await step('echo-open', () => realtime.echo({ authorise: () => Promise.resolve(ready) }));
    ready = await step('echo-authorise', () => authorise(member, app, echo.socketId, channel));
    await step('echo-join', () => echo.subscribe(channel));
  },
});

/** As long as a real one, and not the application's. */
const wrong = ({ auth, ...rest }: ChannelAuth): ChannelAuth => ({
  ...rest,
  auth: auth.replace(/:.*$/u, `:${'0'.repeat(64)}`),
});

async function isRefused(join: () => Promise<unknown>): Promise<boolean> {
  try {
    await join();
    return false;
  } catch (thrown) {
    if (thrown instanceof StepFailed && thrown.why.rule === 'channel-refused') return true;
    throw thrown;
  }
}
