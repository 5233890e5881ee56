import type { Place } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { finding, headline, outcome, PASSED, passes, steps, withOutcomes } from './samples.ts';

const REPEAT = 'npm run parity -- --tenant academy-stg --scenario courses --seed k7q2';
const LIST_CURL = `curl -sS --connect-to api.academy.example:443:203.0.113.7:443 -H "Authorization: Bearer $TOKEN" https://api.academy.example/api/courses`;

const slug = (at: number): Place => ({
  scenario: 'courses',
  step: at === 0 ? 'item' : 'list',
  path: at === 0 ? '/data/slug' : `/data/*/related/${at}/slug`,
  reference: 'string (text)',
  candidate: 'absent',
  baseline: 'string (text)',
});

const DRIFTED: Report = {
  ...PASSED,
  outcomes: withOutcomes(
    PASSED.outcomes,
    outcome(
      'courses',
      'candidate',
      { kind: 'drift', findings: ['0a1b2c3d4e5f', '1a1b2c3d4e5f'] },
      steps(['list', 'item']),
    ),
  ),
  findings: [
    finding({ places: [slug(0), ...Array.from({ length: 21 }, (_, at) => slug(at + 1))], cause: 'schema-behind' }),
    finding({
      id: '1a1b2c3d4e5f',
      rule: 'property-added',
      level: 'warning',
      places: [
        { scenario: 'courses', step: 'list', path: '/meta/links/*/page', reference: 'absent', candidate: 'number' },
      ],
      cause: 'framework-version',
    }),
    finding({
      id: '2a1b2c3d4e5f',
      rule: 'status-changed',
      level: 'info',
      attribution: 'both-drifted',
      places: [
        { scenario: 'health', step: 'ask', path: 'status', reference: '200', candidate: '200', baseline: '204' },
      ],
    }),
  ],
  notices: [
    {
      id: 'baseline-missing',
      says: 'login/who-am-i has no baseline, so only the two targets were compared there.',
      todo: 'npm run parity -- record --tenant academy-stg --scenario login',
    },
  ],
  repeats: [{ scenario: 'courses', step: 'item', role: 'candidate', command: REPEAT, curl: LIST_CURL }],
  verdict: headline(
    'drift',
    '2 findings at the gate in courses on the candidate; 3 of 3 scenarios judged on 2 targets',
  ),
};

const LOGIN_500 = 'POST /api/login answered 500, wanted 200';

const FAILED: Report = {
  ...PASSED,
  outcomes: withOutcomes(
    PASSED.outcomes,
    outcome(
      'login',
      'candidate',
      { kind: 'fail', step: 'sign-in', reason: LOGIN_500 },
      steps(['sign-in'], 'failed', LOGIN_500),
    ),
  ),
  findings: [
    finding({
      rule: 'answer-failed',
      attribution: 'target-failed',
      places: [{ scenario: 'login', step: 'sign-in', path: '', reference: '200', candidate: '500' }],
      cause: 'application-error',
    }),
  ],
  repeats: [
    {
      scenario: 'login',
      step: 'sign-in',
      role: 'candidate',
      command: 'npm run parity -- --tenant academy-stg --scenario login --seed k7q2',
      curl: `curl -sS --connect-to api.academy.example:443:203.0.113.7:443 -d '{"email":"canary@academy.example","password":"'$CANARY_PASSWORD'"}' https://api.academy.example/api/login`,
    },
  ],
  verdict: headline('fail', 'login failed on the candidate; 3 of 3 scenarios judged on 2 targets'),
};

const CHALLENGED =
  'the edge answered 403 with a challenge page (cf-mitigated: challenge); the application was not asked';

const NOT_JUDGED: Report = {
  ...PASSED,
  outcomes: withOutcomes(
    PASSED.outcomes,
    outcome(
      'health',
      'reference',
      { kind: 'inconclusive', step: 'ask', reason: CHALLENGED },
      steps(['ask'], 'not-judged', CHALLENGED),
    ),
  ),
  notRun: [{ id: 'realtime', why: 'the tenant has no websocket address', required: true }],
  verdict: headline(
    'inconclusive',
    'health was not judged on the reference and realtime did not run; 2 of 4 scenarios judged',
  ),
};

const BROKEN: Report = {
  ...PASSED,
  outcomes: withOutcomes(
    PASSED.outcomes,
    outcome(
      'courses',
      'candidate',
      { kind: 'error', step: 'list', reason: 'TypeError: items is not iterable' },
      steps(['list'], 'broken', 'TypeError: items is not iterable'),
    ),
  ),
  verdict: headline('error', 'the harness broke in courses on the candidate; 2 of 3 scenarios judged'),
};

const INTERRUPTED: Report = {
  ...PASSED,
  run: { ...PASSED.run, interrupted: true },
  outcomes: PASSED.outcomes.filter(
    ({ scenario, role }) => scenario === 'health' || (scenario === 'login' && role === 'reference'),
  ),
  comparisons: PASSED.comparisons.slice(0, 1),
  verdict: { kind: 'inconclusive', exitCode: 130, headline: 'interrupted after 1 of 3 scenarios; 2 were not judged' },
};

const ONE_TARGET: Report = {
  ...PASSED,
  targets: PASSED.targets.filter(({ role }) => role === 'candidate'),
  outcomes: passes('candidate'),
  comparisons: PASSED.comparisons.map((comparison) => ({
    ...comparison,
    compared: ['candidate-baseline'],
    notRun: [
      { tier: 'bytes', why: 'one target ran alone' },
      { tier: 'values', why: 'one target ran alone' },
    ],
  })),
  notRun: [{ id: 'isolation', why: 'no peer tenant is named', required: false }],
  verdict: headline('pass', 'the candidate fits its baselines; 3 of 3 scenarios judged on 1 target, by shape alone'),
};

const NOTHING: Report = {
  ...PASSED,
  scenarios: [],
  outcomes: [],
  comparisons: [],
  notRun: PASSED.scenarios.map(({ id, required }) => ({ id, why: 'left out by --scenario', required })),
  verdict: headline('inconclusive', 'nothing ran: no scenario was chosen, and 2 required ones are missing'),
};

const NOT_DEPLOYED: Report = {
  ...NOTHING,
  gate: {
    wanted: { revision: '4f2c9d1', imageTag: 'v1.4.2' },
    end: 'failed',
    waitedMs: 35_120,
    witnesses: [
      { name: 'argocd', sees: 'failed', says: 'sync Failed: PreSync Job migrate Failed' },
      { name: 'version', sees: 'not-yet', says: 'it says v1.4.1, wanted tag v1.4.2 at 4f2c9d1' },
    ],
    advisory: ['courses'],
  },
  notRun: PASSED.scenarios.map(({ id, required }) => ({
    id,
    why: 'the candidate was not seen to be the deployed revision',
    required,
  })),
  verdict: headline(
    'fail',
    'academy-stg: nothing ran; the deployment failed while waiting for tag v1.4.2 at 4f2c9d1 after 35 s; argocd: sync Failed: PreSync Job migrate Failed',
  ),
};

export const SAMPLES = {
  pass: PASSED,
  drift: DRIFTED,
  fail: FAILED,
  inconclusive: NOT_JUDGED,
  error: BROKEN,
  interrupted: INTERRUPTED,
  'one-target': ONE_TARGET,
  nothing: NOTHING,
  'not-deployed': NOT_DEPLOYED,
} as const satisfies Record<string, Report>;

/** @param many findings, of 12 rules' worth of steps; for sizes */
export const manyFindings = (many: number): Report => ({
  ...DRIFTED,
  findings: Array.from({ length: many }, (_, at) =>
    finding({
      id: at.toString(16).padStart(12, '0'),
      rule: at % 3 === 0 ? 'property-added' : 'property-removed',
      places: [{ ...slug(at + 1), step: `step-${at % 12}` }, slug(0)],
      cause: 'optional-resource-field',
    }),
  ),
});
