import type { OnEvent } from '../model/event.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import type { Role, Tenant } from '../model/tenant.ts';
import type { ComparedTarget } from '../compare/index.ts';
import type { Subject } from '../engine/judge.ts';
import type { RunResult } from '../engine/run.ts';
import type { Loaded } from './load.ts';
import { baselineFolders } from '../baseline/files.ts';
import { danglingBaselines, readBaselines } from '../baseline/read.ts';
import { judge } from '../engine/judge.ts';
import { toReport } from '../engine/report.ts';
import { revisionOf } from '../engine/revision.ts';
import { run } from '../engine/run.ts';
import { baselineNotices } from './baseline-notices.ts';
import { knownSteps } from './known-steps.ts';
import { repeatsOf } from './repeats.ts';
import { startStandins } from './standins.ts';
import { PARITY_VERSION } from './version.ts';
import { wire } from './wire.ts';

export type Ran = { readonly plan: Plan; readonly result: RunResult };

/** Starts what must be started, and runs the plan. */
export async function runPlan(loaded: Loaded, plan: Plan, onEvent: OnEvent, signal: AbortSignal): Promise<Ran> {
  await using started = await startStandins(loaded);
  await using wired = wire(started.tenant, started.secrets);
  const live = { ...plan, tenant: started.tenant };
  return { plan: live, result: await run(live, wired, onEvent, signal) };
}

/** Judges what a run saw, and puts all of it into a report. */
export function judgeRun({ plan, result }: Ran, home: Loaded['home']): Report {
  const { application, id } = plan.tenant;
  const folders = baselineFolders(home.baselines, application.name, id);
  const baselines = readBaselines(folders, knownSteps());
  const judgement = judge(subjectOf(plan, result.outcomes), result.outcomes, baselines);
  return toReport(plan, result, judgement, {
    parity: PARITY_VERSION,
    notices: [...baselineNotices(id, judgement.comparisons, baselines), ...danglingBaselines(folders, knownSteps())],
    repeats: repeatsOf(plan, judgement.outcomes, judgement.findings),
  });
}

const subjectOf = ({ scenarios, roles, tenant, gate }: Plan, outcomes: readonly Outcome[]): Subject => ({
  scenarios: scenarios.map(({ id, steps }) => ({ id, steps: steps.map((step) => step.id) })),
  policy: tenant.policy,
  gate,
  targets: roles.map((role) => targetSeen(tenant, role, outcomes)),
});

function targetSeen(tenant: Tenant, role: Role, outcomes: readonly Outcome[]): ComparedTarget {
  const url = tenant.targets.find((target) => target.role === role)?.url ?? '';
  const revision = revisionOf(role, outcomes, tenant.application.revision?.header);
  return { role, url, ...(revision !== undefined && { revision }) };
}
