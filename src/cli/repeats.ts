import type { Finding } from '../model/finding.ts';
import type { Outcome, StepRecord } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Repeat } from '../model/report.ts';
import type { Role } from '../model/tenant.ts';
import { toCurl } from '../transport/index.ts';

/** For every failure and every finding's place: how to see it again. Holds no secret. */
export function repeatsOf(plan: Plan, outcomes: readonly Outcome[], findings: readonly Finding[]): readonly Repeat[] {
  return outcomes.flatMap((outcome) =>
    outcome.steps
      .filter(
        (step) =>
          step.end === 'failed' || step.end === 'not-judged' || isInFinding(findings, outcome.scenario, step.id),
      )
      .map((step) => repeatOf(plan, outcome, step)),
  );
}

const isInFinding = (findings: readonly Finding[], scenario: string, step: string): boolean =>
  findings.some(({ places }) => places.some((place) => place.scenario === scenario && place.step === step));

function repeatOf(plan: Plan, { scenario, role }: Outcome, { id, observation }: StepRecord): Repeat {
  const target = plan.tenant.targets.find((each) => each.role === role);
  const curl = observation && target && toCurl(observation, target);
  const command = commandFor(plan, scenario, role);
  return { scenario, step: id, role, command, ...(curl !== undefined && { curl }) };
}

/** A single target is named only when it was alone in the run: beside the other one it is compared with more. */
function commandFor({ tenant, roles, seed }: Plan, scenario: string, role: Role): string {
  const alone = roles.length === 1 && tenant.targets.length > 1 ? ` --target ${role}` : '';
  return `npm run parity -- --tenant ${tenant.id} --scenario ${scenario}${alone} --seed ${seed}`;
}
