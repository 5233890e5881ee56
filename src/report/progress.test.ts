import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RunEvent } from '../model/event.ts';
import { drawProgress, NO_PROGRESS, plainLine, progress, type Progress } from './progress.ts';
import { judgedEvent, outcome, runBegan, steps } from './samples.ts';

const after = (...events: readonly RunEvent[]): Progress => events.reduce(progress, NO_PROGRESS);

const BEGAN = runBegan();
const HEALTH: RunEvent = { kind: 'scenario-began', at: 1, scenario: 'health', role: 'reference' };
const COURSES: RunEvent = { kind: 'scenario-began', at: 2, scenario: 'courses', role: 'candidate' };
const LIST: RunEvent = { kind: 'step-began', at: 40, scenario: 'courses', role: 'candidate', step: 'list' };
const PASSED: RunEvent = {
  kind: 'scenario-ended',
  at: 1_500,
  outcome: outcome('health', 'reference', { kind: 'pass' }, steps(['ask'])),
};
const FAILED: RunEvent = {
  kind: 'scenario-ended',
  at: 2_000,
  outcome: outcome('courses', 'candidate', { kind: 'fail', step: 'list', reason: 'answered 500' }, steps(['list'])),
};

const JUDGED = judgedEvent();

const CASES: readonly { name: string; events: readonly RunEvent[]; width?: number; want: readonly string[] }[] = [
  { name: 'a run that begins', events: [BEGAN], want: ['0 of 4 ended, 0 ms'] },
  {
    name: 'a scenario whose first step has not begun',
    events: [BEGAN, HEALTH],
    want: ['  health @ reference  begins', '0 of 4 ended, 1 ms'],
  },
  {
    name: 'two scenarios side by side, and how long a step takes already',
    events: [BEGAN, HEALTH, COURSES, LIST],
    want: ['  health @ reference   begins  39 ms', '  courses @ candidate  list', '0 of 4 ended, 40 ms'],
  },
  {
    name: 'a scenario that ended, no more among those that run',
    events: [BEGAN, HEALTH, COURSES, LIST, PASSED],
    want: ['  courses @ candidate  list  1.5 s', '1 of 4 ended, 1 pass, 1.5 s'],
  },
  {
    name: 'the worst kind first in the sum',
    events: [BEGAN, HEALTH, COURSES, PASSED, FAILED],
    want: ['2 of 4 ended, 1 fail, 1 pass, 2.0 s'],
  },
  {
    name: 'no line wider than the screen',
    events: [BEGAN, HEALTH, COURSES, LIST],
    width: 18,
    want: ['  health @ refe...', '  courses @ can...', '0 of 4 ended, 4...'],
  },
  {
    name: 'an end of the run that leaves nothing running',
    events: [BEGAN, HEALTH, { kind: 'run-ended', at: 9, interrupted: true }],
    want: ['0 of 4 ended, 9 ms'],
  },
  {
    name: 'a second question as one, on those targets that are asked',
    events: [
      BEGAN,
      HEALTH,
      PASSED,
      { kind: 'run-ended', at: 1_600, interrupted: false },
      { ...runBegan(['candidate']), at: 1_700, again: true },
      { ...COURSES, at: 1_700, again: true },
    ],
    want: ['  courses @ candidate  begins', 'asked again: 0 of 2 ended, 1.7 s'],
  },
];

describe('live progress shows', () => {
  for (const { name, events, width = 80, want } of CASES) {
    test(name, () => assert.deepEqual(drawProgress(after(...events), width), want));
  }
});

describe('the plain line', () => {
  test('of a pass says how much was done', () => {
    assert.equal(plainLine(PASSED), 'pass          health @ reference  40 ms  1 step');
  });
  test('of a failure says where and why', () => {
    assert.equal(plainLine(FAILED), 'fail          courses @ candidate  40 ms  list: answered 500');
  });
  test('is there for the end of a scenario only', () => {
    assert.deepEqual([BEGAN, HEALTH, LIST, JUDGED].map(plainLine), [undefined, undefined, undefined, undefined]);
  });
  test('is not there for the second question, whose outcomes are no verdicts', () => {
    assert.equal(plainLine({ ...PASSED, again: true }), undefined);
  });
});
