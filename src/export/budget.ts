import type { Sample } from './metrics.ts';
import { METRIC_NAMES } from './metrics.ts';

/** Most series of one tenant and suite: some 40 scenarios on two targets, all phases included. */
export const SERIES_BUDGET = 1_500;

/** Longest value of a label: all of them are names, and a name is short. */
const LONGEST_LABEL = 128;

export type Sampled = {
  readonly samples: readonly Sample[];
  /** `parity_scenario_phase_seconds (12 series)`: what the budget left out. */
  readonly dropped: readonly string[];
};

/**
 * The samples in the order of the table, as many as the budget allows, with how many are left out.
 *
 * @param base labels of the sample that tells it
 */
export function withinBudget(samples: readonly Sample[], base: Sample['labels'], budget = SERIES_BUDGET): Sampled {
  const ordered = samples
    .map(withShortLabels)
    .toSorted((a, b) => METRIC_NAMES.indexOf(a.name) - METRIC_NAMES.indexOf(b.name));
  // One is for the sample that tells what is left out.
  const kept = ordered.slice(0, budget - 1);
  const left = ordered.slice(budget - 1);
  const names = [...new Set(left.map(({ name }) => name))];
  return {
    samples: [...kept, { name: 'parity_series_dropped', labels: base, value: left.length }],
    dropped: names.map((name) => `${name} (${left.filter((sample) => sample.name === name).length} series)`),
  };
}

const withShortLabels = (sample: Sample): Sample => ({
  ...sample,
  labels: Object.fromEntries(
    Object.entries(sample.labels).map(([name, value]) => [name, value.slice(0, LONGEST_LABEL)]),
  ),
});
