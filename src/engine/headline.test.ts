import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding } from '../model/finding.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Verdict } from '../model/verdict.ts';
import { runVerdict } from './headline.ts';

const finding = (level: Finding['level'], rule: Finding['rule'] = 'property-removed'): Finding => ({
  id: '0a1b2c3d4e5f',
  rule,
  level,
  scenario: 'a',
  step: 's',
  attribution: rule === 'answer-failed' ? 'target-failed' : 'candidate-drifted',
  places: [{ scenario: 'a', step: 's', path: '' }],
});

const outcome = (verdict: Verdict): Outcome => ({
  scenario: 'a',
  role: 'candidate',
  ended: verdict,
  verdict,
  startedMs: 0,
  durationMs: 1,
  steps: [{ id: 's', startedMs: 0, durationMs: 1, end: 'done' }],
});

const PASS: Verdict = { kind: 'pass' };
const DRIFT: Verdict = { kind: 'drift', findings: ['0a1b2c3d4e5f'] };
const FAIL: Verdict = { kind: 'fail', step: 's', reason: 'r' };
const UNJUDGED: Verdict = { kind: 'inconclusive', step: 's', reason: 'r' };

describe('the headline counts', () => {
  const CASES: readonly {
    readonly name: string;
    readonly verdicts: readonly Verdict[];
    readonly findings: readonly Finding[];
    readonly says: string;
  }[] = [
    { name: 'nothing', verdicts: [PASS], findings: [], says: '1 step answered, no findings' },
    { name: 'findings', verdicts: [DRIFT], findings: [finding('breaking')], says: '1 step answered, 1 finding' },
    {
      name: 'those below the gate among them',
      verdicts: [DRIFT],
      findings: [finding('breaking'), finding('info'), finding('info')],
      says: '1 step answered, 3 findings, 2 of them below the gate',
    },
    {
      name: 'findings that are all below the gate',
      verdicts: [PASS],
      findings: [finding('info'), finding('info')],
      says: '1 step answered, 2 findings below the gate',
    },
    {
      name: 'a failure as one, and not as a finding',
      verdicts: [FAIL, DRIFT],
      findings: [finding('breaking', 'answer-failed'), finding('breaking')],
      says: '2 steps answered, 1 finding, 1 failed',
    },
    {
      name: 'what was not judged',
      verdicts: [PASS, UNJUDGED, { ...UNJUDGED, kind: 'error' }],
      findings: [],
      says: '3 steps answered, no findings, 2 not judged',
    },
  ];
  for (const { name, verdicts, findings, says } of CASES) {
    test(name, () => {
      const { headline } = runVerdict({
        tenantId: 'demo',
        interrupted: false,
        gate: 'warning',
        outcomes: verdicts.map(outcome),
        findings,
        accepted: [],
        scenarios: [{ id: 'a', title: 'A', required: false, steps: ['s'] }],
        notRun: [],
      });
      assert.equal(headline, `demo; 1 of 1 scenarios ran; ${says}`);
    });
  }
});
