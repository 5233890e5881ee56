import type { BodyState } from './observation.ts';
import type { Shape } from './shape.ts';
import type { Role } from './tenant.ts';

/** What a person decided about one path. Beats inference, survives every recording. */
export type Pin =
  /** The only values that may stand here. Short strings, numbers, booleans, null. */
  | { readonly path: string; readonly enum: readonly (string | number | boolean | null)[] }
  /** What inference cannot know. */
  | { readonly path: string; readonly is: 'optional' | 'nullable' | 'map' | 'record' };

/** What a header line is compared by. */
export type RecordedHeader = { readonly name: string; readonly value?: string };

/** A cookie without its value. */
export type RecordedCookie = {
  readonly name: string;
  /** Lower-case names with their values, sorted: `httponly`, `path=/`, `samesite=lax`, `secure`, `lifetime=2h`. */
  readonly attributes: readonly string[];
};

/** The recorded shape of one scenario step. Never data. */
export type Baseline = {
  readonly scenario: string;
  readonly step: string;
  readonly status: number;
  readonly body: BodyState;
  readonly headers: readonly RecordedHeader[];
  readonly cookies: readonly RecordedCookie[];
  /** Absent when the body is not JSON. */
  readonly shape?: Shape;
  readonly pins: readonly Pin[];
  readonly provenance: Provenance;
};

export type Provenance = {
  /** ISO 8601, UTC. */
  readonly recordedAt: string;
  readonly tenant: string;
  readonly role: Role;
  /** What the target said it runs, where it says so. */
  readonly revision?: string;
  /** How many answers were folded into the shape. */
  readonly samples: number;
};

/** What is known about the baseline of a step. A step without an entry has none. */
export type BaselineEntry =
  | { readonly kind: 'found'; readonly file: string; readonly baseline: Baseline }
  | { readonly kind: 'unreadable'; readonly file: string; readonly problem: string };

/** By `scenario/step`. */
export type Baselines = ReadonlyMap<string, BaselineEntry>;

export const baselineKey = (scenario: string, step: string): string => `${scenario}/${step}`;
