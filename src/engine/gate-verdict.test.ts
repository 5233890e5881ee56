import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding } from '../model/finding.ts';
import type { GateReport } from '../model/gate.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Report } from '../model/report.ts';
import type { Role } from '../model/tenant.ts';
import type { Verdict } from '../model/verdict.ts';
import { gateVerdict } from './gate-verdict.ts';

const GATE: GateReport = {
  wanted: { revision: '4f2c9d1' },
  end: 'deployed',
  waitedMs: 35_200,
  witnesses: [],
  advisory: ['courses'],
};

const FAIL: Verdict = { kind: 'fail', step: 'ask', reason: 'refused' };
const DRIFT: Verdict = { kind: 'drift', findings: ['f1'] };
const UNJUDGED: Verdict = { kind: 'inconclusive', step: 'ask', reason: 'no baseline' };

const outcome = (scenario: string, verdict: Verdict, role: Role = 'candidate'): Outcome => ({
  scenario,
  role,
  ended: verdict,
  verdict,
  startedMs: 0,
  durationMs: 1,
  steps: [],
});

const finding = (attribution: Finding['attribution']): Finding => ({
  id: 'f1',
  rule: 'property-removed',
  level: 'breaking',
  scenario: 'health',
  step: 'ask',
  attribution,
  places: [{ scenario: 'health', step: 'ask', path: '/a' }],
});

/** A report as a run makes it, of two required scenarios. */
const reportOf = (outcomes: readonly Outcome[], findings: readonly Finding[] = []): Report => ({
  version: 1,
  run: { id: 'r', startedAt: '', durationMs: 1, seed: 's', gate: 'warning', interrupted: false, parity: '0' },
  tenant: { id: 'acme', title: '', application: 'academy' },
  targets: [],
  scenarios: ['health', 'courses'].map((id) => ({ id, title: id, required: true, steps: ['ask'] })),
  notRun: [],
  again: [],
  outcomes,
  comparisons: [],
  findings,
  accepted: [],
  notices: [],
  repeats: [],
  verdict: { kind: 'pass', exitCode: 0, headline: 'acme; 2 of 2 scenarios ran' },
});

const PASS: Verdict = { kind: 'pass' };
const WAITED = 'acme; 2 of 2 scenarios ran; waited 35 s for 4f2c9d1; advisory: courses';

const RUNS: readonly { name: string; report: Report; gate?: Partial<GateReport>; exitCode: number; says: string }[] = [
  { name: 'all is well', report: reportOf([outcome('health', PASS)]), exitCode: 0, says: WAITED },
  { name: 'a deciding scenario fails', report: reportOf([outcome('health', FAIL)]), exitCode: 1, says: WAITED },
  {
    name: 'an advisory scenario fails',
    report: reportOf([outcome('health', PASS), outcome('courses', FAIL)]),
    exitCode: 0,
    says: `${WAITED}; does not decide: courses fail on the candidate`,
  },
  {
    name: 'an advisory scenario is required and not judged',
    report: reportOf([outcome('health', PASS), outcome('courses', UNJUDGED)]),
    exitCode: 0,
    says: `${WAITED}; does not decide: courses inconclusive on the candidate`,
  },
  {
    name: 'a deciding scenario is not judged',
    report: reportOf([outcome('health', UNJUDGED)]),
    exitCode: 3,
    says: WAITED,
  },
  {
    name: 'the candidate drifted',
    report: reportOf([outcome('health', DRIFT)], [finding('candidate-drifted')]),
    exitCode: 1,
    says: WAITED,
  },
  ...(['reference-drifted', 'both-drifted', 'baseline-stale'] as const).map((attribution) => ({
    name: `drift that the deploy did not bring: ${attribution}`,
    report: reportOf([outcome('health', DRIFT)], [finding(attribution)]),
    exitCode: 0,
    says: `${WAITED}; does not decide: health drift on the candidate`,
  })),
  {
    name: 'another revision answered while it ran',
    report: reportOf([outcome('health', PASS)]),
    gate: { strayed: 'v1 and v2' },
    exitCode: 3,
    says: 'acme; 2 of 2 scenarios ran; waited 35 s for 4f2c9d1; while it ran the candidate said v1 and v2; advisory: courses',
  },
  {
    name: 'another revision answered, and a failure is proven',
    report: reportOf([outcome('health', FAIL)]),
    gate: { strayed: 'v1', advisory: [] },
    exitCode: 1,
    says: 'acme; 2 of 2 scenarios ran; waited 35 s for 4f2c9d1; while it ran the candidate said v1',
  },
  {
    name: 'nothing was waited for',
    report: reportOf([outcome('health', PASS)]),
    gate: { end: 'not-waited', advisory: [] },
    exitCode: 0,
    says: 'acme; 2 of 2 scenarios ran',
  },
];

describe('a gate that ran', () => {
  for (const { name, report, gate = {}, exitCode, says } of RUNS) {
    test(name, () => {
      const verdict = gateVerdict(report, { ...GATE, ...gate });
      assert.deepEqual([verdict.exitCode, verdict.headline], [exitCode, says]);
    });
  }
});

const WITNESSES: GateReport['witnesses'] = [
  { name: 'argocd', sees: 'failed', says: 'sync Failed' },
  { name: 'version', sees: 'blind', says: 'refused' },
  { name: 'other', sees: 'agrees', says: 'yes' },
];

const ENDS = [
  {
    end: 'failed',
    kind: 'fail',
    exitCode: 1,
    says: 'acme: nothing ran; the deployment failed while waiting for 4f2c9d1 after 35 s; argocd: sync Failed',
  },
  {
    end: 'blind',
    kind: 'inconclusive',
    exitCode: 3,
    says: 'acme: nothing ran; cannot see whether the candidate runs 4f2c9d1 after 35 s; version: refused',
  },
  {
    end: 'timed-out',
    kind: 'inconclusive',
    exitCode: 3,
    says: 'acme: nothing ran; the candidate was not seen to run 4f2c9d1 after 35 s; argocd: sync Failed; version: refused',
  },
  {
    end: 'interrupted',
    kind: 'inconclusive',
    exitCode: 130,
    says: 'acme: nothing ran; interrupted while waiting for 4f2c9d1 after 35 s; argocd: sync Failed; version: refused',
  },
] as const;

describe('a gate that did not run', () => {
  for (const { end, kind, exitCode, says } of ENDS) {
    test(`${end} ends in ${exitCode}`, () => {
      const verdict = gateVerdict(reportOf([]), { ...GATE, end, witnesses: WITNESSES });
      assert.deepEqual(verdict, { kind, exitCode, headline: says });
    });
  }
});
