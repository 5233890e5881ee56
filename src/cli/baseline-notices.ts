import type { Baselines } from '../model/baseline.ts';
import type { Comparison, Notice } from '../model/report.ts';
import { baselineKey } from '../model/baseline.ts';

/** What to do about baselines that a run missed or could not read. */
export function baselineNotices(
  tenantId: string,
  comparisons: readonly Comparison[],
  baselines: Baselines,
): readonly Notice[] {
  const missing = comparisons.filter(({ baseline }) => baseline === 'missing');
  const scenarios = [...new Set(missing.map(({ scenario }) => scenario))];
  return [
    ...scenarios.map((scenario) => ({
      id: 'missing-baseline',
      says: `no baseline for ${missing
        .filter((each) => each.scenario === scenario)
        .map(({ step }) => `${scenario}/${step}`)
        .join(', ')}`,
      todo: `npm run parity -- record --tenant ${tenantId} --scenario ${scenario}`,
    })),
    ...comparisons.flatMap(({ scenario, step, baseline }) => {
      const entry = baselines.get(baselineKey(scenario, step));
      if (baseline !== 'unreadable' || entry?.kind !== 'unreadable') return [];
      return [
        { id: 'unreadable-baseline', says: `${entry.file} ${entry.problem}`, todo: 'restore it, or record it anew' },
      ];
    }),
  ];
}
