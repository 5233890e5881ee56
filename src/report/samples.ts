import type { RunEvent } from '../model/event.ts';
import type { Finding, Place } from '../model/finding.ts';
import type { Exchange } from '../model/observation.ts';
import type { Outcome, StepRecord } from '../model/outcome.ts';
import { REPORT_VERSION, type Comparison, type Report, type ReportTarget } from '../model/report.ts';
import { type Role, ROLES, type Tenant } from '../model/tenant.ts';
import { EXIT_CODE, type Verdict, type VerdictKind } from '../model/verdict.ts';

/** Reports for tests and for trying a reporter by hand: made up, but whole. */

const REFERENCE: ReportTarget = {
  role: 'reference',
  url: 'https://api.academy.example',
  vantage: 'edge',
  revision: '2026.11.1',
};

const CANDIDATE: ReportTarget = {
  role: 'candidate',
  url: 'https://api.academy.example',
  vantage: 'direct',
  connectTo: { host: '203.0.113.7', port: 443 },
  revision: '2026.11.1',
};

const SCENARIOS: Report['scenarios'] = [
  { id: 'health', title: 'The operator sees that every part is up', required: true, steps: ['ask'] },
  { id: 'login', title: 'A member can sign in and out', required: true, steps: ['sign-in', 'who-am-i', 'sign-out'] },
  { id: 'courses', title: 'A member can read the catalogue', required: false, steps: ['list', 'item'] },
];

export const headline = (kind: VerdictKind, text: string): Report['verdict'] => ({
  kind,
  exitCode: EXIT_CODE[kind],
  headline: text,
});

export const EXCHANGE: Exchange = {
  kind: 'exchange',
  request: {
    method: 'POST',
    url: 'https://api.academy.example/api/login',
    headers: [],
    body: '{"email":"c@a.example"}',
  },
  response: {
    status: 200,
    headers: [['Content-Type', 'application/json']],
    body: {
      state: 'json',
      bytes: 12,
      digest: '0'.repeat(64),
      text: '{"id": 1}',
      shape: {
        count: 1,
        object: {
          count: 1,
          empty: 0,
          properties: { id: { count: 1, number: { integer: 1 } } },
          keyed: {},
          duplicates: 0,
        },
      },
    },
  },
  connection: { address: '203.0.113.7', port: 443 },
  timings: { total: 12.5, wait: 11 },
};

/** @param end of the last step; the steps before it are done */
export function steps(ids: readonly string[], end: StepRecord['end'] = 'done', reason = ''): readonly StepRecord[] {
  return ids.map((id, at) => {
    const step = { id, startedMs: at * 40, durationMs: 40, end: 'done', observation: EXCHANGE } as const;
    return at < ids.length - 1 || end === 'done' ? step : { id, startedMs: at * 40, durationMs: 40, end, reason };
  });
}

const PASS: Verdict = { kind: 'pass' };

export const outcome = (scenario: string, role: Role, verdict: Verdict, some: readonly StepRecord[]): Outcome => ({
  scenario,
  role,
  ended: verdict.kind === 'drift' ? PASS : verdict,
  verdict,
  startedMs: 0,
  durationMs: some.length * 40.25,
  steps: some,
});

/** A side of a run in which all is well. */
export const passes = (role: Role): readonly Outcome[] =>
  SCENARIOS.map((each) => outcome(each.id, role, PASS, steps(each.steps)));

/** @returns the outcomes with some of them exchanged */
export const withOutcomes = (outcomes: readonly Outcome[], ...others: readonly Outcome[]): readonly Outcome[] =>
  outcomes.map((each) => others.find(({ scenario, role }) => scenario === each.scenario && role === each.role) ?? each);

const COMPARISONS: readonly Comparison[] = SCENARIOS.flatMap((scenario) =>
  scenario.steps.map((step): Comparison => ({
    scenario: scenario.id,
    step,
    baseline: 'used',
    compared: ['reference-candidate', 'reference-baseline', 'candidate-baseline'],
    notRun: [],
    findings: [],
  })),
);

export const PASSED: Report = {
  version: REPORT_VERSION,
  run: {
    id: '3f9c1a7e',
    startedAt: '2026-11-25T03:12:09.000Z',
    durationMs: 1_834,
    seed: 'k7q2',
    gate: 'warning',
    interrupted: false,
    parity: '0.1.0',
  },
  tenant: { id: 'academy-stg', title: 'Academy, staging', application: 'academy' },
  targets: [REFERENCE, CANDIDATE],
  scenarios: SCENARIOS,
  notRun: [],
  outcomes: [...passes('reference'), ...passes('candidate')],
  comparisons: COMPARISONS,
  again: [],
  accepted: [],
  findings: [],
  notices: [],
  repeats: [],
  verdict: headline('pass', 'the candidate behaves as the reference does; 3 of 3 scenarios judged on 2 targets'),
};

/** Nothing here looks at more of a tenant than its name. */
const TENANT: Tenant = JSON.parse('{"id": "academy-stg", "title": "Academy, staging"}');

export const finding = (some: Partial<Finding> & { readonly places: readonly [Place, ...Place[]] }): Finding => ({
  id: '0a1b2c3d4e5f',
  rule: 'property-removed',
  level: 'breaking',
  scenario: some.places[0].scenario,
  step: some.places[0].step,
  attribution: 'candidate-drifted',
  ...some,
});

/** The first event of a run of two scenarios on two targets, or on some of them. */
export function runBegan(own?: readonly Role[]): Extract<RunEvent, { kind: 'run-began' }> {
  const roles = ROLES;
  const scenarios = SCENARIOS.filter(({ id }) => id !== 'login').map(({ id, title, steps }) => ({
    id,
    title,
    writes: false,
    session: false,
    deadlineMs: 10_000,
    steps: steps.map((step) => ({ id: step, title: step })),
    ...(own && { roles: own }),
  }));
  const notRun = [{ id: 'login', why: 'left out by --scenario' }];
  const plan = { tenant: TENANT, roles, scenarios, notRun, seed: 'k7q2', timeoutMs: 300_000, gate: 'warning' } as const;
  return { kind: 'run-began', at: 0, runId: PASSED.run.id, startedAt: PASSED.run.startedAt, plan };
}

/** The last event of that run. */
export const judgedEvent = (
  verdicts: readonly (readonly [scenario: string, role: Role, verdict: VerdictKind])[] = [
    ['health', 'reference', 'pass'],
  ],
): Extract<RunEvent, { kind: 'run-judged' }> => ({
  kind: 'run-judged',
  at: 1_834,
  verdict: PASSED.verdict,
  verdicts: verdicts.map(([scenario, role, verdict]) => ({ scenario, role, verdict })),
  findings: 0,
});
