import type { Finding } from './finding.ts';
import type { GateReport } from './gate.ts';
import type { Level } from './level.ts';
import type { AcceptedPlace } from './ledger.ts';
import type { NoiseSeen, SelfCheck } from './noise.ts';
import type { Outcome } from './outcome.ts';
import type { Role, Target, Vantage } from './tenant.ts';
import type { VerdictKind } from './verdict.ts';

/** Raised with every change that a reader of a saved report would notice. */
export const REPORT_VERSION = 1;

export type Tier = 'bytes' | 'values' | 'shape';

/** Reference against candidate against baseline, for one step. */
export type Comparison = {
  readonly scenario: string;
  readonly step: string;
  readonly baseline: 'used' | 'missing' | 'unreadable';
  /** What was laid beside what. Empty: nothing could be compared. */
  readonly compared: readonly ('reference-candidate' | 'reference-baseline' | 'candidate-baseline')[];
  /** Tiers that could not run here, and why. */
  readonly notRun: readonly { readonly tier: Tier; readonly why: string }[];
  /** Absent when no noise rule is for this step, or no values were compared. */
  readonly noise?: NoiseSeen;
  /** Ids of findings with a place in this step. */
  readonly findings: readonly string[];
};

export type ReportTarget = {
  readonly role: Role;
  readonly url: string;
  readonly vantage: Vantage;
  readonly connectTo?: NonNullable<Target['reach']['connectTo']>;
  /** What it said it runs, where it says so. */
  readonly revision?: string;
};

/** How to see a failure again. Holds no secret. */
export type Repeat = {
  readonly scenario: string;
  readonly step: string;
  readonly role: Role;
  /** A shell command. */
  readonly command: string;
  /** The request of the step as a `curl` command; secrets are `$NAMES`. */
  readonly curl?: string;
};

/** Something a reader must know that is no finding of a target, e.g. a dangling baseline. */
export type Notice = { readonly id: string; readonly says: string; readonly todo: string };

/** All outcomes, comparisons and findings of a run. Versioned; its JSON Schema is committed. */
export type Report = {
  readonly version: typeof REPORT_VERSION;
  readonly run: {
    readonly id: string;
    /** ISO 8601, UTC. */
    readonly startedAt: string;
    readonly durationMs: number;
    readonly seed: string;
    readonly gate: Level;
    readonly interrupted: boolean;
    /** Version of the harness. */
    readonly parity: string;
  };
  /** Only in a run of `parity gate`. */
  readonly gate?: GateReport;
  readonly tenant: { readonly id: string; readonly title: string; readonly application: string };
  readonly targets: readonly ReportTarget[];
  readonly scenarios: readonly {
    readonly id: string;
    readonly title: string;
    readonly required: boolean;
    readonly steps: readonly string[];
  }[];
  readonly notRun: readonly { readonly id: string; readonly why: string; readonly required: boolean }[];
  /** What asking targets again has shown; empty when nothing had to be asked. */
  readonly again: readonly SelfCheck[];
  readonly outcomes: readonly Outcome[];
  readonly comparisons: readonly Comparison[];
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** Places that the ledger accepts. */
  readonly accepted: readonly AcceptedPlace[];
  readonly notices: readonly Notice[];
  readonly repeats: readonly Repeat[];
  readonly verdict: {
    readonly kind: VerdictKind;
    readonly exitCode: number;
    /** One line: what the run found, how much ran, and what did not. */
    readonly headline: string;
  };
};
