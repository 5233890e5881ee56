import type { NumberClass } from '../../model/shape.ts';

/** More significant digits than any decimal needs to come back from a double: noise of the printer. */
const NOISE_DIGITS = 15;

/** @param lexeme a JSON number as it stands in the text */
export function numberClass(lexeme: string): NumberClass {
  if (/[eE]/u.test(lexeme)) return 'exponent';
  if (lexeme.startsWith('-0') && Number(lexeme) === 0) return 'negative-zero';
  if (!lexeme.includes('.')) return Number.isSafeInteger(Number(lexeme)) ? 'integer' : 'unsafe-integer';
  const digits = lexeme.replace(/^-?0*\.?0*|[-.]/gu, '');
  return digits.length > NOISE_DIGITS ? 'long-fraction' : 'fraction';
}
