import type { Attribution, Finding } from '../../model/finding.ts';
import { atLeast, type Level } from '../../model/level.ts';

/** How a comparison of files ends. */
export type DiffVerdict = 'pass' | 'drift' | 'inconclusive';

/** Attributions that make one side wrong. Other data is no drift; it is what `isCritical` is about. */
const DRIFTS: readonly Attribution[] = ['candidate-drifted', 'reference-drifted'];

/** @param isCritical must other data not pass unjudged? */
export function verdictOf(findings: readonly Finding[], gate: Level, isCritical: boolean): DiffVerdict {
  if (countingOf(findings, gate).length > 0) return 'drift';
  return isCritical && findings.some(isOfData) ? 'inconclusive' : 'pass';
}

export const countingOf = (findings: readonly Finding[], gate: Level): readonly Finding[] =>
  findings.filter(({ level, attribution }) => DRIFTS.includes(attribution) && atLeast(level, gate));

export const isOfData = ({ attribution }: Finding): boolean => attribution === 'data-differs';
