import type { Finding } from '../model/finding.ts';
import type { SelfCheck } from '../model/noise.ts';
import type { Observation } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan, PlannedScenario } from '../model/plan.ts';
import { arraysAt } from '../compare/index.ts';
import { checkSelf } from '../compare/tiers.ts';

/** What must be known of a scenario before it may be run a second time. */
export type Askable = { readonly id: string; readonly writes: boolean; readonly periodMs?: number };

/** What the first question left behind. */
export type Asked = {
  readonly findings: readonly Finding[];
  readonly outcomes: readonly Outcome[];
  /** Milliseconds since the run began; its budget counts from there. */
  readonly spentMs: number;
};

/** What to do about findings: ask, or say that there was no time for it. */
export type Second =
  | { readonly kind: 'ask'; readonly plan: Plan }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'no-time' };

/**
 * Whom to ask again where findings appeared: whole scenarios, only those that read, none with a period of its own; in
 * each the targets that answered there, for as long as the run's budget still allows. Pure.
 */
export function planAgain(plan: Plan, asked: Asked, scenarios: readonly Askable[]): Second {
  const mayAsk = new Set(
    scenarios.filter(({ writes, periodMs }) => !writes && periodMs === undefined).map(({ id }) => id),
  );
  const again = plan.scenarios.filter(({ id }) => mayAsk.has(id)).flatMap((planned) => withRoles(plan, asked, planned));
  if (again.length === 0) return { kind: 'nothing' };
  const leftMs = plan.timeoutMs - asked.spentMs;
  if (leftMs <= 0) return { kind: 'no-time' };
  return { kind: 'ask', plan: { ...plan, scenarios: again, notRun: [], timeoutMs: leftMs } };
}

/** The scenario on those targets that gave an answer where a finding is; none when there is no such target. */
function withRoles(plan: Plan, { findings, outcomes }: Asked, planned: PlannedScenario): PlannedScenario[] {
  const steps = new Set(
    findings
      .filter(isOfAnswers)
      .flatMap(({ places }) => places)
      .filter(({ scenario }) => scenario === planned.id)
      .map(({ step }) => step),
  );
  const answered = outcomes
    .filter(({ scenario }) => scenario === planned.id)
    .filter((outcome) =>
      outcome.steps.some(({ id, end, observation }) => steps.has(id) && end === 'done' && observation),
    )
    .map(({ role }) => role);
  const roles = plan.roles.filter((role) => answered.includes(role));
  return roles.length === 0 ? [] : [{ ...planned, roles }];
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

const check = (plan: Plan, name: string, url: string, [first, again]: readonly [Observation, Observation]) =>
  checkSelf(first, again, { url, arrays: arraysAt(plan.tenant.policy, name) });
