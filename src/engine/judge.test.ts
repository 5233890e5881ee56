import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Baseline } from '../model/baseline.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Role } from '../model/tenant.ts';
import { toBaseline } from '../compare/index.ts';
import { exchangeOf } from '../compare/fixtures/exchange.ts';
import { selfChecks } from './again.ts';
import { tenant } from './fixtures.ts';
import { nonceOf } from './seed.ts';
import { judge, type Subject } from './judge.ts';
import type { Plan } from '../model/plan.ts';

const URLS = { reference: 'http://reference.example', candidate: 'http://candidate.example' };

const outcome = (role: Role, body: string): Outcome => ({
  scenario: 'things',
  role,
  ended: { kind: 'pass' },
  verdict: { kind: 'pass' },
  startedMs: 0,
  durationMs: 1,
  steps: [
    {
      id: 'list',
      startedMs: 0,
      durationMs: 1,
      end: 'done',
      observation: exchangeOf({ body, url: `${URLS[role]}/things` }),
    },
  ],
});

const RUN = 'a run';

/** As a title that holds what the scenario asked a target to repeat. */
const titled = (nonce: string): string => JSON.stringify({ name: `parity ${nonce}` });

const subject: Subject = {
  runId: RUN,
  scenarios: [{ id: 'things', steps: ['list'] }],
  policy: tenant.policy,
  gate: 'warning',
  targets: (['reference', 'candidate'] as const).map((role) => ({ role, url: URLS[role] })),
  again: [],
  ledger: { entries: [], today: '2026-11-25' },
};

const plan: Plan = {
  tenant,
  roles: ['reference', 'candidate'],
  scenarios: [],
  notRun: [],
  seed: 's',
  timeoutMs: 1_000,
  gate: 'warning',
};

const baselineOf = (body: string): Baseline =>
  toBaseline({
    scenario: 'things',
    step: 'list',
    observations: [exchangeOf({ body })],
    provenance: { recordedAt: '2026-01-01T00:00:00Z', tenant: 'demo', role: 'reference' },
    target: URLS.reference,
  });

type Case = {
  readonly name: string;
  readonly reference: string;
  readonly candidate: string;
  readonly policy?: Partial<Subject['policy']>;
  /** The second answers of the two targets. */
  readonly again?: readonly [reference: string, candidate: string];
  readonly finds: readonly string[];
  readonly verdict: Outcome['verdict']['kind'];
};

const CASES: readonly Case[] = [
  {
    name: 'the same is the same',
    reference: '{"name":"Ada","at":"2026-01-01"}',
    candidate: '{"name":"Ada","at":"2026-01-01"}',
    finds: [],
    verdict: 'pass',
  },
  {
    name: 'own hosts are the same',
    reference: '{"name":"http://reference.example/a"}',
    candidate: '{"name":"http://candidate.example/a"}',
    finds: [],
    verdict: 'pass',
  },
  {
    name: 'other data is told and is no drift',
    reference: '{"name":"Ada","at":"2026-01-01"}',
    candidate: '{"name":"Bob","at":"2026-01-01"}',
    finds: ['data-differs data-differs /name'],
    verdict: 'pass',
  },
  {
    name: 'each target repeats its own nonce: the same',
    reference: titled(nonceOf(RUN, 'things', 'reference')),
    candidate: titled(nonceOf(RUN, 'things', 'candidate')),
    policy: { critical: ['things/*'] },
    finds: [],
    verdict: 'pass',
  },
  {
    name: 'a target repeats the nonce of the other: a message that went astray',
    reference: titled(nonceOf(RUN, 'things', 'reference')),
    candidate: `${titled(nonceOf(RUN, 'things', 'reference')).slice(0, -2)}!"}`,
    finds: ['data-differs data-differs /name'],
    verdict: 'pass',
  },
  {
    name: 'other data on a critical endpoint cannot be judged',
    reference: '{"name":"Ada","at":"2026-01-01"}',
    candidate: '{"name":"Bob","at":"2026-01-01"}',
    policy: { critical: ['things/*'] },
    finds: ['data-differs data-differs /name'],
    verdict: 'inconclusive',
  },
  {
    name: 'the same written otherwise is told on a critical endpoint',
    reference: '{"name":"Ada","at":"2026-01-01"}',
    candidate: '{"name": "Ada","at":"2026-01-01"}',
    policy: { critical: ['things/*'] },
    finds: ['bytes-whitespace candidate-drifted '],
    verdict: 'pass',
  },
  {
    name: 'the same written otherwise is nothing elsewhere',
    reference: '{"name":"Ada","at":"2026-01-01"}',
    candidate: '{"name": "Ada","at":"2026-01-01"}',
    finds: [],
    verdict: 'pass',
  },
  {
    name: 'a leaked port of the candidate is its drift',
    reference: '{"name":"http://reference.example/a"}',
    candidate: '{"name":"http://candidate.example:8080/a"}',
    finds: ['url-port-leaked candidate-drifted /name'],
    verdict: 'drift',
  },
  {
    name: 'the same link to the reference is a foreign one on the candidate',
    reference: String.raw`{"name":"http:\/\/reference.example\/a"}`,
    candidate: String.raw`{"name":"http:\/\/reference.example\/a"}`,
    finds: ['url-foreign-host candidate-drifted /name'],
    verdict: 'drift',
  },
  {
    name: 'the same link to a third host is the same',
    reference: '{"name":"https://cdn.example/a"}',
    candidate: '{"name":"https://cdn.example/a"}',
    finds: [],
    verdict: 'pass',
  },
  {
    name: 'a value that each target changes by itself is no data',
    reference: '{"name":"Ada","took":17}',
    candidate: '{"name":"Ada","took":23}',
    again: ['{"name":"Ada","took":19}', '{"name":"Ada","took":18}'],
    finds: [],
    verdict: 'pass',
  },
  {
    name: 'a key that the candidate sometimes has cannot be judged',
    reference: '{"name":"Ada","at":"2026-01-01"}',
    candidate: '{"name":"Ada"}',
    again: ['{"name":"Ada","at":"2026-01-01"}', '{"name":"Ada","at":"2026-01-01"}'],
    finds: ['property-removed flaky /at'],
    verdict: 'inconclusive',
  },
  {
    name: 'a key that stays away is drift, whatever else changes',
    reference: '{"name":"Ada","at":"2026-01-01"}',
    candidate: '{"name":"Ada"}',
    again: ['{"name":"Bob","at":"2026-01-01"}', '{"name":"Bob"}'],
    finds: ['property-removed candidate-drifted /at'],
    verdict: 'drift',
  },
  {
    name: 'an element that came does not excuse a key missing in all of them',
    reference: '[{"id":1,"slug":"a"}]',
    candidate: '[{"id":1}]',
    again: ['[{"id":1,"slug":"a"},{"id":2,"slug":"b"}]', '[{"id":1},{"id":2}]'],
    finds: ['property-removed candidate-drifted /*/slug'],
    verdict: 'drift',
  },
  {
    name: 'a value that a noise rule covers may differ',
    reference: '{"took":"17 ms"}',
    candidate: '{"took":"23 ms"}',
    policy: { noise: [{ id: 'took', at: 'things/*', path: '/took', pattern: { like: '# ms' }, reason: 'timing' }] },
    finds: [],
    verdict: 'pass',
  },
  {
    name: 'a noise rule hides no missing key',
    reference: '{"took":"17 ms","x":1}',
    candidate: '{"x":1}',
    policy: { noise: [{ id: 'took', at: 'things/*', path: '/took', pattern: { like: '# ms' }, reason: 'timing' }] },
    finds: ['property-removed candidate-drifted /took'],
    verdict: 'drift',
  },
  {
    name: 'a noise rule that would cover everything is refused',
    reference: '{"name":"Ada"}',
    candidate: '{"name":"Bob"}',
    policy: { noise: [{ id: 'all', at: '**', path: '/name', pattern: { matches: '.*' }, reason: 'lazy' }] },
    finds: ['data-differs data-differs /name'],
    verdict: 'pass',
  },
  {
    name: 'a list whose order says nothing may come in any',
    reference: '{"tags":["a","b","c"]}',
    candidate: '{"tags":["c","a","b"]}',
    policy: { arrays: [{ at: 'things/*', path: '/tags', order: 'set' }] },
    finds: [],
    verdict: 'pass',
  },
  {
    name: 'another order is drift where nobody said so',
    reference: '{"tags":["a","b","c"]}',
    candidate: '{"tags":["c","a","b"]}',
    finds: ['order-changed candidate-drifted /tags'],
    verdict: 'drift',
  },
];

describe('judge', () => {
  for (const { name, reference, candidate, policy = {}, again, finds, verdict } of CASES) {
    const first = [outcome('reference', reference), outcome('candidate', candidate)];
    const second = again === undefined ? [] : [outcome('reference', again[0]), outcome('candidate', again[1])];
    const judged: Subject = {
      ...subject,
      policy: { ...subject.policy, ...policy },
      again: selfChecks(plan, first, second),
    };
    const baselines = new Map([
      ['things/list', { kind: 'found', file: 'list.json', baseline: baselineOf(reference) } as const],
    ]);

    test(name, async () => {
      const { findings, outcomes } = await judge(judged, first, baselines);
      assert.deepEqual(
        findings.map(({ rule, attribution, places }) => `${rule} ${attribution} ${places[0]?.path}`),
        finds,
      );
      assert.equal(outcomes.find(({ role }) => role === 'candidate')?.verdict.kind, verdict);
    });

    test(`${name}, and so it stays when judged again without the bodies`, async () => {
      const { findings } = await judge(judged, first, baselines);
      const saved = first.map(withoutBodies);
      const later = await judge(judged, saved, baselines, { findings, accepted: [] });
      assert.deepEqual(later.findings, findings);
      assert.equal(later.outcomes.find(({ role }) => role === 'candidate')?.verdict.kind, verdict);
    });
  }
});

/** As a saved report has it. */
const withoutBodies = (outcome: Outcome): Outcome => ({
  ...outcome,
  steps: outcome.steps.map((step) => {
    if (step.observation === undefined) return step;
    const { response } = step.observation;
    const { text: _text, ...body } = response.body;
    return { ...step, observation: { ...step.observation, response: { ...response, body } } };
  }),
});
