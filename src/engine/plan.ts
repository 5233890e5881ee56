import type { Level } from '../model/level.ts';
import type { Plan, PlannedScenario } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Role, Tenant } from '../model/tenant.ts';
import { err, ok } from '../model/result.ts';
import { fits } from '../model/glob.ts';

export type Selection = {
  /** Globs over scenario ids; none: all. */
  readonly scenarios: readonly string[];
  /** One target alone. */
  readonly target?: Role;
  readonly seed: string;
  readonly timeoutMs: number;
  readonly gate: Level;
};

/**
 * What will run, as printable data.
 *
 * @returns the plan, or every reason why there is none: a glob that fits nothing, a role the tenant does not have
 */
export function makePlan(
  tenant: Tenant,
  scenarios: readonly Scenario[],
  selection: Selection,
): Result<Plan, readonly string[]> {
  const roles = tenant.targets.map((target) => target.role);
  const wanted = selection.target === undefined ? roles : roles.filter((role) => role === selection.target);
  const problems = [...deadGlobs(scenarios, selection.scenarios), ...missingRole(tenant, wanted, selection.target)];
  if (problems.length > 0) return err(problems);
  const chosen = scenarios.filter(({ id }) => isSelected(id, selection.scenarios));
  const others = scenarios.filter(({ id }) => !isSelected(id, selection.scenarios));
  const { seed, timeoutMs, gate } = selection;
  return ok({
    tenant,
    roles: wanted,
    scenarios: chosen.map(planned),
    notRun: others.map(({ id }) => ({ id, why: 'not selected' })),
    seed,
    timeoutMs,
    gate,
  });
}

const isSelected = (id: string, globs: readonly string[]): boolean =>
  globs.length === 0 || globs.some((glob) => fits(id, glob));

const deadGlobs = (scenarios: readonly Scenario[], globs: readonly string[]): string[] =>
  globs
    .filter((glob) => !scenarios.some(({ id }) => fits(id, glob)))
    .map((glob) => `no scenario fits ${JSON.stringify(glob)}; there are ${scenarios.map(({ id }) => id).join(', ')}`);

function missingRole(tenant: Tenant, wanted: readonly Role[], role: Role | undefined): string[] {
  if (wanted.length > 0) return [];
  return [
    `tenant ${tenant.id} has no ${role ?? 'target'}; it has ${tenant.targets.map((target) => target.role).join(' and ')}`,
  ];
}

const planned = ({ id, title, writes, session, deadlineMs, steps }: Scenario): PlannedScenario => ({
  id,
  title,
  writes,
  session,
  deadlineMs,
  steps: Object.entries(steps).map(([step, says]) => ({ id: step, title: says })),
});
