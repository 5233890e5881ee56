import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Attribution, Finding } from '../model/finding.ts';
import type { Outcome, StepRecord } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Role } from '../model/tenant.ts';
import { exchangeOf } from '../compare/fixtures/exchange.ts';
import { planAgain, type Askable, type Second } from './again.ts';
import { tenant } from './fixtures.ts';

const SCENARIOS: readonly Askable[] = [
  { id: 'reads', writes: false },
  { id: 'writes', writes: true },
  { id: 'seldom', writes: false, periodMs: 60_000 },
];

const PLAN: Plan = {
  tenant,
  roles: ['reference', 'candidate'],
  scenarios: SCENARIOS.map(({ id, writes }) => ({
    id,
    title: id,
    writes,
    session: false,
    deadlineMs: 1_000,
    steps: ['one', 'two'].map((step) => ({ id: step, title: step })),
  })),
  notRun: [],
  seed: 's',
  timeoutMs: 10_000,
  gate: 'warning',
};

const finding = (scenario: string, step: string, attribution: Attribution = 'candidate-drifted'): Finding => ({
  id: '0a1b2c3d4e5f',
  rule: attribution === 'target-failed' ? 'answer-failed' : 'property-removed',
  level: 'breaking',
  scenario,
  step,
  attribution,
  places: [{ scenario, step, path: '' }],
});

const step = (id: string, end: StepRecord['end']): StepRecord => ({
  id,
  startedMs: 0,
  durationMs: 1,
  end,
  observation: exchangeOf({ body: '{}' }),
});

/** A target whose steps ended so. */
const outcome = (scenario: string, role: Role, ...ends: readonly StepRecord['end'][]): Outcome => ({
  scenario,
  role,
  ended: { kind: 'pass' },
  verdict: { kind: 'pass' },
  startedMs: 0,
  durationMs: 1,
  steps: ends.map((end, at) => step(at === 0 ? 'one' : 'two', end)),
});

/** `scenario: targets`, or why nobody is asked. */
const said = (second: Second): readonly string[] | string =>
  second.kind === 'ask' ? second.plan.scenarios.map(({ id, roles = [] }) => `${id}: ${roles.join(', ')}`) : second.kind;

const BOTH = [outcome('reads', 'reference', 'done', 'done'), outcome('reads', 'candidate', 'done', 'done')];

describe('the second question', () => {
  const CASES: readonly {
    readonly name: string;
    readonly findings: readonly Finding[];
    readonly outcomes?: readonly Outcome[];
    readonly spentMs?: number;
    readonly want: readonly string[] | string;
  }[] = [
    { name: 'is not asked without findings', findings: [], want: 'nothing' },
    { name: 'goes to both targets', findings: [finding('reads', 'one')], want: ['reads: reference, candidate'] },
    {
      name: 'leaves out a target that failed there',
      findings: [finding('reads', 'one'), finding('reads', 'one', 'target-failed')],
      outcomes: [outcome('reads', 'reference', 'done'), outcome('reads', 'candidate', 'failed')],
      want: ['reads: reference'],
    },
    {
      name: 'leaves out a target that failed before it got there',
      findings: [finding('reads', 'two')],
      outcomes: [outcome('reads', 'reference', 'done', 'done'), outcome('reads', 'candidate', 'failed')],
      want: ['reads: reference'],
    },
    {
      name: 'goes to a target that failed only later',
      findings: [finding('reads', 'one')],
      outcomes: [outcome('reads', 'reference', 'done', 'done'), outcome('reads', 'candidate', 'done', 'failed')],
      want: ['reads: reference, candidate'],
    },
    {
      name: 'is not asked about a failure alone',
      findings: [finding('reads', 'one', 'target-failed')],
      outcomes: [outcome('reads', 'reference', 'done'), outcome('reads', 'candidate', 'failed')],
      want: 'nothing',
    },
    {
      name: 'is never asked of a scenario that writes, nor of one with a period',
      findings: [finding('writes', 'one'), finding('seldom', 'one')],
      outcomes: [outcome('writes', 'candidate', 'done'), outcome('seldom', 'candidate', 'done')],
      want: 'nothing',
    },
    { name: 'has no time', findings: [finding('reads', 'one')], spentMs: 10_000, want: 'no-time' },
    { name: 'needs none without findings', findings: [], spentMs: 10_000, want: 'nothing' },
  ];
  for (const { name, findings, outcomes = BOTH, spentMs = 1, want } of CASES) {
    test(name, () => assert.deepEqual(said(planAgain(PLAN, { findings, outcomes, spentMs }, SCENARIOS)), want));
  }

  test('has what is left of the budget', () => {
    const asked = { findings: [finding('reads', 'one')], outcomes: BOTH, spentMs: 7_500 };
    const second = planAgain(PLAN, asked, SCENARIOS);
    assert.equal(second.kind === 'ask' && second.plan.timeoutMs, 2_500);
  });
});
