import type { Baseline } from '../model/baseline.ts';
import { BASELINE_VERSION } from './schema.ts';
import { writeWhole } from './write-whole.ts';

/** Writes a baseline whole or not at all; keys in a fixed order, so that a review shows what changed. */
export function writeBaseline(file: string, baseline: Baseline): void {
  writeWhole(file, printBaseline(baseline));
}

export const printBaseline = (baseline: Baseline): string =>
  `${JSON.stringify({ version: BASELINE_VERSION, ...sorted(baseline) }, null, 2)}\n`;

const ORDER = ['scenario', 'step', 'status', 'body', 'headers', 'cookies', 'pins', 'shape', 'provenance'] as const;

const sorted = (baseline: Baseline): Record<string, unknown> =>
  Object.fromEntries(ORDER.map((key) => [key, deepSorted(baseline[key])]));

function deepSorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deepSorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, deepSorted(inner)]));
}
