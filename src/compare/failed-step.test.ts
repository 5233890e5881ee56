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
