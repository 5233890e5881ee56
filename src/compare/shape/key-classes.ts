import type { KeyClass } from '../../model/shape.ts';
import { identifierFormat, isEmail } from './text-formats.ts';

/** Longer keys are not names that somebody gave to a property. */
const LONGEST_NAME = 80;

/** The class of a key that is data beyond doubt; undefined for one that may be a name. */
export function keyClass(key: string): KeyClass | undefined {
  if (key === '') return undefined;
  if (key.startsWith('<redacted ')) return 'redacted';
  if (/^-?\d+$/u.test(key)) return key.length >= 32 ? 'hash' : 'integer';
  if (/^\d{4}-\d\d(?:-\d\d(?:[T ][\d:.Z+-]*)?)?$/u.test(key)) return 'date';
  const identifier = identifierFormat(key);
  if (identifier !== undefined) return identifier;
  if (isEmail(key)) return 'email';
  return key.length > LONGEST_NAME ? 'long' : undefined;
}
