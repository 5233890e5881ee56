import { randomBytes, randomInt } from 'node:crypto';
import type { Publisher } from './queue/publish.ts';
import type { ReverbApp } from './reverb/app.ts';
import { type Front, startFront } from './reverb/front.ts';
import { memoryRelay, type Relay } from './reverb/relay.ts';
import { type Reverb, startReverb } from './reverb/start.ts';
import type { Settings } from './settings.ts';

export type RealtimeOptions = {
  /** As whom the application publishes, and its clients connect. Default: made for this instance. */
  readonly app?: Pick<ReverbApp, 'id' | 'key' | 'secret'>;
  /** More apps of the same Reverb: those of other tenants. */
  readonly others?: readonly ReverbApp[];
  /** Joins the two instances, and those of others that have the same. Default: one in memory. */
  readonly relay?: Relay;
  /** How long Reverb waits for its relay when it is asked for numbers, in milliseconds. Default 10,000. */
  readonly askMs?: number;
  /** Of the address before the two instances. Default: a free one. */
  readonly port?: number;
};

/** Two instances of Reverb and what spreads sockets over them. */
export type Realtime = {
  readonly front: Front;
  readonly instances: readonly Reverb[];
  readonly app: Pick<ReverbApp, 'id' | 'key' | 'secret'>;
  readonly publisher: Publisher;
} & AsyncDisposable;

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';

/** A port that was given back could be taken by somebody else. */
const DOWN: Reverb = { url: NOWHERE, port: 1, [Symbol.asyncDispose]: () => Promise.resolve() };

export async function startRealtime(options: RealtimeOptions, settings: Settings, host: string): Promise<Realtime> {
  const { app = randomApp(), others = [], relay = memoryRelay(), askMs, port } = options;
  const { hasOtherKey, allowedOrigins, maxMessageSize, maxRequestSize, mixesApps, isDown } = settings.reverb;
  await using stack = new AsyncDisposableStack();
  const served = { ...app, key: hasOtherKey ? reversed(app.key) : app.key, allowedOrigins, maxMessageSize };
  const start = async (): Promise<Reverb> =>
    stack.use(
      await startReverb({
        apps: [served, ...others],
        relay: relayOf(settings, relay),
        host,
        maxRequestSize,
        mixesApps,
        ...(askMs === undefined ? {} : { askMs }),
      }),
    );
  const instances = isDown ? [DOWN, DOWN] : await Promise.all([start(), start()]);
  const urls = instances.map(({ url }) => url);
  const front = stack.use(
    await startFront({ instances: urls, faults: settings.front, host, ...(port !== undefined && { port }) }),
  );
  const owned = stack.move();
  return {
    front,
    instances,
    app,
    publisher: publisherOf(settings, app, front.url),
    [Symbol.asyncDispose]: async () => await owned.disposeAsync(),
  };
}

function relayOf({ scaling }: Settings, relay: Relay): Relay | undefined {
  if (scaling === 'on') return relay;
  if (scaling === 'off') return undefined;
  const broken = memoryRelay();
  broken.kill();
  return broken;
}

function publisherOf({ publishes }: Settings, app: Publisher['app'], url: string): Publisher {
  if (publishes === 'nowhere') return { app, url: NOWHERE };
  return { app: publishes === 'wrong-secret' ? { ...app, secret: reversed(app.secret) } : app, url };
}

const randomApp = (): Pick<ReverbApp, 'id' | 'key' | 'secret'> => ({
  id: String(randomInt(100_000, 1_000_000)),
  key: randomBytes(10).toString('hex'),
  secret: randomBytes(20).toString('hex'),
});

const reversed = (text: string): string => text.split('').toReversed().join('');
