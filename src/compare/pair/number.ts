type Decimal = { readonly digits: string; readonly exponent: number; readonly isNegative: boolean };

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/u;

/** Are two JSON numbers the same number, to the last digit? `10`, `10.0`, `1e1` are; 2^53 and 2^53 + 1 are not. */
export function sameNumber(one: string, other: string): boolean {
  if (one === other) return true;
  const a = decimalOf(one);
  const b = decimalOf(other);
  if (a === undefined || b === undefined) return false;
  return a.digits === b.digits && (a.digits === '' || (a.exponent === b.exponent && a.isNegative === b.isNegative));
}

/** Undefined when the exponent is too large to be exact. */
function decimalOf(lexeme: string): Decimal | undefined {
  const [, sign, whole = '', fraction = '', power = '0'] = NUMBER.exec(lexeme) ?? [];
  const all = whole + fraction;
  const end = lastNonZero(all) + 1;
  const exponent = Number(power) - fraction.length + (all.length - end);
  if (!Number.isSafeInteger(exponent)) return undefined;
  return { digits: all.slice(0, end).replace(/^0+/u, ''), exponent, isNegative: sign === '-' };
}

function lastNonZero(digits: string): number {
  let at = digits.length - 1;
  while (at >= 0 && digits[at] === '0') at--;
  return at;
}

const isInteger = (lexeme: string): boolean => /^-?\d+$/u.test(lexeme);

/**
 * One number printed twice: the same number, or the same double with other digits (`123.32`, `123.31999999999999`).
 * Two different integers never are, although a double may not tell them apart.
 */
export const sameDouble = (one: string, other: string): boolean =>
  sameNumber(one, other) || (!(isInteger(one) && isInteger(other)) && Number(one) === Number(other));
