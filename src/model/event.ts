import type { Outcome, StepRecord } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { Role } from './tenant.ts';

/** What happens while a run runs. `at`: milliseconds since it began. */
export type RunEvent =
  | {
      readonly kind: 'run-began';
      readonly at: 0;
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
  | { readonly kind: 'run-ended'; readonly at: number; readonly interrupted: boolean };

export type OnEvent = (event: RunEvent) => void;
