import type { Plan } from '../model/plan.ts';
import type { Target } from '../model/tenant.ts';

/** The plan as text. What `--list` prints; nothing is sent. */
export function listPlan(plan: Plan, missing: readonly string[]): string {
  const { tenant, roles, scenarios, notRun } = plan;
  const steps = scenarios.reduce((sum, scenario) => sum + scenario.steps.length, 0);
  const lines = [
    `tenant ${tenant.id}: ${tenant.title} (application ${tenant.application.name})`,
    ...tenant.targets.filter(({ role }) => roles.includes(role)).map(targetLine),
    '',
    ...scenarios.flatMap(({ id, title, steps: each }) => [
      `${id}${tenant.required.includes(id) ? ' (required)' : ''}: ${title}`,
      ...each.map((step) => `  ${step.id.padEnd(20)} ${step.title}`),
    ]),
    ...notRun.map(({ id, why }) => `not run: ${id}${tenant.required.includes(id) ? ' (required)' : ''}, ${why}`),
    '',
    `${count(scenarios.length, 'scenario')} with ${count(steps, 'step')} on ${count(roles.length, 'target')}; nothing was sent`,
    ...missingLines(missing),
  ];
  return `${lines.join('\n')}\n`;
}

function targetLine({ role, url, reach, standin }: Target): string {
  const where = standin === undefined ? url || 'not set' : 'the embedded stand-in, started for the run';
  const { connectTo, vantage } = reach;
  const by =
    connectTo === undefined
      ? ''
      : `, dialled at ${connectTo.host}${connectTo.port === undefined ? '' : `:${connectTo.port}`}`;
  return `${role.padEnd(10)} ${where}${by} (${vantage})`;
}

const missingLines = (missing: readonly string[]): string[] =>
  missing.length === 0 ? [] : [`a run needs in its environment or in .env: ${missing.join(', ')}`];

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
