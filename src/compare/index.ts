export type { Attributed } from './attribute.ts';
export { bodyShape } from './body-shape.ts';
export { toFindings } from './findings.ts';
export { changes, sameButCounts, toBaseline } from './record.ts';
export { compareStep, type StepSides } from './step.ts';
