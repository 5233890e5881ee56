import type { RuleId } from '../../model/rules.ts';

/** A position in a text, both from 1; the column counts characters. */
export type Position = { readonly line: number; readonly column: number };

/** Why two bodies are not the same bytes: one class, its first place, and how many more there are. */
export type ByteDifference = {
  readonly rule: RuleId;
  /** Index-free pointer of the first place. */
  readonly path: string;
  /** The same with indexes, in the reference. */
  readonly pointer: string;
  /** At most 80 characters each. */
  readonly reference: string;
  readonly candidate: string;
  readonly at: { readonly reference: Position; readonly candidate: Position };
  readonly count: number;
};
