import { KIND, lexemeAt, stringAt } from '../../json/index.ts';
import type { RuleId } from '../../model/rules.ts';
import { sameDouble } from '../pair/number.ts';
import { isContainer, type Pair, sameKind, sameLexeme } from '../pair/pair.ts';

/** The class of a difference between two values, or undefined when they are the same bytes. */
export function byteRule(pair: Pair, a: number, b: number): RuleId | undefined {
  const { reference, candidate } = pair;
  const kind = reference.kinds[a]!;
  if (!sameKind(kind, candidate.kinds[b]!)) return 'bytes-value';
  if (isContainer(kind) || sameLexeme(pair, a, b)) return undefined;
  if (kind === KIND.number) return numberRule(lexemeAt(reference, a), lexemeAt(candidate, b));
  if (kind !== KIND.string || (reference.flags[a]! | candidate.flags[b]!) === 0) return 'bytes-value';
  return stringRule(stringAt(reference, a), stringAt(candidate, b));
}

const numberRule = (one: string, other: string): RuleId =>
  sameDouble(one, other) ? 'bytes-number-lexeme' : 'bytes-value';

function stringRule(one: string, other: string): RuleId {
  if (one === other) return 'bytes-escape';
  return one.normalize() === other.normalize() ? 'bytes-unicode-form' : 'bytes-value';
}
