export { compareValues } from './compare.ts';
export type { Facet, ValueDifference, ValuesComparison } from './difference.ts';
export { type Identities, newIdentities } from './identities.ts';
export type { ArrayPolicy, NoiseRule, Origins, Pattern, ValuesPolicy, VolatileValue } from './policy.ts';
export type { ValueClass } from './value-class.ts';
