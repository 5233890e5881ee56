import type { Finding } from '../../model/finding.ts';
import type { Level } from '../../model/level.ts';
import type { Tier } from './compare-bodies.ts';
import { printable } from '../../report/escape.ts';
import { count } from '../../report/layout.ts';
import { countingOf, type DiffVerdict, isOfData } from './verdict.ts';

export type Judged = {
  readonly findings: readonly Finding[];
  readonly verdict: DiffVerdict;
  readonly tier: Tier;
  readonly gate: Level;
  readonly candidate: string;
  readonly samples: number;
};

/** One sentence: what it came to, by which tiers, and what does not count. */
export function headline(judged: Judged): string {
  const { verdict, tier, candidate, samples } = judged;
  const by = `by ${tier === 'all' ? 'bytes, values and shape' : tier}`;
  const against = samples === 1 ? 'the reference' : `${samples} samples of the reference`;
  return `${WORDS[verdict](judged)} (${printable(candidate)} beside ${against}, ${by})`;
}

const WORDS: Readonly<Record<DiffVerdict, (judged: Judged) => string>> = {
  drift: ({ findings, gate }) =>
    `drift: ${count(countingOf(findings, gate).length, 'finding')} of level ${gate} or above`,
  inconclusive: () => 'could not judge: the data differs, and with --critical that must not pass',
  pass: ({ findings, gate }) => {
    if (findings.length === 0) return 'same';
    const below = findings.some((finding) => !isOfData(finding)) ? [`findings below level ${gate} do not count`] : [];
    const data = findings.some(isOfData) ? ['other data does not count (with --critical: could not judge)'] : [];
    return `no drift: ${[...below, ...data].join('; ')}`;
  },
};
