export type { Attributed, Sides } from './attribute.ts';
export { asDifference, type Difference } from './difference.ts';
export { placeOf, toFindings } from './findings.ts';
export { arraysAt, isCritical, levelOf, matchesGlob, noiseAt } from './level.ts';
export { acceptanceKey, fingerprintOf, sortByLedger } from './ledger.ts';
export { driftOf } from '../model/drift-of.ts';
export { changesIn, type Recording, sameButCounts, toBaseline } from './record.ts';
export { bodyShape, shapeOf } from './shape/build.ts';
export { compareShapes, type ShapeOptions } from './shape/compare.ts';
export { mergeShapes } from './shape/merge.ts';
export {
  type ComparedTarget,
  compareStep,
  failedStep,
  type StepComparison,
  type StepDifference,
  type StepSides,
} from './step.ts';
export { type Identities, newIdentities } from './values/identities.ts';
