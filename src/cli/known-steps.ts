import type { KnownSteps } from '../baseline/read.ts';
import { SCENARIOS } from '../../scenarios/index.ts';

/** Every step of every scenario. */
export const knownSteps = (): KnownSteps => new Map(SCENARIOS.map(({ id, steps }) => [id, Object.keys(steps)]));
