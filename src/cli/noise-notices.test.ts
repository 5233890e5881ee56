import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Comparison } from '../model/report.ts';
import { noiseNotices } from './noise-notices.ts';

const RULE = {
  id: 'took',
  at: 'things/*',
  path: '/took',
  pattern: { class: 'integer' },
  reason: 'timing',
} as const;

const at = (step: string, noise?: Comparison['noise']): Comparison => ({
  scenario: 'things',
  step,
  baseline: 'used',
  compared: ['reference-candidate'],
  notRun: [],
  ...(noise !== undefined && { noise }),
  findings: [],
});

const CASES: readonly {
  readonly name: string;
  readonly here: readonly Comparison[];
  readonly want: readonly string[];
}[] = [
  { name: 'a rule that forgave something is fine', here: [at('a', { used: ['took'], refused: [] })], want: [] },
  {
    name: 'one that forgave something at one step of two is fine',
    here: [at('a', { used: [], refused: [] }), at('b', { used: ['took'], refused: [] })],
    want: [],
  },
  { name: 'a rule that forgave nothing is dead', here: [at('a', { used: [], refused: [] })], want: ['noise-dead'] },
  {
    name: 'a refused one is told with its reason',
    here: [at('a', { used: [], refused: [{ id: 'took', why: 'an array stands there' }] })],
    want: ['noise-refused'],
  },
  { name: 'where no values were compared nothing is said', here: [at('a')], want: [] },
];

describe('noiseNotices', () => {
  for (const { name, here, want } of CASES) {
    test(name, () => {
      assert.deepEqual(
        noiseNotices([RULE], here).map(({ id }) => id),
        want,
      );
    });
  }
});
