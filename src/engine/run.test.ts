import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RunEvent } from '../model/event.ts';
import type { ScenarioContext } from '../model/scenario.ts';
import type { Role } from '../model/tenant.ts';
import type { RunDeps } from './deps.ts';
import type { Answers } from './fixtures.ts';
import type { RunResult } from './run.ts';
import { NoAnswer } from '../model/fault.ts';
import { NotJudged, scenario, StepFailed } from '../model/scenario.ts';
import { depsAnswering, tenant } from './fixtures.ts';
import { makePlan } from './plan.ts';
import { run } from './run.ts';

type Body = (context: ScenarioContext<'one' | 'two'>) => Promise<void>;

type Settings = {
  readonly answers?: (role: Role) => Answers;
  readonly deps?: Partial<RunDeps>;
  readonly session?: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Targets of the scenario; all of the plan when left out. */
  readonly only?: readonly Role[];
  readonly onEvent?: (event: RunEvent) => void;
};

/** Runs one scenario made of `body` on both targets. */
function runBody(body: Body, settings: Settings = {}): Promise<RunResult> {
  const probe = scenario({
    id: 'probe',
    title: 'A probe',
    writes: false,
    session: settings.session ?? false,
    deadlineMs: 400,
    stepDeadlineMs: 200,
    steps: { one: 'the first', two: 'the second' },
    run: body,
  });
  const selection = { scenarios: [], seed: 'seed', timeoutMs: settings.timeoutMs ?? 5_000, gate: 'warning' as const };
  const plan = makePlan(tenant, [probe], selection);
  assert.ok(plan.ok);
  const deps = {
    ...depsAnswering(settings.answers ?? (() => ({ 'GET /ok': { status: 200 } }))),
    scenarios: new Map([[probe.id, probe]]),
    ...settings.deps,
  };
  const signal = settings.signal ?? new AbortController().signal;
  const { only } = settings;
  const scenarios = plan.value.scenarios.map((planned) => (only === undefined ? planned : { ...planned, roles: only }));
  return run({ ...plan.value, scenarios }, deps, settings.onEvent ?? (() => undefined), signal);
}

const verdicts = ({ outcomes }: RunResult): Record<string, unknown> =>
  Object.fromEntries(outcomes.map(({ role, ended }) => [role, ended]));

const both = (ended: unknown): Record<string, unknown> => ({ reference: ended, candidate: ended });

const get: Body = async ({ step, api }) => {
  await step('one', () => api.request('GET', '/ok'));
};

const refused = new NoAnswer({
  kind: 'refused',
  blame: 'target',
  phase: 'connect',
  code: 'ECONNREFUSED',
  says: 'it refused the connection',
});

const silent = new NoAnswer({ ...refused.fault, kind: 'timeout', code: 'TIMEOUT', says: 'it did not answer' });

const resolver = new NoAnswer({
  ...refused.fault,
  kind: 'dns',
  blame: 'world',
  code: 'EAI_AGAIN',
  says: 'no resolver',
});

const wrongAddress = new NoAnswer({
  ...refused.fault,
  kind: 'wrong-address',
  blame: 'harness',
  code: '',
  says: 'it is elsewhere',
});

const answering = (answer: Answers[string]) => (): Answers => ({ 'GET /ok': answer });

const never = (): Promise<never> => new Promise(() => undefined);

const ENDS: readonly { name: string; body: Body; settings?: Settings; want: unknown }[] = [
  { name: 'a scenario that runs to its end passes', body: get, want: { kind: 'pass' } },
  {
    name: 'an answer that is wrong fails the target',
    body: ({ step }) => step('one', () => Promise.reject(new StepFailed('404, wanted 200'))),
    want: { kind: 'fail', step: 'one', reason: '404, wanted 200' },
  },
  {
    name: 'evidence that is absent is not judged',
    body: ({ step }) => step('two', () => Promise.reject(new NotJudged('no permission'))),
    want: { kind: 'inconclusive', step: 'two', reason: 'no permission' },
  },
  {
    name: 'a crash of the scenario is our error, never a failure of the target',
    body: ({ step }) => step('one', () => Promise.reject(new TypeError('x is undefined'))),
    want: { kind: 'error', step: 'one', reason: 'TypeError: x is undefined' },
  },
  {
    name: 'a crash outside of a step is our error too',
    body: () => Promise.reject(new RangeError('oops')),
    want: { kind: 'error', step: 'before the first step', reason: 'RangeError: oops' },
  },
  {
    name: 'a refused connection fails the target',
    body: get,
    settings: { answers: answering(refused) },
    want: { kind: 'fail', step: 'one', reason: 'it refused the connection' },
  },
  {
    name: 'our resolver being dead is not the fault of the target',
    body: get,
    settings: { answers: answering(resolver) },
    want: { kind: 'inconclusive', step: 'one', reason: 'no resolver' },
  },
  {
    name: 'being connected to another address than configured is our error',
    body: get,
    settings: { answers: answering(wrongAddress) },
    want: { kind: 'error', step: 'one', reason: 'it is elsewhere' },
  },
  {
    name: 'a silent target fails while the control address answers',
    body: get,
    settings: { answers: answering(silent), deps: { controlAnswers: () => Promise.resolve(true) } },
    want: { kind: 'fail', step: 'one', reason: 'it did not answer' },
  },
  {
    name: 'a silent target is not judged when the control address is silent too',
    body: get,
    settings: { answers: answering(silent), deps: { controlAnswers: () => Promise.resolve(false) } },
    want: {
      kind: 'inconclusive',
      step: 'one',
      reason: 'it did not answer; the control address does not answer either',
    },
  },
  {
    name: 'a refusal is an answer: the control address is not asked',
    body: get,
    settings: { answers: answering(refused), deps: { controlAnswers: () => Promise.resolve(false) } },
    want: { kind: 'fail', step: 'one', reason: 'it refused the connection' },
  },
  {
    name: 'a 503 fails the target even where the scenario does not look at the status',
    body: get,
    settings: { answers: answering({ status: 503 }) },
    want: { kind: 'fail', step: 'one', reason: 'GET /ok answered 503' },
  },
  {
    name: 'the scenario says more of a 503 than we can',
    body: ({ step, api }) =>
      step('one', async () => {
        await api.request('GET', '/ok');
        throw new StepFailed('/db is "fail", wanted "ok"');
      }),
    settings: { answers: answering({ status: 503 }) },
    want: { kind: 'fail', step: 'one', reason: '/db is "fail", wanted "ok"' },
  },
  {
    name: 'a 429 says that we asked too often, whatever the scenario wanted',
    body: ({ step, api }) =>
      step('one', async () => {
        const { status } = await api.request('GET', '/ok');
        throw new StepFailed(`${status}, wanted 200`);
      }),
    settings: { answers: answering({ status: 429 }) },
    want: {
      kind: 'inconclusive',
      step: 'one',
      reason: 'GET /ok was throttled (429); run less often, or raise the limit for the canary',
    },
  },
  {
    name: 'a challenge of the edge is no answer of the application',
    body: get,
    settings: { answers: answering({ status: 403, headers: [['CF-Mitigated', 'challenge']] }) },
    want: {
      kind: 'inconclusive',
      step: 'one',
      reason: 'GET /ok was answered by the edge with a challenge, not by the application',
    },
  },
  {
    name: 'a step that hangs fails the target when its budget is spent',
    body: ({ step }) => step('one', never),
    want: { kind: 'fail', step: 'one', reason: 'not finished within 200 ms' },
  },
  {
    name: 'the budget of the run says nothing about the target',
    body: ({ step }) => step('one', never),
    settings: { timeoutMs: 50 },
    want: { kind: 'inconclusive', step: 'one', reason: "the run's budget of 0.05 s was spent" },
  },
  {
    name: 'two requests in one step are our error',
    body: ({ step, api }) =>
      step('one', async () => {
        await api.request('GET', '/ok');
        await api.request('GET', '/ok');
      }),
    want: { kind: 'error', step: 'one', reason: 'Error: step one sends a second request' },
  },
  {
    name: 'a secret in an error of a scenario is redacted',
    body: ({ step, credentials }) =>
      step('one', () => Promise.reject(new StepFailed(`refused ${credentials('canary')['password']}`))),
    want: { kind: 'fail', step: 'one', reason: 'refused <redacted>' },
  },
];

describe('a run', () => {
  for (const { name, body, settings, want } of ENDS) {
    test(name, async () => assert.deepEqual(verdicts(await runBody(body, settings)), both(want)));
  }

  test('one target that fails does not hold the other up', async () => {
    const answers = (role: Role): Answers => ({
      'GET /ok': role === 'candidate' ? refused : { status: 200 },
      'GET /next': { status: 200 },
    });
    const twoSteps: Body = async ({ step, api }) => {
      await step('one', () => api.request('GET', '/ok'));
      await step('two', () => api.request('GET', '/next'));
    };
    assert.deepEqual(verdicts(await runBody(twoSteps, { answers })), {
      reference: { kind: 'pass' },
      candidate: { kind: 'fail', step: 'one', reason: 'it refused the connection' },
    });
  });

  test('whoever only waited for the other target is not blamed for the time', async () => {
    let firstNonce = '';
    const uneven: Body = async ({ step, api, nonce }) => {
      firstNonce ||= nonce;
      await step('one', async () => {
        await api.request('GET', '/ok');
      });
      if (nonce !== firstNonce) await never();
      await step('two', () => api.request('GET', '/ok'));
    };
    assert.deepEqual(verdicts(await runBody(uneven)), {
      reference: { kind: 'inconclusive', step: 'two', reason: 'the other target used up the time of the scenario' },
      candidate: {
        kind: 'error',
        step: 'one',
        reason: 'the scenario was not finished within 400 ms, and no step was running',
      },
    });
  });

  test('an interruption keeps what is done and skips the rest', async () => {
    const stop = new AbortController();
    const body: Body = async ({ step, api }) => {
      await step('one', () => api.request('GET', '/ok'));
      await step('two', never);
    };
    const onEvent = (event: RunEvent): void => {
      if (event.kind === 'step-began' && event.step === 'two') stop.abort();
    };
    const result = await runBody(body, { signal: stop.signal, onEvent });
    assert.equal(result.interrupted, true);
    assert.deepEqual(verdicts(result), both({ kind: 'skipped', reason: 'the run was interrupted' }));
    assert.deepEqual(
      result.outcomes[0]?.steps.map(({ id, end }) => `${id} ${end}`),
      ['one done', 'two cancelled'],
    );
  });

  test('the session is opened once for each target, used, and revoked at the end', async () => {
    const log: string[] = [];
    const answers = (role: Role): Answers => ({
      get 'POST /api/login'() {
        log.push(`${role} in`);
        return { status: 200, body: { token: `token of ${role}` } };
      },
      get 'POST /api/logout'() {
        log.push(`${role} out`);
        return { status: 204 };
      },
      'GET /ok': { status: 200 },
    });
    const body: Body = async ({ step, member }) => {
      await step('one', () => member.request('GET', '/ok'));
    };
    const result = await runBody(body, { answers, session: true });
    assert.deepEqual(verdicts(result), both({ kind: 'pass' }));
    assert.deepEqual(log.toSorted(), ['candidate in', 'candidate out', 'reference in', 'reference out']);
    assert.deepEqual(result.notices, []);
  });

  test('a session that cannot be opened fails the scenario at the step session', async () => {
    const answers = (): Answers => ({ 'POST /api/login': { status: 500 } });
    const result = await runBody(get, { answers, session: true });
    const reason = "the run's session could not be opened: POST /api/login answered 500, wanted 200";
    assert.deepEqual(verdicts(result), both({ kind: 'fail', step: 'session', reason }));
  });

  test('a session that cannot be revoked is told', async () => {
    const answers = (): Answers => ({
      'POST /api/login': { status: 200, body: { token: 'a token' } },
      'POST /api/logout': { status: 500 },
      'GET /ok': { status: 200 },
    });
    const { notices } = await runBody(get, { answers, session: true });
    assert.deepEqual(
      notices.map(({ says }) => says),
      ['reference', 'candidate'].map(
        (role) => `the run's session on the ${role} could not be revoked: POST /api/logout answered 500`,
      ),
    );
  });

  test('a scenario may be for one of the targets alone, which waits for nobody', async () => {
    const began: Role[] = [];
    const onEvent = (event: RunEvent): void => void (event.kind === 'step-began' && began.push(event.role));
    const result = await runBody(get, { only: ['candidate'], onEvent });
    assert.deepEqual(verdicts(result), { candidate: { kind: 'pass' } });
    assert.deepEqual(began, ['candidate']);
  });

  test('a run that goes on with another one goes on with its clock', async () => {
    const ats: number[] = [];
    const deps = { elapsedMs: () => 4_321 };
    const { durationMs } = await runBody(get, { deps, onEvent: ({ at }) => ats.push(at) });
    assert.deepEqual(new Set([...ats, durationMs]), new Set([4_321]));
  });

  test('events come in order and tell everything', async () => {
    const events: RunEvent[] = [];
    await runBody(get, { onEvent: (event) => events.push(event) });
    const kindsOf = (role: Role): string[] =>
      events
        .filter(
          (event) => ('role' in event && event.role === role) || ('outcome' in event && event.outcome.role === role),
        )
        .map(({ kind }) => kind);
    const each = ['scenario-began', 'step-began', 'step-ended', 'scenario-ended'];
    assert.deepEqual(kindsOf('reference'), each);
    assert.deepEqual(kindsOf('candidate'), each);
    assert.deepEqual([events[0]?.kind, events.at(-1)?.kind], ['run-began', 'run-ended']);
  });
});
