import type { Plan } from '../model/plan.ts';
import type { Secrets, Tenant } from '../model/tenant.ts';
import type { Home } from './home.ts';
import type { SelectionOptions, TenantOptions } from './options.ts';
import { randomBytes } from 'node:crypto';
import { loadTenant, printProblems, readEnv } from '../config/index.ts';
import { makePlan } from '../engine/plan.ts';
import { SCENARIOS } from '../../scenarios/index.ts';
import { homeAt } from './home.ts';
import { UsageError, usageError } from './usage-error.ts';

/** A tenant with its secrets, and what is missing where that is allowed. */
export type Loaded = {
  readonly home: Home;
  readonly tenant: Tenant;
  readonly secrets: Secrets;
  /** Names of settings and secrets that are not set. */
  readonly missing: readonly string[];
};

/**
 * @param allowMissing for commands that send nothing: missing settings and secrets are only named
 * @throws UsageError with every problem of the environment and of the tenant file at once
 */
export function load(options: TenantOptions, allowMissing = false): Loaded {
  const home = homeAt(options.home);
  const env = readEnv(home.root, process.env);
  if (!env.ok) throw new UsageError(printProblems(env.error));
  const scenarioIds = SCENARIOS.map(({ id }) => id);
  const loaded = loadTenant(options.tenant, { folder: home.tenants, env: env.value, scenarioIds, allowMissing });
  if (!loaded.ok) throw new UsageError(printProblems(loaded.error));
  return { home, ...loaded.value };
}

/** @throws UsageError when nothing would run */
export function planFor(tenant: Tenant, options: SelectionOptions): Plan {
  const { scenario: scenarios, target, gate } = options;
  const seed = options.seed ?? randomBytes(4).toString('hex');
  const selection = { scenarios, seed, gate, timeoutMs: options.timeout * 1_000, ...(target && { target }) };
  const plan = makePlan(tenant, SCENARIOS, selection);
  if (!plan.ok) throw usageError(plan.error.join('\n  '), 'npm run parity -- --list shows what can run');
  return plan.value;
}
