import type { NoiseRule, Pattern, VolatileValue } from '../../model/noise.ts';
import type { ArrayPolicy } from '../../model/tenant.ts';
import type { Identities } from './identities.ts';

export type { ArrayPolicy, NoiseRule, Pattern, VolatileValue };

/** Scheme, host and port of a target and of what belongs to it, e.g. `https://api.example.com`. */
export type Origins = { readonly reference: readonly string[]; readonly candidate: readonly string[] };

export type Nonces = { readonly reference: string; readonly candidate: string };

export type ValuesPolicy = {
  readonly origins: Origins;
  /** What each side was asked to repeat: another text for each target, and the same answer. */
  readonly nonces?: Nonces;
  /** When each side answered, by its own clock: milliseconds since the epoch. */
  readonly answeredAt?: { readonly reference: number; readonly candidate: number };
  readonly arrays?: readonly ArrayPolicy[];
  /** Reviewed ones only; see `reviewNoise`. */
  readonly noise?: readonly NoiseRule[];
  readonly volatile?: readonly VolatileValue[];
  /** Hand in the same one for all steps of a run, so that an id is followed from step to step. */
  readonly identities?: Identities;
};
