import type { Plan } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Role, Secrets, Tenant } from '../model/tenant.ts';
import type { Home } from './home.ts';
import type { SelectionOptions, TenantOptions } from './options.ts';
import type { Peer, ReadTenant } from './peer.ts';
import { randomBytes } from 'node:crypto';
import { loadTenant, printProblems, readEnv } from '../config/index.ts';
import { makePlan } from '../engine/plan.ts';
import { ok } from '../model/result.ts';
import { SCENARIOS } from '../../scenarios/index.ts';
import { homeAt } from './home.ts';
import { peerOf } from './peer.ts';
import { UsageError, usageError } from './usage-error.ts';

/** A tenant with its secrets, and what is missing where that is allowed. */
export type Loaded = {
  readonly home: Home;
  readonly tenant: Tenant;
  readonly secrets: Secrets;
  /** Names of settings and secrets that are not set. */
  readonly missing: readonly string[];
  /** The tenant that must be kept apart, where a scenario will open its sockets. */
  readonly peer?: Peer;
};

type LoadOptions = TenantOptions & { readonly scenario?: readonly string[]; readonly target?: Role };

/**
 * @param allowMissing for commands that send nothing: missing settings and secrets are only named, and no peer is read
 * @param scenarios all there are
 * @throws UsageError with every problem of the environment, of the tenant and of its peer at once
 */
export function load(options: LoadOptions, allowMissing = false, scenarios: readonly Scenario[] = SCENARIOS): Loaded {
  const home = homeAt(options.home);
  const env = readEnv(home.root, process.env);
  if (!env.ok) throw new UsageError(printProblems(env.error));
  const scenarioIds = scenarios.map(({ id }) => id);
  const read: ReadTenant = (id, mayMiss) =>
    loadTenant(id, { folder: home.tenants, env: env.value, scenarioIds, allowMissing: mayMiss });
  const own = read(options.tenant, allowMissing);
  // What a tenant lacks must not hide what its peer lacks.
  const known = own.ok ? own : read(options.tenant, true);
  const peer = known.ok && !allowMissing ? peerOf(known.value.tenant, scenarios, options, read) : ok(undefined);
  if (!own.ok || !peer.ok) throw new UsageError(printProblems([...problemsOf(own), ...problemsOf(peer)]));
  return { home, ...own.value, ...(peer.value && { peer: peer.value }) };
}

const problemsOf = <E>(result: Result<unknown, readonly E[]>): readonly E[] => (result.ok ? [] : result.error);

/**
 * @param options with `list` the plan may hold nothing to run: it then says why
 * @throws UsageError when nothing would run
 */
export function planFor(
  tenant: Tenant,
  options: SelectionOptions & { readonly list?: true },
  scenarios: readonly Scenario[] = SCENARIOS,
): Plan {
  const { scenario, target, gate } = options;
  const seed = options.seed ?? randomBytes(4).toString('hex');
  const selection = { seed, gate, timeoutMs: options.timeout * 1_000, ...(target && { target }) };
  const plan = makePlan(tenant, scenarios, { ...selection, scenarios: scenario });
  if (!plan.ok) throw usageError(plan.error.join('\n  '), 'npm run parity -- --list shows what can run');
  if (plan.value.scenarios.length === 0 && options.list !== true) throw nothingRuns(plan.value);
  return plan.value;
}

/** A run of nothing would find nothing, and look like a pass. */
function nothingRuns({ tenant, notRun }: Plan): UsageError {
  const reasons = notRun.filter(({ why }) => why !== 'not selected').map(({ id, why }) => `${id}: ${why}`);
  return usageError(
    ['nothing of this would run', ...reasons].join('\n  '),
    `npm run parity -- --tenant ${tenant.id} --list shows what can run`,
  );
}
