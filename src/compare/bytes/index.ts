export { compareBytes } from './compare.ts';
export type { ByteDifference, Position } from './difference.ts';
export { explainBytes } from './documents.ts';
