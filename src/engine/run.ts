import type { OnEvent } from '../model/event.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Notice } from '../model/report.ts';
import type { Role, Target } from '../model/tenant.ts';
import type { RunDeps, ScenarioDeps } from './deps.ts';
import { randomBytes } from 'node:crypto';
import { makeBarrier } from './barrier.ts';
import { Interrupted, RunBudgetSpent } from './ending.ts';
import { runScenario } from './run-scenario.ts';
import { stopwatch } from '../time/stopwatch.ts';
import { nonceOf, releaseOrder } from './seed.ts';
import { makeSessions } from './session.ts';
import { traceIdOf } from '../model/trace.ts';

/** What a run leaves behind; judged by `judge`. */
export type RunResult = {
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly interrupted: boolean;
  /** In the order of the plan; the reference before the candidate. */
  readonly outcomes: readonly Outcome[];
  readonly notices: readonly Notice[];
};

/**
 * Runs a plan: all scenarios side by side, the targets of each in step. The only stage that talks to the network.
 *
 * @param signal aborted when somebody stops the run; what is done by then is still returned
 */
export async function run(plan: Plan, given: RunDeps, onEvent: OnEvent, signal: AbortSignal): Promise<RunResult> {
  const elapsedMs = given.elapsedMs ?? stopwatch();
  const head = { runId: randomBytes(8).toString('hex'), startedAt: new Date().toISOString() };
  const deps = { ...given, ...given.inTrace?.(traceIdOf(head.runId)) };
  onEvent({ kind: 'run-began', at: elapsedMs(), ...head, plan });
  const budget = limited(plan.timeoutMs, signal);
  const notClean: Notice[] = [];
  const onNotice = (notice: Notice): void => void notClean.push(notice);
  const sessions = (deps.sessions ?? makeSessions)(plan.tenant.targets, plan.tenant.application, deps, budget.signal);
  const started = plan.scenarios.flatMap(({ id, roles: own = plan.roles }) => {
    const barrier = makeBarrier(own, (step, roles) => releaseOrder(plan.seed, `${id}/${step}`, roles));
    const app = plan.tenant.application;
    const shared = { ...deps, app, barrier, sessionToken: sessions.token, elapsedMs, onEvent, onNotice };
    return targetsOf(plan, own).map((target) =>
      start(id, target, { ...shared, nonce: nonceOf(head.runId, id, target.role) }, budget.signal),
    );
  });
  const outcomes = await Promise.all(started);
  const notices = [...notClean, ...(await sessions.revoke())];
  budget.clear();
  const durationMs = elapsedMs();
  const interrupted = signal.aborted;
  onEvent({ kind: 'run-ended', at: durationMs, interrupted });
  return { ...head, durationMs, interrupted, outcomes, notices };
}

function start(
  id: string,
  target: Target,
  deps: ScenarioDeps & Pick<RunDeps, 'scenarios'>,
  signal: AbortSignal,
): Promise<Outcome> {
  const scenario = deps.scenarios.get(id);
  if (scenario === undefined) throw new Error(`the plan names a scenario that is not there: ${id}`);
  return runScenario(scenario, target, deps, signal);
}

const targetsOf = ({ tenant }: Plan, roles: readonly Role[]): Target[] =>
  roles.flatMap((role) => tenant.targets.filter((target) => target.role === role));

/** A signal with the run's budget and its interruption, each with a reason that endings can tell apart. */
function limited(timeoutMs: number, stop: AbortSignal): { signal: AbortSignal; clear: () => void } {
  const own = new AbortController();
  const spent = (): void => own.abort(new RunBudgetSpent(`the run's budget of ${timeoutMs / 1_000} s was spent`));
  const stopped = (): void => own.abort(new Interrupted('the run was interrupted'));
  const timer = setTimeout(spent, timeoutMs);
  if (stop.aborted) stopped();
  stop.addEventListener('abort', stopped, { once: true });
  return {
    signal: own.signal,
    clear() {
      clearTimeout(timer);
      stop.removeEventListener('abort', stopped);
    },
  };
}
