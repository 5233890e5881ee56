import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Hearing, Talk } from '../model/observation.ts';
import type { Realtime, RealtimeDesk } from '../model/realtime.ts';
import type { Scenario, ScenarioContext } from '../model/scenario.ts';
import type { RunDeps } from './deps.ts';
import type { Canned } from './fixtures.ts';
import type { RunResult } from './run.ts';
import { NotJudged, StepFailed } from '../model/scenario.ts';
import { depsAnswering, exchangeOf, tenant } from './fixtures.ts';
import { makePlan } from './plan.ts';
import { run } from './run.ts';

type Body = (context: ScenarioContext<'one' | 'two'>) => Promise<void>;

const LOGIN = { 'POST /login': { status: 200, body: { token: 'opensesame' } }, 'POST /logout': { status: 204 } };

/** Runs one scenario made of `body` on the reference alone. */
function runBody(body: Body, deps: Partial<RunDeps> = {}, canned: Readonly<Record<string, Canned>> = {}) {
  const probe: Scenario = {
    id: 'probe',
    title: 'A probe',
    writes: false,
    session: false,
    deadlineMs: 400,
    stepDeadlineMs: 200,
    steps: { one: 'the first', two: 'the second' },
    run: body,
  };
  const plan = makePlan(tenant, [probe], {
    scenarios: [],
    target: 'reference',
    seed: 'seed',
    timeoutMs: 5_000,
    gate: 'warning',
  });
  assert.ok(plan.ok);
  const answers = () => ({ 'GET /ok': { status: 200 }, ...LOGIN, ...canned });
  const all = { ...depsAnswering(answers), scenarios: new Map([[probe.id, probe]]), ...deps };
  return run(plan.value, all, () => undefined, new AbortController().signal);
}

const stepsOf = ({ outcomes }: RunResult) => outcomes.flatMap(({ steps }) => steps);

const seen = exchangeOf('GET', '/app/key', { status: 101, body: { messages: [] } });

const talk: Talk = { ...seen, kind: 'talk', frames: [], measures: {} };

const hearing: Hearing = {
  kind: 'hearing',
  request: { method: 'GET', url: 'evidence:queue', headers: [] },
  response: seen.response,
  timings: { total: 1 },
  testimonies: [
    { witness: 'horizon', kind: 'queue', answer: 'yes', says: 'well', observedAt: '2026-11-28T12:00:00Z', facts: {} },
  ],
  measures: {},
};

/** Its `note` is all the tests need of the sockets. */
function fakeDesk(): RealtimeDesk & { closed: boolean } {
  let noted = false;
  const none = (): never => {
    throw new Error('this test opens no socket');
  };
  const realtime: Realtime = {
    hasApp: false,
    instances: 0,
    open: none,
    echo: none,
    status: none,
    publish: none,
    sign: none,
    alias: () => undefined,
    measure: () => undefined,
    note: () => void (noted = true),
  };
  return {
    closed: false,
    realtime,
    take() {
      const was = noted;
      noted = false;
      return was ? talk : undefined;
    },
    async [Symbol.asyncDispose]() {
      await Promise.resolve();
      this.closed = true;
    },
  };
}

describe('what sockets show', () => {
  test('is the observation of the step in which it was noted, and has a shape', async () => {
    const desk = fakeDesk();
    const result = await runBody(
      async ({ step, realtime }) => {
        await step('one', async () => realtime.note('heard', true));
        await step('two', async () => undefined);
      },
      { openRealtime: () => desk },
    );
    const [one, two] = stepsOf(result);
    assert.equal(one?.observation?.kind, 'talk');
    assert.notEqual(one.observation.response.body.shape, undefined);
    assert.equal(two?.observation, undefined);
  });

  test('is kept when the step fails, with the kind of the failure and its cause', async () => {
    const desk = fakeDesk();
    const result = await runBody(
      ({ step, realtime }) =>
        step('one', async () => {
          realtime.note('heard', false);
          await Promise.reject(new StepFailed('nothing came', { rule: 'message-missing', cause: 'relay-broken' }));
        }),
      { openRealtime: () => desk },
    );
    const [one] = stepsOf(result);
    assert.deepEqual(
      [one?.end, one?.rule, one?.cause, one?.observation?.kind],
      ['failed', 'message-missing', 'relay-broken', 'talk'],
    );
  });

  test('waits for the next step that listens when the step asked over HTTP', async () => {
    const desk = fakeDesk();
    const result = await runBody(
      async ({ step, realtime, api }) => {
        await step('one', async () => {
          realtime.note('heard', true);
          await api.request('GET', '/ok');
        });
        await step('two', async () => undefined);
      },
      { openRealtime: () => desk },
    );
    assert.deepEqual(
      stepsOf(result).map(({ observation }) => observation?.kind),
      ['exchange', 'talk'],
    );
  });

  const ENDS: readonly { name: string; body: Body }[] = [
    { name: 'a scenario that passes', body: async ({ realtime }) => realtime.note('x', 1) },
    {
      name: 'a scenario that fails',
      body: async ({ realtime, step }) => {
        realtime.note('x', 1);
        await step('one', () => Promise.reject(new StepFailed('no')));
      },
    },
    {
      name: 'a scenario that hangs',
      body: async ({ realtime, step }) => {
        realtime.note('x', 1);
        await step('one', () => new Promise(() => undefined));
      },
    },
  ];
  for (const { name, body } of ENDS) {
    test(`ends with ${name}: its sockets are closed`, async () => {
      const desk = fakeDesk();
      await runBody(body, { openRealtime: () => desk });
      assert.ok(desk.closed);
    });
  }
});

describe('what witnesses say', () => {
  test('is the observation of the step that asked, and comes back to the scenario', async () => {
    let answers: readonly string[] = [];
    const result = await runBody(
      ({ step, ask }) =>
        step('one', async () => {
          answers = (await ask({ kind: 'queue' })).map(({ answer }) => answer);
        }),
      { hear: () => Promise.resolve(hearing) },
    );
    assert.deepEqual(answers, ['yes']);
    assert.equal(stepsOf(result)[0]?.observation?.kind, 'hearing');
  });

  test('on the side is no observation', async () => {
    const result = await runBody(
      ({ step, aside }) =>
        step('one', async () => {
          await aside.ask({ kind: 'queue' });
        }),
      { hear: () => Promise.resolve(hearing) },
    );
    assert.equal(stepsOf(result)[0]?.observation, undefined);
  });
});

describe('cleaning up', () => {
  const cleaned: string[] = [];
  const remember =
    (what: string): ((api: { request: unknown }) => Promise<void>) =>
    async () => {
      await Promise.resolve();
      cleaned.push(what);
    };

  const CASES: readonly { name: string; body: Body; want: readonly string[] }[] = [
    {
      name: 'happens last one first after a scenario that passes',
      async body({ cleanUp }) {
        cleanUp('a', remember('a'));
        cleanUp('b', remember('b'));
      },
      want: ['b', 'a'],
    },
    {
      name: 'happens after a step that failed',
      async body({ cleanUp, step }) {
        cleanUp('a', remember('a'));
        await step('one', () => Promise.reject(new StepFailed('no')));
      },
      want: ['a'],
    },
    {
      name: 'happens after a scenario that could not be judged',
      async body({ cleanUp, step }) {
        cleanUp('a', remember('a'));
        await step('one', () => Promise.reject(new NotJudged('no')));
      },
      want: ['a'],
    },
    {
      name: 'happens after a scenario that hangs',
      async body({ cleanUp, step }) {
        cleanUp('a', remember('a'));
        await step('one', () => new Promise(() => undefined));
      },
      want: ['a'],
    },
  ];
  for (const { name, body, want } of CASES) {
    test(name, async () => {
      cleaned.length = 0;
      await runBody(body);
      assert.deepEqual(cleaned, want);
    });
  }

  test('that fails is told, without secrets, and does not keep the others from it', async () => {
    cleaned.length = 0;
    const { notices, outcomes } = await runBody(async ({ cleanUp }) => {
      cleanUp('the first', remember('first'));
      cleanUp('the report', () => Promise.reject(new Error('DELETE answered 500 to opensesame')));
    });
    assert.deepEqual(cleaned, ['first']);
    assert.deepEqual(
      notices.map(({ id, says }) => [id, says]),
      [['not-cleaned-up', 'probe left the report on the reference: DELETE answered 500 to <redacted>']],
    );
    assert.equal(outcomes[0]?.ended.kind, 'pass');
  });
});
