import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CauseId } from '../model/causes.ts';
import type { Fault } from '../model/fault.ts';
import type { StepRecord } from '../model/outcome.ts';
import type { Policy } from '../model/tenant.ts';
import { exchangeOf } from './fixtures/exchange.ts';
import { toFindings } from './findings.ts';
import { failedStep } from './step.ts';

const POLICY: Policy = { preset: 'parity', levels: [], critical: [], arrays: [], noise: [] };
const ANSWERED = { observation: exchangeOf({ body: '{}' }) };

const fault = (kind: Fault['kind'], phase: Fault['phase']): Pick<StepRecord, 'fault'> => ({
  fault: { kind, phase, blame: 'target', code: 'X', says: 'x' },
});

describe('the likely cause of a failure', () => {
  const CASES: readonly {
    readonly name: string;
    readonly reason: string;
    readonly seen?: Partial<StepRecord>;
    readonly want: CauseId | undefined;
  }[] = [
    {
      name: 'of a refused connection is that nobody is there',
      reason: 'a:1 refused the connection (ECONNREFUSED)',
      seen: fault('refused', 'connect'),
      want: 'target-down',
    },
    {
      name: 'of an answer that did not begin likewise',
      reason: 'a:1 did not begin to answer; nothing came within 10000 ms',
      seen: fault('timeout', 'wait'),
      want: 'target-down',
    },
    { name: 'of a step without end likewise', reason: 'not finished within 12000 ms', want: 'target-down' },
    {
      name: 'of an answer that was cut is what cut it',
      reason:
        'GET /health answered 200 with 7 bytes of a truncated body: the connection ended after 7 bytes; 500 were announced, wanted JSON',
      seen: ANSWERED,
      want: 'answer-cut',
    },
    {
      name: 'of an answer that stood still likewise',
      reason: 'a:1 stopped in the middle of its answer; nothing came within 10000 ms',
      seen: fault('timeout', 'receive'),
      want: 'answer-cut',
    },
    {
      name: 'of broken JSON is what was printed beside it',
      reason: 'GET /x answered 200 with 5 bytes of malformed JSON, wanted JSON',
      seen: ANSWERED,
      want: 'output-before-answer',
    },
    {
      name: 'of a page instead of JSON is the edge',
      reason: 'GET /x answered 200 with 5 bytes of HTML, wanted JSON',
      seen: ANSWERED,
      want: 'edge-answered',
    },
    {
      name: 'of a 500 is the application',
      reason: 'GET /x answered 500',
      seen: ANSWERED,
      want: 'application-error',
    },
    ...Object.entries({
      401: 'token-not-recognised',
      419: 'stateful-domains',
      503: 'maintenance-mode',
      504: 'gateway-timeout',
    } as const).map(([status, want]) => ({
      name: `of a ${status} is ${want}`,
      reason: `POST /x answered ${status}, wanted 200`,
      seen: ANSWERED,
      want,
    })),
    {
      name: 'of an answer that is only wrong is not known',
      reason: 'GET /health answered 200: /db is "down", wanted "ok"',
      seen: ANSWERED,
      want: undefined,
    },
    {
      name: 'of a list that cannot be read is not known',
      reason: 'the list at /data cannot be relied on: invalid input',
      seen: ANSWERED,
      want: undefined,
    },
    {
      name: 'of something that is no HTTP is not known',
      reason: 'a:1 answered something else, wanted HTTP/1.1 (Expected HTTP/)',
      seen: fault('protocol', 'receive'),
      want: undefined,
    },
    {
      name: 'of a session that was answered without a token is not known',
      reason: "the run's session could not be opened: POST /api/login answered 200 without a token at /token",
      want: undefined,
    },
  ];
  for (const { name, reason, seen, want } of CASES) {
    test(name, () => {
      const step: StepRecord = { id: 'one', startedMs: 0, durationMs: 1, end: 'failed', reason, ...seen };
      const [finding] = toFindings([failedStep('probe', 'candidate', step)], POLICY);
      assert.equal(finding?.cause, want);
    });
  }
});

describe('failures', () => {
  const down: Partial<StepRecord> = { rule: 'socket-failed', cause: 'target-down' };
  const CASES: readonly {
    readonly name: string;
    readonly one: Partial<StepRecord>;
    readonly other: Partial<StepRecord>;
    readonly role?: 'reference';
    readonly want: number;
  }[] = [
    { name: 'of one cause are one finding, in whatever words they are told', one: down, other: down, want: 1 },
    { name: 'of one cause on two targets are two', one: down, other: down, role: 'reference', want: 2 },
    { name: 'of two causes are two', one: down, other: { ...down, cause: 'origin-refused' }, want: 2 },
    { name: 'that nobody can explain stand for themselves', one: {}, other: {}, want: 2 },
    {
      name: 'of a target that nobody can reach are one',
      one: fault('refused', 'connect'),
      other: fault('refused', 'connect'),
      want: 1,
    },
    {
      name: 'of a target that is refused here and cut there are two',
      one: fault('refused', 'connect'),
      other: fault('reset', 'receive'),
      want: 2,
    },
    { name: 'of the session that all share are one', one: { id: 'session' }, other: { id: 'session' }, want: 1 },
  ];
  for (const { name, one, other, role = 'candidate', want } of CASES) {
    test(name, () => {
      const session = one.id === 'session' ? 'the run’s session could not be opened' : undefined;
      const step = (id: string, seen: Partial<StepRecord>): StepRecord => ({
        id,
        startedMs: 0,
        durationMs: 1,
        end: 'failed',
        reason: session ?? `${id} failed`,
        ...seen,
      });
      const failed = [failedStep('one', 'candidate', step('a', one)), failedStep('two', role, step('b', other))];
      const findings = toFindings(failed, POLICY);
      assert.equal(findings.length, want);
      assert.equal(findings.flatMap(({ places }) => places).length, 2);
    });
  }
});
