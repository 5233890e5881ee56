import type { CauseId } from '../causes.ts';
import type { Level } from '../level.ts';

/** `run`: no right answer came. `head`: status, headers, cookies. The others look at the body. */
export type RuleTier = 'run' | 'head' | 'shape' | 'values' | 'bytes';

/**
 * How far one cause reaches, hence what becomes one finding.
 *
 * `deployment`: the same change anywhere. `property`: the same change of the same property, wherever its resource is
 * shown. `place`: the same change at the same place, in all steps.
 */
export type Reaches = 'deployment' | 'property' | 'place';

/** One kind of drift. */
export type Rule = {
  readonly tier: RuleTier;
  /** The default; a tenant may raise or lower it, nothing else decides it. */
  readonly level: Level;
  /** Absent: `place`. */
  readonly reaches?: Reaches;
  /** The target shows more than was expected: harmless under the preset `contract`. */
  readonly adds?: true;
  /** One sentence; the first side is what was expected. */
  readonly says: string;
  readonly example: string;
  /** Likely ones, best first. */
  readonly causes: readonly CauseId[];
  /** The rule for the opposite direction: its id, itself when it covers both, or why there is none. */
  readonly mirror: string;
};
