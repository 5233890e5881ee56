import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RunEvent } from '../model/event.ts';
import type { Exchange } from '../model/observation.ts';
import { MOST_OF_A_LINE, ndjsonLine } from './ndjson.ts';
import { EXCHANGE, judgedEvent, outcome, PASSED, runBegan, steps } from './samples.ts';

const RUN = { run: '3f9c1a7e', tenant: 'academy-stg' };
const AT = { scenario: 'courses', role: 'candidate' } as const;
const parsed = (event: RunEvent): unknown => JSON.parse(ndjsonLine(event, RUN));

const ended = (observation: Exchange, reason?: string): RunEvent => ({
  kind: 'step-ended',
  at: 9,
  ...AT,
  step: {
    id: 'list',
    startedMs: 1,
    durationMs: 8,
    end: 'done',
    observation,
    ...(reason === undefined ? {} : { reason }),
  },
});

describe('an event as a line of JSON', () => {
  test('the beginning names what will run, and nothing of the tenant but its id', () => {
    assert.deepEqual(parsed(runBegan()), {
      ...RUN,
      kind: 'run-began',
      at: 0,
      startedAt: '2026-11-25T03:12:09.000Z',
      roles: ['reference', 'candidate'],
      scenarios: ['health', 'courses'],
      notRun: [{ id: 'login', why: 'left out by --scenario' }],
      seed: 'k7q2',
      gate: 'warning',
      timeoutMs: 300_000,
    });
  });

  test('a small event stands as it is', () => {
    assert.deepEqual(parsed({ kind: 'step-began', at: 7, ...AT, step: 'list' }), {
      ...RUN,
      kind: 'step-began',
      at: 7,
      ...AT,
      step: 'list',
    });
    assert.deepEqual(parsed({ kind: 'run-ended', at: 8, interrupted: true }), {
      ...RUN,
      kind: 'run-ended',
      at: 8,
      interrupted: true,
    });
  });

  test('the end of judging says what came out', () => {
    assert.deepEqual(parsed(judgedEvent()), {
      ...RUN,
      kind: 'run-judged',
      at: 1_834,
      verdict: { kind: 'pass', exitCode: 0, headline: PASSED.verdict.headline },
      verdicts: [{ scenario: 'health', role: 'reference', verdict: 'pass' }],
      findings: 0,
    });
  });

  test('every event of the second question says that it is one', () => {
    const whole = outcome('courses', 'candidate', { kind: 'pass' }, steps(['list']));
    const events: readonly RunEvent[] = [
      runBegan(),
      { kind: 'scenario-began', at: 1, ...AT },
      { kind: 'step-began', at: 1, ...AT, step: 'list' },
      ended(EXCHANGE),
      { kind: 'scenario-ended', at: 9, outcome: whole },
      { kind: 'run-ended', at: 9, interrupted: false },
    ];
    for (const event of events) {
      assert.ok(!ndjsonLine(event, RUN).includes('"again"'), event.kind);
      assert.match(ndjsonLine({ ...event, again: true }, RUN), /"again":true/u, event.kind);
    }
  });

  test('a step has its exchange without bodies and shape', () => {
    const { body: _sent, ...request } = EXCHANGE.request;
    const body = { state: 'json', bytes: 12, digest: '0'.repeat(64) };
    assert.deepEqual(parsed(ended(EXCHANGE)), {
      ...RUN,
      kind: 'step-ended',
      at: 9,
      ...AT,
      step: {
        id: 'list',
        startedMs: 1,
        durationMs: 8,
        end: 'done',
        observation: { ...EXCHANGE, request, response: { ...EXCHANGE.response, body } },
      },
    });
  });

  test('a scenario counts its steps, which had lines of their own', () => {
    const fail = { kind: 'fail', step: 'list', reason: 'answered 500' } as const;
    const whole = outcome('courses', 'candidate', fail, steps(['list'], 'failed', 'answered 500'));
    assert.deepEqual(parsed({ kind: 'scenario-ended', at: 9, outcome: whole }), {
      ...RUN,
      kind: 'scenario-ended',
      at: 9,
      ...whole,
      steps: 1,
    });
  });
});

describe('a line that would be too long', () => {
  const response = { ...EXCHANGE.response, headers: [['x-huge', 'ş'.repeat(MOST_OF_A_LINE / 2)] as const] };

  test('loses what the step saw', () => {
    assert.deepEqual(parsed(ended({ ...EXCHANGE, response })), {
      ...RUN,
      kind: 'step-ended',
      at: 9,
      ...AT,
      step: { id: 'list', startedMs: 1, durationMs: 8, end: 'done' },
      shortened: true,
    });
  });

  test('keeps the beginning of a reason', () => {
    const line = ndjsonLine(ended({ ...EXCHANGE, response }, 'r'.repeat(100_000)), RUN);
    assert.match(line, /"reason":"r{997}\.\.\."/u);
  });

  test('keeps the exit code and loses the single verdicts', () => {
    const many = Array.from({ length: 2_000 }, (_, at) => [`scenario-${at}`, 'candidate', 'pass'] as const);
    const { verdict, findings } = judgedEvent();
    assert.deepEqual(parsed(judgedEvent(many)), {
      ...RUN,
      kind: 'run-judged',
      at: 1_834,
      verdict,
      findings,
      shortened: true,
    });
  });

  test('is cut to its kind when nothing else helps', () => {
    const fail = { kind: 'fail', step: 'list', reason: 'r'.repeat(MOST_OF_A_LINE) } as const;
    const whole = outcome('courses', 'candidate', fail, []);
    assert.deepEqual(parsed({ kind: 'scenario-ended', at: 9, outcome: whole }), {
      ...RUN,
      kind: 'scenario-ended',
      at: 9,
      shortened: true,
    });
  });
});
