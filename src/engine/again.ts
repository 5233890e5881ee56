import type { Finding } from '../model/finding.ts';
import type { SelfCheck } from '../model/noise.ts';
import type { Exchange } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import { arraysAt } from '../compare/index.ts';
import { checkSelf } from '../compare/tiers.ts';

/** What must be known of a scenario before it may be run a second time. */
export type Askable = { readonly id: string; readonly writes: boolean; readonly periodMs?: number };

/**
 * The plan that asks again where findings appeared: whole scenarios, only those that read, and none with a period of
 * its own. Undefined when there is nothing to ask.
 */
export function planAgain(plan: Plan, findings: readonly Finding[], scenarios: readonly Askable[]): Plan | undefined {
  const mayAsk = new Set(
    scenarios.filter(({ writes, periodMs }) => !writes && periodMs === undefined).map(({ id }) => id),
  );
  const found = new Set(findings.filter(isOfAnswers).flatMap(({ places }) => places.map(({ scenario }) => scenario)));
  const again = plan.scenarios.filter(({ id }) => mayAsk.has(id) && found.has(id));
  return again.length === 0 ? undefined : { ...plan, scenarios: again, notRun: [] };
}

/** A target that failed has given no answer to ask about again. */
const isOfAnswers = ({ attribution }: Finding): boolean => attribution !== 'target-failed';

/** Each target against itself. Pure. */
export const selfChecks = (plan: Plan, first: readonly Outcome[], again: readonly Outcome[]): SelfCheck[] =>
  again.flatMap(({ scenario, role, steps }) => {
    const before = first.find((outcome) => outcome.scenario === scenario && outcome.role === role);
    const url = plan.tenant.targets.find((target) => target.role === role)?.url ?? '';
    return steps.flatMap(({ id, observation }) => {
      const other = before?.steps.find((step) => step.id === id)?.observation;
      if (observation === undefined || other === undefined) return [];
      return [{ scenario, step: id, role, ...check(plan, `${scenario}/${id}`, url, [other, observation]) }];
    });
  });

const check = (plan: Plan, name: string, url: string, [first, again]: readonly [Exchange, Exchange]) =>
  checkSelf(first, again, { url, arrays: arraysAt(plan.tenant.policy, name) });
