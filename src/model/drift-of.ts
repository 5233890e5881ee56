import type { Attribution } from './finding.ts';
import type { DriftOf } from './ledger.ts';

/** Attributions that make a target wrong, and which. Only these can be accepted: never what failed or flaps. */
const DRIFT_OF: Readonly<Partial<Record<Attribution, DriftOf>>> = {
  'candidate-drifted': 'candidate',
  'edge-answer': 'candidate',
  'reference-drifted': 'reference',
  'both-drifted': 'both',
  'baseline-stale': 'both',
};

/** Whose drift it is; undefined when nobody drifted. */
export const driftOf = (attribution: Attribution): DriftOf | undefined => DRIFT_OF[attribution];
