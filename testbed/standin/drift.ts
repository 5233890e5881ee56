import type { CauseId } from '../../src/model/causes.ts';
import type { RuleId } from '../../src/model/rules.ts';
import type { Change } from './change.ts';
import type { DriftPlace } from './steps.ts';

/** The finding that a run must report for a drift. */
export type Finds = {
  readonly rule: RuleId;
  readonly cause: CauseId;
  readonly places: readonly DriftPlace[];
  /**
   * What changes along with it, and is no finding of its own. The path `*` stands for everything else at the step:
   * there, other drifts cannot be seen.
   */
  readonly alongside?: readonly DriftPlace[];
};

/** One fault that an instance can be asked to have. */
export type Drift = {
  /** The drift of the catalogue (D01 …) or the hard case (case 1 …) it stands for. */
  readonly catalogue: string;
  /** One sentence. */
  readonly says: string;
  readonly change: Change;
  readonly finds: Finds;
};
