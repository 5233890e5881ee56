import type { Level } from '../model/level.ts';
import type { Plan, PlannedScenario } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Role, Tenant } from '../model/tenant.ts';
import { unmetNeed } from '../model/needs.ts';
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
 * What will run, as printable data. What is selected and cannot run stands in `notRun` with the reason, so that a
 * required one is missed; the plan may be left with nothing to run.
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
  const judged = scenarios.map((scenario) => ({
    scenario,
    why: isSelected(scenario.id, selection.scenarios) ? whyNot(tenant, wanted, scenario) : 'not selected',
  }));
  const { seed, timeoutMs, gate } = selection;
  return ok({
    tenant,
    roles: wanted,
    scenarios: judged.flatMap(({ scenario, why }) => (why === undefined ? [planned(scenario)] : [])),
    notRun: judged.flatMap(({ scenario, why }) => (why === undefined ? [] : [{ id: scenario.id, why }])),
    seed,
    timeoutMs,
    gate,
  });
}

/** @param globs none: all */
export const isSelected = (id: string, globs: readonly string[]): boolean =>
  globs.length === 0 || globs.some((glob) => fits(id, glob));

/** Why a scenario cannot run on the targets of these roles; undefined when it can. */
export function whyNot(tenant: Tenant, roles: readonly Role[], { writes, needs = [] }: Scenario): string | undefined {
  const closed = tenant.targets.find((target) => roles.includes(target.role) && !target.writes);
  if (writes && closed !== undefined) return `it writes, and the tenant does not allow that ("writes", ${closed.role})`;
  return unmetNeed(tenant, roles, needs);
}

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
