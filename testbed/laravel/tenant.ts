import type { Deployment, DeploymentOptions } from './deployment.ts';

/** What the tenants `testbed` and `testbed-composer` read from the environment. */
export type Settings = {
  readonly PARITY_TESTBED_REFERENCE_URL: string;
  readonly PARITY_TESTBED_CANDIDATE_URL: string;
  readonly PARITY_TESTBED_REFERENCE_REALTIME_URL: string;
  readonly PARITY_TESTBED_CANDIDATE_REALTIME_URL: string;
  readonly PARITY_TESTBED_REALTIME_KEY: string;
  readonly PARITY_TESTBED_REALTIME_SECRET: string;
  readonly PARITY_TESTBED_PASSWORD: string;
  readonly PARITY_TESTBED_OPS_TOKEN: string;
};

/** What both deployments were started with. */
type Common = Pick<DeploymentOptions, 'accounts' | 'app'> & { readonly opsToken: string };

type Pair = Readonly<Record<'reference' | 'candidate', Pick<Deployment, 'url' | 'socketUrl'>>>;

export const settingsOf = ({ accounts, app, opsToken }: Common, { reference, candidate }: Pair): Settings => ({
  PARITY_TESTBED_REFERENCE_URL: reference.url,
  PARITY_TESTBED_CANDIDATE_URL: candidate.url,
  PARITY_TESTBED_REFERENCE_REALTIME_URL: reference.socketUrl,
  PARITY_TESTBED_CANDIDATE_REALTIME_URL: candidate.socketUrl,
  PARITY_TESTBED_REALTIME_KEY: app.key,
  PARITY_TESTBED_REALTIME_SECRET: app.secret,
  PARITY_TESTBED_PASSWORD: accounts.canary.password,
  PARITY_TESTBED_OPS_TOKEN: opsToken,
});
