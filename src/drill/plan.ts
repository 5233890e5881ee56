import type { Severity } from './alert.ts';

export type Drill = {
  /** Unique: nothing else is mistaken for it. */
  readonly id: string;
  /** Every peer; an alert is posted to each, as Prometheus does. */
  readonly alertmanagers: readonly URL[];
  readonly severity: Severity;
  /** Must have notified too, e.g. `slack`. */
  readonly integrations: readonly string[];
  /** From firing to delivery, in milliseconds. */
  readonly budgetMs: number;
};

/** `elapsed`: milliseconds since it began to fire. */
export type Running = Drill & { readonly elapsed: () => number };
