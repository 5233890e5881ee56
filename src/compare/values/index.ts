export { besideShape, isKnownRepeat } from './beside-shape.ts';
export { compareValues } from './compare.ts';
export type { Facet, ValueDifference, ValuesComparison } from './difference.ts';
export { type Identities, newIdentities } from './identities.ts';
export type { ArrayPolicy, NoiseRule, Nonces, Origins, Pattern, ValuesPolicy, VolatileValue } from './policy.ts';
export type { ValueClass } from './value-class.ts';
export { type Learnt, learnVolatile, mergeVolatile } from './learn.ts';
export { deadNoise, type NoiseReview, type RefusedNoise, reviewNoise } from './noise.ts';
