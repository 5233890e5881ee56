import type { PlacedNoise } from '../model/noise.ts';
import type { Comparison, Notice } from '../model/report.ts';
import { matchesGlob } from '../compare/index.ts';

/**
 * Noise rules that did nothing where they could have, and those that were refused.
 *
 * A rule for steps whose bodies were the same, or that did not run, is neither.
 */
export function noiseNotices(rules: readonly PlacedNoise[], comparisons: readonly Comparison[]): readonly Notice[] {
  return rules.flatMap(({ id, at, path }) => {
    const here = comparisons.flatMap(({ scenario, step, noise }) =>
      noise !== undefined && matchesGlob(at, `${scenario}/${step}`) ? [noise] : [],
    );
    const refusal = here.flatMap(({ refused }) => refused).find((each) => each.id === id);
    if (refusal !== undefined) {
      return [
        {
          id: 'noise-refused',
          says: `the noise rule ${id} for ${path} did not act: ${refusal.why}`,
          todo: 'narrow it',
        },
      ];
    }
    if (here.length === 0 || here.some(({ used }) => used.includes(id))) return [];
    return [
      {
        id: 'noise-dead',
        says: `the noise rule ${id} for ${path} forgave nothing`,
        todo: 'remove it, or mend its path or pattern',
      },
    ];
  });
}
