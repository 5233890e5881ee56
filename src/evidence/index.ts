export { createWitnesses, type WitnessDeps, type Witnesses } from './hear.ts';
export { EVIDENCE } from './table.ts';
