import type { Observation, Talk } from '../model/observation.ts';
import type { StepRecord } from '../model/outcome.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Role } from '../model/tenant.ts';
import type { ScenarioDeps } from './deps.ts';
import type { Ending } from './ending.ts';
import { bodyShape } from '../compare/index.ts';
import { NoAnswer } from '../model/fault.ts';
import { DeadlineExceeded, withDeadline } from '../time/deadline.ts';
import { endingOf } from './ending.ts';
import { interpret } from './interpret.ts';

/** Faults that our own dead network shows too. */
const AMBIGUOUS = ['dns', 'unreachable', 'timeout'];

/** The steps of one scenario on one target, as they happen. */
export type Steps = {
  readonly run: <T>(id: string, body: () => Promise<T>, signal: AbortSignal) => Promise<T>;
  /** Where exchanges and hearings go: to the step that is running. */
  readonly observe: (observation: Observation) => void;
  /** Ends the step that is running, or the last one; nothing is recorded afterwards. */
  readonly close: (thrown: unknown) => { step: string; ending: Ending };
  readonly records: () => readonly StepRecord[];
};

type Current = { id: string; startedMs: number; waiting: boolean; observation?: Observation };

type State = {
  readonly scenario: Scenario;
  readonly role: Role;
  readonly deps: StepDeps;
  readonly records: StepRecord[];
  current: Current | undefined;
  closed: boolean;
};

/** `takeTalk`: what the scenario's sockets have shown since it was last called. */
export type StepDeps = ScenarioDeps & { readonly takeTalk: () => Talk | undefined };

export function makeSteps(scenario: Scenario, role: Role, deps: StepDeps): Steps {
  const state: State = { scenario, role, deps, records: [], current: undefined, closed: false };
  return {
    run: (id, body, signal) => runStep(state, id, body, signal),
    observe: (observation) => observe(state, observation),
    close: (thrown) => close(state, thrown),
    records: () => state.records,
  };
}

async function runStep<T>(state: State, id: string, body: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const step = await begin(state, id);
  try {
    const result = await acted(state, id, body, signal);
    takeTalk(state, step);
    throwIfMeaningful(step);
    record(state, step);
    return result;
  } catch (thrown) {
    takeTalk(state, step);
    const meant = meaningOf(step, thrown);
    record(state, step, await judgedEnding(meant, state.deps, signal));
    throw meant;
  }
}

async function begin(state: State, id: string): Promise<Current> {
  const { scenario, role, deps, current } = state;
  if (!(id in scenario.steps)) throw new Error(`scenario ${scenario.id} runs a step it does not declare: ${id}`);
  if (current !== undefined) throw new Error(`step ${id} begins inside step ${current.id}`);
  const step: Current = { id, startedMs: deps.elapsedMs(), waiting: true };
  state.current = step;
  await deps.barrier.arrive(role, id);
  step.waiting = false;
  step.startedMs = deps.elapsedMs();
  if (!state.closed) deps.onEvent({ kind: 'step-began', at: step.startedMs, scenario: scenario.id, role, step: id });
  return step;
}

function record(state: State, step: Current, ending?: Ending): void {
  if (state.closed) return;
  state.current = undefined;
  const { scenario, role, deps } = state;
  const { id, startedMs, observation } = step;
  const at = deps.elapsedMs();
  const how = ending === undefined ? { end: 'done' as const } : redacted(ending, deps.redact);
  const done: StepRecord = { id, startedMs, durationMs: at - startedMs, ...how, ...(observation && { observation }) };
  state.records.push(done);
  deps.onEvent({ kind: 'step-ended', at, scenario: scenario.id, role, step: done });
}

function observe(state: State, observation: Observation): void {
  if (state.closed) return;
  const { current, scenario } = state;
  if (current === undefined) throw new Error(`scenario ${scenario.id} sends a request outside of a step`);
  if (current.observation !== undefined) throw new Error(`step ${current.id} sends a second request`);
  current.observation = withShape(observation);
}

/** A step that asked something is known by that; what its sockets heard meanwhile belongs to the next that listens. */
function takeTalk(state: State, step: Current): void {
  if (step.observation !== undefined) return;
  const talk = state.deps.takeTalk();
  if (talk !== undefined) step.observation = withShape(talk);
}

function close(state: State, thrown: unknown): { step: string; ending: Ending } {
  const { current, deps } = state;
  const last = state.records.at(-1);
  if (current === undefined) {
    state.closed = true;
    const ended = last !== undefined && last.end !== 'done';
    const ending = ended ? endingOfRecord(last) : redacted(endingOutside(thrown), deps.redact);
    return { step: last?.id ?? 'before the first step', ending };
  }
  const ending = redacted(endingOf(thrown, current.waiting), deps.redact);
  record(state, current, ending);
  state.closed = true;
  return { step: current.id, ending };
}

/** Between two steps there is nobody but the scenario to take time. */
function endingOutside(thrown: unknown): Ending {
  if (!(thrown instanceof DeadlineExceeded)) return endingOf(thrown, false);
  return { end: 'broken', reason: `the scenario was ${thrown.message}, and no step was running` };
}

/** Kept with the observation, so that a saved report can be judged again without the body. */
function withShape<Seen extends Observation>(seen: Seen): Seen {
  const { response } = seen;
  const shape = response.body.state === 'json' ? bodyShape(response.body.text ?? '') : undefined;
  return shape === undefined ? seen : { ...seen, response: { ...response, body: { ...response.body, shape } } };
}

const redacted = (ending: Ending, redact: (text: string) => string): Ending => ({
  ...ending,
  reason: redact(ending.reason),
  ...(ending.fault && { fault: { ...ending.fault, says: redact(ending.fault.says) } }),
});

function acted<T>({ scenario, deps }: State, id: string, body: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const wrap = deps.wrapStep ?? ((_id, inner) => inner());
  return withDeadline(scenario.stepDeadlineMs, signal, () => wrap(id, body));
}

function throwIfMeaningful(step: Current): void {
  const meaning = meaningOf(step, undefined);
  if (meaning !== undefined) throw meaning;
}

/** Sockets and witnesses say themselves what their answers mean. */
const meaningOf = ({ observation }: Current, thrown: unknown): unknown =>
  observation?.kind === 'exchange' ? interpret(observation, thrown) : thrown;

/** A target that is silent is at fault only if our own network is alive. */
async function judgedEnding(thrown: unknown, deps: StepDeps, signal: AbortSignal): Promise<Ending> {
  const ending = endingOf(thrown, false);
  if (!(thrown instanceof NoAnswer) || deps.controlAnswers === undefined) return ending;
  if (thrown.fault.blame !== 'target' || !AMBIGUOUS.includes(thrown.fault.kind)) return ending;
  if (await deps.controlAnswers(signal)) return ending;
  return { ...ending, end: 'not-judged', reason: `${ending.reason}; the control address does not answer either` };
}

const endingOfRecord = ({ end, reason = '', fault, rule, cause }: StepRecord): Ending => ({
  end: end === 'done' ? 'broken' : end,
  reason,
  ...(fault && { fault }),
  ...(rule && { rule }),
  ...(cause && { cause }),
});
