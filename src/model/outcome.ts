import type { CauseId } from './causes.ts';
import type { Fault } from './fault.ts';
import type { Observation } from './observation.ts';
import type { RuleId } from './rules.ts';
import type { Role } from './tenant.ts';
import type { Verdict } from './verdict.ts';

/** One step on one target, after the fact. */
export type StepRecord = {
  readonly id: string;
  /** Milliseconds since the run began. */
  readonly startedMs: number;
  readonly durationMs: number;
  readonly end: 'done' | 'failed' | 'not-judged' | 'broken' | 'cancelled';
  /** Absent when done. Redacted. */
  readonly reason?: string;
  readonly fault?: Fault;
  /** The kind of failure and its cause, where the step knew them. */
  readonly rule?: RuleId;
  readonly cause?: CauseId;
  readonly observation?: Observation;
};

/** One scenario on one target. */
export type Outcome = {
  readonly scenario: string;
  readonly role: Role;
  /** What the run saw, before any comparison. */
  readonly ended: Verdict;
  /** What it is after judging. Equal to `ended` until then. */
  readonly verdict: Verdict;
  readonly startedMs: number;
  readonly durationMs: number;
  /** Only the steps that began. */
  readonly steps: readonly StepRecord[];
};
