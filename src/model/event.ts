import type { Outcome, StepRecord } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { Report } from './report.ts';
import type { Role } from './tenant.ts';
import type { VerdictKind } from './verdict.ts';

type Happening =
  | {
      readonly kind: 'run-began';
      readonly at: number;
      readonly runId: string;
      readonly startedAt: string;
      readonly plan: Plan;
    }
  | { readonly kind: 'scenario-began'; readonly at: number; readonly scenario: string; readonly role: Role }
  | {
      readonly kind: 'step-began';
      readonly at: number;
      readonly scenario: string;
      readonly role: Role;
      readonly step: string;
    }
  | {
      readonly kind: 'step-ended';
      readonly at: number;
      readonly scenario: string;
      readonly role: Role;
      readonly step: StepRecord;
    }
  | { readonly kind: 'scenario-ended'; readonly at: number; readonly outcome: Outcome }
  | { readonly kind: 'run-ended'; readonly at: number; readonly interrupted: boolean }
  /** The last one: targets that were asked again have answered, and all is judged. */
  | {
      readonly kind: 'run-judged';
      readonly at: number;
      readonly verdict: Report['verdict'];
      readonly verdicts: readonly {
        readonly scenario: string;
        readonly role: Role;
        readonly verdict: VerdictKind;
      }[];
      /** How many, at whatever level; what the ledger accepts is not among them. */
      readonly findings: number;
    };

/**
 * What happens while a run runs. `at`: milliseconds since it began.
 *
 * `again`: of the second question, which asks targets once more where findings appeared. It has its own `run-began`
 * and `run-ended`; its outcomes are evidence about the findings, and no verdicts.
 */
export type RunEvent = Happening & { readonly again?: true };

export type OnEvent = (event: RunEvent) => void;
