import type { OnEvent } from '../model/event.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Baselines } from '../model/baseline.ts';
import type { SelfCheck } from '../model/noise.ts';
import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import type { Role, Tenant } from '../model/tenant.ts';
import type { ComparedTarget } from '../compare/index.ts';
import type { RunDeps } from '../engine/deps.ts';
import type { Subject } from '../engine/judge.ts';
import type { RunResult } from '../engine/run.ts';
import type { Loaded } from './load.ts';
import { baselineFolders } from '../baseline/files.ts';
import { danglingBaselines, readBaselines } from '../baseline/read.ts';
import { planAgain, selfChecks } from '../engine/again.ts';
import { type Judgement, judge } from '../engine/judge.ts';
import { toReport } from '../engine/report.ts';
import { revisionOf } from '../engine/revision.ts';
import { run } from '../engine/run.ts';
import { SCENARIOS } from '../../scenarios/index.ts';
import { baselineNotices } from './baseline-notices.ts';
import { knownSteps } from './known-steps.ts';
import { ledgerNotices } from './ledger/notices.ts';
import { ledgerOf } from './ledger/read.ts';
import { noiseNotices } from './noise-notices.ts';
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

/** Who follows a run, and may stop it. */
export type Watch = Pick<RunDeps, 'wrapStep'> & { readonly onEvent: OnEvent; readonly signal: AbortSignal };

/** Runs the plan, judges what it saw, asks again where findings appeared, and puts all of it into a report. */
export async function runAndJudge(loaded: Loaded, plan: Plan, { onEvent, signal, wrapStep }: Watch): Promise<Report> {
  // Before anything is sent: a ledger that cannot be read is a mistake of configuration.
  const ledger = ledgerOf(loaded.home.baselines, loaded.tenant.id);
  await using started = await startStandins(loaded);
  await using wired = wire(started.tenant, started.secrets);
  const live = { ...plan, tenant: started.tenant };
  const result = await run(live, wrapStep === undefined ? wired : { ...wired, wrapStep }, onEvent, signal);
  const baselines = baselinesOf(live, loaded.home);
  const first = judge({ ...subjectOf(live, result.outcomes), again: [], ledger }, result.outcomes, baselines);
  const asking = result.interrupted ? undefined : planAgain(live, first.findings, SCENARIOS);
  if (asking === undefined)
    return reportOf({ plan: live, result, judgement: first, again: [], ledger }, baselines, loaded.home);
  const second = await run(asking, wired, () => undefined, signal);
  const again = selfChecks(live, result.outcomes, second.outcomes);
  const judgement = judge({ ...subjectOf(live, result.outcomes), again, ledger }, result.outcomes, baselines);
  return reportOf({ plan: live, result, judgement, again, ledger }, baselines, loaded.home);
}

const baselinesOf = ({ tenant }: Plan, home: Loaded['home']): Baselines =>
  readBaselines(baselineFolders(home.baselines, tenant.application.name, tenant.id), knownSteps());

type Judged = Ran & {
  readonly judgement: Judgement;
  readonly again: readonly SelfCheck[];
  readonly ledger: Subject['ledger'];
};

function reportOf(
  { plan, result, judgement, again, ledger }: Judged,
  baselines: Baselines,
  home: Loaded['home'],
): Report {
  const { application, id } = plan.tenant;
  const folders = baselineFolders(home.baselines, application.name, id);
  return toReport(plan, result, judgement, {
    parity: PARITY_VERSION,
    notices: [
      ...baselineNotices(id, judgement.comparisons, baselines),
      ...danglingBaselines(folders, knownSteps()),
      ...noiseNotices(plan.tenant.policy.noise, judgement.comparisons),
      ...ledgerNotices(ledger.entries, ledger.today, judgement),
    ],
    again,
    repeats: repeatsOf(plan, judgement.outcomes, judgement.findings),
  });
}

const subjectOf = (
  { scenarios, roles, tenant, gate }: Plan,
  outcomes: readonly Outcome[],
): Omit<Subject, 'again' | 'ledger'> => ({
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
