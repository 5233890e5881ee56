import type { Outcome } from '../model/outcome.ts';
import type { Api, Scenario, ScenarioContext } from '../model/scenario.ts';
import type { Target } from '../model/tenant.ts';
import type { Verdict } from '../model/verdict.ts';
import type { ScenarioDeps } from './deps.ts';
import type { Steps } from './steps.ts';
import { makeCleanUps } from './clean-up.ts';
import { withDeadline } from '../time/deadline.ts';
import { endingOf, verdictOf } from './ending.ts';
import { makeSockets, type Sockets } from './sockets.ts';
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
  const sockets = makeSockets(target, deps);
  const steps = makeSteps(scenario, target.role, { ...deps, takeTalk: sockets.takeTalk });
  const ended = await endOf(scenario, target, { ...deps, steps, sockets }, parent);
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
  deps: ScenarioDeps & { steps: Steps; sockets: Sockets },
  parent: AbortSignal,
): Promise<Verdict> {
  // What a step left running must not outlive its scenario.
  const over = new AbortController();
  const signal = AbortSignal.any([parent, over.signal]);
  const cleanUps = makeCleanUps(scenario.id, target.role, deps.redact);
  let token: string | undefined;
  try {
    if (scenario.session) token = await sessionOf(target, deps);
    const context = (within: AbortSignal): ScenarioContext =>
      contextOf(target, { ...deps, cleanUp: cleanUps.add }, token, within);
    await withDeadline(scenario.deadlineMs, signal, (within) => scenario.run(context(within)));
    return { kind: 'pass' };
  } catch (thrown) {
    if (thrown instanceof NoSession) return verdictOf('session', thrown.ending);
    const { step, ending } = deps.steps.close(thrown);
    return verdictOf(step, ending);
  } finally {
    over.abort();
    await deps.sockets.close();
    const notices = await cleanUps.run((within) => {
      const api = deps.openApi(target, () => undefined, within);
      return token === undefined ? api : api.as(token);
    });
    for (const notice of notices) deps.onNotice(notice);
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

type ContextDeps = ScenarioDeps & {
  readonly steps: Steps;
  readonly sockets: Sockets;
  readonly cleanUp: ScenarioContext['cleanUp'];
};

function contextOf(target: Target, deps: ContextDeps, token: string | undefined, signal: AbortSignal): ScenarioContext {
  const { steps, sockets, app, credentials, cleanUp, nonce } = deps;
  const api = deps.openApi(target, steps.observe, signal);
  const signedIn = (api: Api): Api => {
    if (token === undefined) throw new Error('the scenario uses the session and does not declare it');
    return api.as(token);
  };
  return {
    app,
    api,
    target,
    get member() {
      return signedIn(api);
    },
    aside: {
      get member() {
        return signedIn(deps.openApi(target, () => undefined, signal));
      },
      ask: async (question) => (await deps.hear(target, question, signal)).testimonies,
      get realtime() {
        return sockets.aside(signal);
      },
    },
    get realtime() {
      return sockets.own(steps.observe, signal);
    },
    get peer() {
      return sockets.peer(signal);
    },
    async ask(question) {
      const hearing = await deps.hear(target, question, signal);
      steps.observe(hearing);
      return hearing.testimonies;
    },
    credentials,
    step: (id, body) => steps.run(id, body, signal),
    cleanUp,
    signal,
    nonce,
  };
}
