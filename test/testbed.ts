import { startDeployment, type Deployment, type DeploymentOptions } from '../testbed/laravel/deployment.ts';
import { startRedis } from '../testbed/laravel/redis.ts';
import { settingsOf } from '../testbed/laravel/tenant.ts';

type Start = Partial<Pick<DeploymentOptions, 'drifts' | 'loginLimit' | 'revision'>>;

/** Whole deployments of the real Laravel on one Redis, and the environment by which the tenant `testbed` finds them. */
export type Testbed = AsyncDisposable & {
  /** Stopped with the testbed at the latest. */
  readonly start: (options?: Start) => Promise<Deployment>;
  readonly environment: (reference: Deployment, candidate: Deployment) => Readonly<Record<string, string>>;
  /** Must appear nowhere. */
  readonly secrets: readonly string[];
};

export async function startTestbed(password: string): Promise<Testbed> {
  await using stack = new AsyncDisposableStack();
  const redis = stack.use(await startRedis());
  const common = {
    accounts: {
      canary: { email: 'canary@academy.example', password },
      refused: { email: 'refused@academy.example' },
    },
    app: { id: 'academy', key: 'key-of-the-app', secret: 'secret-of-the-app/+&' },
    opsToken: 'token-of-operations',
  };
  const owned = stack.move();
  return {
    start: async (options = {}) => owned.use(await startDeployment({ ...common, redis, ...options })),
    environment: (reference, candidate) => settingsOf(common, { reference, candidate }),
    secrets: [password, common.app.secret, common.opsToken],
    [Symbol.asyncDispose]: async () => await owned.disposeAsync(),
  };
}

/** The environment of the tenant `testbed` where nothing but its API is asked. */
export const httpEnvironment = (password: string, reference: string, candidate: string): Record<string, string> => ({
  PARITY_TESTBED_REFERENCE_URL: reference,
  PARITY_TESTBED_CANDIDATE_URL: candidate,
  PARITY_TESTBED_PASSWORD: password,
  PARITY_TESTBED_REALTIME_SECRET: 'secret-of-the-app',
  PARITY_TESTBED_OPS_TOKEN: 'token-of-operations',
});
