import type { OnEvent } from '../model/event.ts';
import type { Outcome } from '../model/outcome.ts';
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
import { judge } from '../engine/judge.ts';
import { judgedEvent, toReport } from '../engine/report.ts';
import { revisionOf } from '../engine/revision.ts';
import { run } from '../engine/run.ts';
import { stopwatch } from '../time/stopwatch.ts';
import { askAgain } from './ask-again.ts';
import { baselineNotices } from './baseline-notices.ts';
import { knownSteps } from './known-steps.ts';
import { ledgerNotices } from './ledger/notices.ts';
import { ledgerOf } from './ledger/read.ts';
import { noiseNotices } from './noise-notices.ts';
import { repeatsOf } from './repeats.ts';
import { type Started, startStandins } from './standins.ts';
import { PARITY_VERSION } from './version.ts';
import { SCENARIOS } from '../../scenarios/index.ts';
import { type OpenSockets, wire } from './wire.ts';

export type Ran = { readonly plan: Plan; readonly result: RunResult };

/** Starts what must be started, and runs the plan. */
export const runPlan = (loaded: Loaded, plan: Plan, onEvent: OnEvent, signal: AbortSignal): Promise<Ran> =>
  withTargets(loaded, plan, async (live, deps) => ({
    plan: live,
    result: await run(live, deps, onEvent, signal),
  }));

/** The plan with targets that can be reached, and the way to them, for as long as `use` takes. */
async function withTargets<T>(loaded: Loaded, plan: Plan, use: (live: Plan, deps: RunDeps) => Promise<T>): Promise<T> {
  await using started = await startStandins(loaded);
  return await wiredTo(started, plan, use);
}

async function wiredTo<T>(started: Started, plan: Plan, use: (live: Plan, deps: RunDeps) => Promise<T>): Promise<T> {
  await using wired = wire(started, await socketsFor(plan));
  return await use({ ...plan, tenant: { ...started.tenant, required: plan.tenant.required } }, wired);
}

/** The room of sockets, when a scenario of the plan needs it. */
async function socketsFor({ scenarios }: Plan): Promise<OpenSockets | undefined> {
  const isNeeded = scenarios.some(({ id }) => SCENARIOS.find((each) => each.id === id)?.needs?.includes('realtime'));
  return isNeeded ? (await import('../transport/realtime/realtime.ts')).createRealtime : undefined;
}

/** Who follows a run, and may stop it. */
export type Watch = Pick<RunDeps, 'wrapStep'> & { readonly onEvent: OnEvent; readonly signal: AbortSignal };

/** Runs the plan, judges what it saw, asks again where findings appeared, and puts all of it into a report. */
export const runAndJudge = (loaded: Loaded, plan: Plan, watch: Watch): Promise<Report> =>
  withTargets(loaded, plan, (live, wired) => judgedRun(loaded, live, wired, watch));

/** The targets of a tenant for many runs. Each has connections and a redactor of its own. */
export type Held = AsyncDisposable & {
  readonly run: (plan: Plan, watch: Watch, sessions: NonNullable<RunDeps['sessions']>) => Promise<Report>;
  /** The way to the targets beside a run. */
  readonly with: <T>(plan: Plan, use: (live: Plan, deps: RunDeps) => Promise<T>) => Promise<T>;
};

export async function holdTargets(loaded: Loaded): Promise<Held> {
  const started = await startStandins(loaded);
  return {
    run: (plan, watch, sessions) =>
      wiredTo(started, plan, (live, wired) => judgedRun(loaded, live, { ...wired, sessions }, watch)),
    with: (plan, use) => wiredTo(started, plan, use),
    [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
  };
}

async function judgedRun(loaded: Loaded, live: Plan, wired: RunDeps, watch: Watch): Promise<Report> {
  // Before anything is sent: a ledger that cannot be read is a mistake of configuration.
  const ledger = ledgerOf(loaded.home.baselines, loaded.tenant.id);
  const folders = baselineFolders(loaded.home.baselines, loaded.tenant.application.name, loaded.tenant.id);
  const { onEvent, signal, wrapStep } = watch;
  const deps = { ...wired, elapsedMs: stopwatch() };
  const result = await run(live, wrapStep === undefined ? deps : { ...deps, wrapStep }, onEvent, signal);
  const steps = knownSteps();
  const baselines = readBaselines(folders, steps);
  const subject = { ...subjectOf(live, result), again: [], ledger };
  const first = await judge(subject, result.outcomes, baselines);
  const again = await askAgain({ plan: live, result }, first.findings, deps, watch);
  const { checks } = again;
  const judgement =
    checks.length === 0 ? first : await judge({ ...subject, again: checks }, result.outcomes, baselines);
  const whole = {
    ...result,
    durationMs: deps.elapsedMs(),
    interrupted: result.interrupted || again.interrupted,
    notices: [...result.notices, ...again.notices],
  };
  const report = toReport(live, whole, judgement, {
    parity: PARITY_VERSION,
    notices: [
      ...baselineNotices(live.tenant.id, judgement.comparisons, baselines),
      ...danglingBaselines(folders, steps),
      ...noiseNotices(live.tenant.policy.noise, judgement.comparisons),
      ...ledgerNotices(ledger.entries, ledger.today, judgement),
    ],
    again: checks,
    repeats: repeatsOf(live, judgement.outcomes, judgement.findings),
  });
  onEvent(judgedEvent(report));
  return report;
}

const subjectOf = (
  { scenarios, roles, tenant, gate }: Plan,
  { runId, outcomes }: RunResult,
): Omit<Subject, 'again' | 'ledger'> => ({
  runId,
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
