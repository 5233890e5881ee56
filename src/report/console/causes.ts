import { CAUSES } from '../../model/causes.ts';
import type { Finding } from '../../model/finding.ts';
import { labelled, wrap } from '../layout.ts';

/** The probable cause and how to make sure; none when no cause is known. */
export function causeLines({ cause }: Finding, width: number): readonly string[] {
  if (cause === undefined) return [];
  const { says, check } = CAUSES[cause];
  return [...labelled('likely', wrap(says, width - 9)), ...labelled('check', [check])];
}
