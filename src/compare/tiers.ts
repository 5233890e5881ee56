/**
 * The tiers of two live bodies. Apart from `index.ts`, and imported only where there are two bodies: a run of one target
 * starts without these forty files.
 */
export { explainBytes } from './bytes/index.ts';
export { attributed, compareLive } from './live.ts';
export { checkSelf } from './self-check.ts';
export { besideShape, compareValues, learnVolatile, mergeVolatile, type ValueDifference } from './values/index.ts';
