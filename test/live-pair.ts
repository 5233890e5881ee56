import type { Target } from '../src/model/tenant.ts';
import type { Loaded } from '../src/cli/load.ts';
import { startStandin, type Standin, type StandinOptions } from '../testbed/standin/start.ts';
import { demoWith } from './in-process.ts';

const PASSWORD = 'live-pair-password';
export const APP = { id: 'academy', key: 'live-pair-key', secret: 'live-pair-secret' };
const OPS_TOKEN = 'live-pair-operations';

const SECRETS = new Map([
  ['PARITY_DEMO_PASSWORD', PASSWORD],
  ['PARITY_DEMO_REALTIME_SECRET', APP.secret],
  ['PARITY_DEMO_OPS_TOKEN', OPS_TOKEN],
]);

/** Two stand-ins that outlive a run, so that a test can look at them, and take things away, while it goes on. */
export type LivePair = AsyncDisposable & {
  readonly reference: Standin;
  readonly candidate: Standin;
  /** The tenant `demo` with both as its targets. @param change of the candidate alone */
  readonly loaded: (change?: (target: Target) => Target) => Loaded;
};

export async function startPair(
  ofCandidate: Partial<StandinOptions> = {},
  ofReference: Partial<StandinOptions> = {},
): Promise<LivePair> {
  await using stack = new AsyncDisposableStack();
  const reference = stack.use(await startStandin({ ...standinOptions(), ...withApp(ofReference) }));
  const candidate = stack.use(await startStandin({ ...standinOptions(), ...withApp(ofCandidate) }));
  const owned = stack.move();
  return {
    reference,
    candidate,
    loaded(change = (same) => same) {
      const loaded = demoWith((target) =>
        target.role === 'reference' ? dialled(target, reference) : change(dialled(target, candidate)),
      );
      return { ...loaded, secrets: new Map([...loaded.secrets, ...SECRETS]) };
    },
    [Symbol.asyncDispose]: async () => await owned.disposeAsync(),
  };
}

const standinOptions = (): StandinOptions => ({
  accounts: {
    canary: { email: 'canary@academy.example', password: PASSWORD },
    refused: { email: 'refused@academy.example' },
  },
  horizon: { header: 'X-Ops-Token', token: OPS_TOKEN },
  opsToken: OPS_TOKEN,
});

const withApp = ({ realtime, ...options }: Partial<StandinOptions>): Partial<StandinOptions> => ({
  ...options,
  realtime: { app: APP, ...realtime },
});

/** A target that others started. */
function dialled({ standin: _standin, ...target }: Target, { url, realtime }: Standin): Target {
  const instances = realtime.instances.map((instance) => new URL(instance));
  return {
    ...target,
    url,
    realtime: {
      url: realtime.url,
      route: 'as-shipped',
      key: realtime.key,
      app: { id: realtime.appId, secret: 'PARITY_DEMO_REALTIME_SECRET' },
      instances: instances.map(({ hostname, port }) => ({ host: hostname, port: Number(port) })),
    },
  };
}
