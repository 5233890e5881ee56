import type { Attribution, Place } from '../model/finding.ts';
import type { Verdict } from '../model/verdict.ts';

/** The sentence for each attribution. */
export const ATTRIBUTIONS = {
  'candidate-drifted': 'the candidate drifted',
  'reference-drifted': 'the reference drifted',
  'both-drifted': 'both drifted from the baseline in the same way',
  'baseline-stale': 'the baseline is stale: both run another revision than the recorded one',
  'data-differs': 'the data differs, its shape does not',
  flaky: 'a target disagrees with itself when asked again',
  'edge-answer': 'something in front of the application answered',
  'target-failed': 'no right answer came',
} as const satisfies Record<Attribution, string>;

/** Why a verdict is what it is; empty for a pass. Not escaped. */
export function reasonOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'pass':
      return '';
    case 'drift':
      return `findings ${verdict.findings.join(', ')}`;
    case 'fail':
    case 'inconclusive':
    case 'error':
      return verdict.step === '' ? verdict.reason : `${verdict.step}: ${verdict.reason}`;
    case 'skipped':
      return verdict.reason;
    default:
      return verdict satisfies never;
  }
}

/** What each side shows at a place, in one line. Not escaped. */
export const sidesOf = ({ reference, candidate, baseline }: Place): string =>
  Object.entries({ reference, candidate, baseline })
    .flatMap(([side, value]) => (value === undefined ? [] : `${side} ${value}`))
    .join(', ');
