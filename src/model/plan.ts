import type { Level } from './level.ts';
import type { Role, Tenant } from './tenant.ts';

export type PlannedScenario = {
  readonly id: string;
  readonly title: string;
  readonly writes: boolean;
  readonly session: boolean;
  readonly deadlineMs: number;
  /** Only these of the plan's targets; absent: all of them. */
  readonly roles?: readonly Role[];
  readonly steps: readonly { readonly id: string; readonly title: string }[];
};

/** What will run. Printable: `--list` shows it and sends nothing. */
export type Plan = {
  readonly tenant: Tenant;
  readonly roles: readonly Role[];
  readonly scenarios: readonly PlannedScenario[];
  /** Scenarios of the list that will not run, and why. */
  readonly notRun: readonly { readonly id: string; readonly why: string }[];
  /** Orders who is released first, and makes the nonces. */
  readonly seed: string;
  /** Milliseconds for the whole run. */
  readonly timeoutMs: number;
  /** Findings of this level and above count. */
  readonly gate: Level;
};
