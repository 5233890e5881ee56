import type { Outcome } from '../model/outcome.ts';
import type { Scenario, ScenarioContext } from '../model/scenario.ts';
import type { Target } from '../model/tenant.ts';
import type { Verdict } from '../model/verdict.ts';
import type { ScenarioDeps } from './deps.ts';
import type { Steps } from './steps.ts';
import { withDeadline } from '../time/deadline.ts';
import { endingOf, verdictOf } from './ending.ts';
import { makeSteps } from './steps.ts';

/**
 * Runs one scenario on one target; never throws. The kernel of every runner.
 *
 * @returns the outcome before any comparison: `verdict` equals `ended`
 */
export async function runScenario(
  scenario: Scenario,
  target: Target,
  deps: ScenarioDeps,
  parent: AbortSignal,
): Promise<Outcome> {
  const startedMs = deps.elapsedMs();
  deps.onEvent({ kind: 'scenario-began', at: startedMs, scenario: scenario.id, role: target.role });
  const steps = makeSteps(scenario, target.role, deps);
  const ended = await endOf(scenario, target, { ...deps, steps }, parent);
  deps.barrier.leave(target.role);
  const at = deps.elapsedMs();
  const outcome: Outcome = {
    scenario: scenario.id,
    role: target.role,
    ended,
    verdict: ended,
    startedMs,
    durationMs: at - startedMs,
    steps: steps.records(),
  };
  deps.onEvent({ kind: 'scenario-ended', at, outcome });
  return outcome;
}

async function endOf(
  scenario: Scenario,
  target: Target,
  deps: ScenarioDeps & { steps: Steps },
  parent: AbortSignal,
): Promise<Verdict> {
  // What a step left running must not outlive its scenario.
  const over = new AbortController();
  const signal = AbortSignal.any([parent, over.signal]);
  try {
    const token = scenario.session ? await sessionOf(target, deps) : undefined;
    await withDeadline(scenario.deadlineMs, signal, (within) => scenario.run(contextOf(target, deps, token, within)));
    return { kind: 'pass' };
  } catch (thrown) {
    if (thrown instanceof NoSession) return verdictOf('session', thrown.ending);
    const { step, ending } = deps.steps.close(thrown);
    return verdictOf(step, ending);
  } finally {
    over.abort();
  }
}

class NoSession extends Error {
  readonly ending: ReturnType<typeof endingOf>;

  constructor(ending: ReturnType<typeof endingOf>) {
    super(ending.reason);
    this.ending = ending;
  }
}

async function sessionOf(target: Target, deps: ScenarioDeps): Promise<string> {
  try {
    return await deps.sessionToken(target.role);
  } catch (thrown) {
    const ending = endingOf(thrown, false);
    throw new NoSession({ ...ending, reason: deps.redact(`the run's session could not be opened: ${ending.reason}`) });
  }
}

function contextOf(
  target: Target,
  deps: ScenarioDeps & { steps: Steps },
  token: string | undefined,
  signal: AbortSignal,
): ScenarioContext {
  const api = deps.openApi(target, deps.steps.observe, signal);
  return {
    app: deps.app,
    api,
    get member() {
      if (token === undefined) throw new Error('the scenario uses the session and does not declare it');
      return api.as(token);
    },
    credentials: deps.credentials,
    step: (id, body) => deps.steps.run(id, body, signal),
    signal,
    nonce: deps.nonce,
  };
}
