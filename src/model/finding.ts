import type { CauseId } from './causes.ts';
import type { Level } from './level.ts';
import type { RuleId } from './rules.ts';

/**
 * Who moved, from reference, candidate and baseline together.
 *
 * `both-drifted`: both answer alike, and not as recorded. `baseline-stale`: likewise, and both say they run another
 * revision than the recorded one. `data-differs`: same shape, other data. `flaky`: a target disagrees with itself.
 * `edge-answer`: something in front of the application answered. `target-failed`: no right answer came.
 */
export type Attribution =
  | 'candidate-drifted'
  | 'reference-drifted'
  | 'both-drifted'
  | 'baseline-stale'
  | 'data-differs'
  | 'flaky'
  | 'edge-answer'
  | 'target-failed';

/** One place of a finding, with what each side shows there: a kind, a format, a status; never data of a person. */
export type Place = {
  readonly scenario: string;
  readonly step: string;
  /** JSON Pointer with `*` for elements, `header:name`, `cookie:name`, `status`, `body`, or `` for the whole. */
  readonly path: string;
  readonly reference?: string;
  readonly candidate?: string;
  readonly baseline?: string;
};

/** One difference or failure. One cause, one finding, all its places. */
export type Finding = {
  /** 12 hex digits; the same finding has the same id in every run. */
  readonly id: string;
  readonly rule: RuleId;
  readonly level: Level;
  /** Of the first place. */
  readonly scenario: string;
  readonly step: string;
  readonly attribution: Attribution;
  /** In path order; never empty. */
  readonly places: readonly Place[];
  readonly cause?: CauseId;
};
