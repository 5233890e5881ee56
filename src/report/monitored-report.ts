import type { Exchange, Hearing, Observation, Talk } from '../model/observation.ts';
import type { StepRecord } from '../model/outcome.ts';
import type { Report } from '../model/report.ts';
import { EXCHANGE, finding, outcome, PASSED, withOutcomes } from './samples.ts';

/** A report with everything in it that a monitor turns into numbers: made up, but whole. */

const overTls: Exchange = {
  ...EXCHANGE,
  connection: {
    ...EXCHANGE.connection,
    tls: {
      protocol: 'TLSv1.3',
      alpn: 'http/1.1',
      certificate: {
        subject: 'CN=api.academy.example',
        issuer: 'CN=Issuing',
        validFrom: '2026-10-01T00:00:00.000Z',
        validTo: '2026-12-30T00:00:00.000Z',
        names: ['api.academy.example'],
        fingerprint: '00',
      },
      root: { subject: 'CN=Root', validTo: '2035-01-01T00:00:00.000Z' },
    },
  },
  timings: { dns: 1, connect: 2, tls: 4, send: 0.5, wait: 11, receive: 1.5, total: 20 },
};

const { request, response } = EXCHANGE;

const talk: Talk = {
  kind: 'talk',
  request,
  response,
  timings: { total: 400 },
  frames: [],
  measures: { 'dispatch-to-receive': 350.5, 'publish-to-receive': 12.25, 'of no metric': 1 },
};

const connections: Exchange = {
  ...EXCHANGE,
  request: { ...request, url: 'https://ws.academy.example/apps/academy/connections?auth_key=a' },
  response: { ...response, body: { ...response.body, text: '{"connections": 42}' } },
};

const hearing: Hearing = {
  kind: 'hearing',
  request: { ...request, url: 'evidence:queue' },
  response,
  timings: { total: 5 },
  measures: {},
  testimonies: [
    { witness: 'horizon', kind: 'queue', answer: 'yes', says: 'well', observedAt: '2026-11-25T03:12:10Z', facts: {} },
    {
      witness: 'horizon',
      kind: 'job',
      answer: 'stale',
      says: 'old',
      observedAt: '2026-11-25T03:12:10Z',
      ageMs: 90_000,
      facts: {},
    },
    { witness: 'schedule-log', kind: 'scheduler', answer: 'absent', says: '', observedAt: '2026-11-25', facts: {} },
  ],
};

const seen = (...observations: readonly Observation[]): readonly StepRecord[] =>
  observations.map((observation, at) => ({
    id: `step-${at}`,
    startedMs: at * 40,
    durationMs: 40,
    end: 'done',
    observation,
  }));

const DRIFT = '0a1b2c3d4e5f';
const BOTH = '1a1b2c3d4e5f';
const place = { scenario: 'courses', step: 'list', path: '/data/*/slug' };

/** Health passes everywhere, courses drifted on the candidate, login failed there and could not be judged on the other. */
export const MONITORED: Report = {
  ...PASSED,
  outcomes: withOutcomes(
    PASSED.outcomes,
    outcome('health', 'reference', { kind: 'pass' }, seen(overTls)),
    outcome('health', 'candidate', { kind: 'pass' }, seen(overTls, talk, connections, hearing)),
    outcome('courses', 'candidate', { kind: 'drift', findings: [DRIFT, BOTH] }, seen(overTls)),
    outcome('login', 'reference', { kind: 'inconclusive', step: 'sign-in', reason: 'throttled' }, seen(overTls)),
    outcome('login', 'candidate', { kind: 'fail', step: 'sign-in', reason: 'answered 500, wanted 200' }, seen(overTls)),
  ),
  findings: [
    finding({ id: DRIFT, places: [place] }),
    finding({ id: BOTH, level: 'warning', attribution: 'both-drifted', places: [place] }),
    finding({ id: '2a1b2c3d4e5f', attribution: 'target-failed', rule: 'answer-failed', places: [place] }),
  ],
  verdict: { kind: 'fail', exitCode: 1, headline: 'login failed on the candidate' },
};
