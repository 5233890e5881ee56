import type { JsonDocument } from '../../json/index.ts';
import { KIND, lexemeAt, stringAt } from '../../json/index.ts';
import type { Pattern } from './policy.ts';
import { classAt } from './value-class.ts';

export type Matcher = (document: JsonDocument, entry: number) => boolean;

/** Compiled once for each rule. @throws SyntaxError when `matches` is no regular expression; `reviewNoise` refuses it */
export function matcherOf(pattern: Pattern): Matcher {
  if ('class' in pattern && pattern.class === 'float')
    return (document, entry) => document.kinds[entry] === KIND.number;
  if ('class' in pattern) return (document, entry) => classAt(document, entry) === pattern.class;
  if ('like' in pattern) return (document, entry) => digitsMasked(scalarText(document, entry)) === pattern.like;
  const expression = new RegExp(`^(?:${pattern.matches})$`, 'u');
  return (document, entry) => expression.test(scalarText(document, entry));
}

/** A string decoded, anything else as it is spelt. */
export const scalarText = (document: JsonDocument, entry: number): string =>
  document.kinds[entry] === KIND.string ? stringAt(document, entry) : lexemeAt(document, entry);

export const digitsMasked = (text: string): string => text.replaceAll(/\d+/gu, '#');

export const samePattern = (one: Pattern, other: Pattern): boolean => JSON.stringify(one) === JSON.stringify(other);
