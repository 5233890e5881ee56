import type { StringFormat } from '../../model/shape.ts';

export const isDate = (format: StringFormat): boolean => format === 'date' || format.startsWith('datetime-');

/** Formats that words and codes have by chance: their loss proves nothing. */
const WEAK: ReadonlySet<StringFormat> = new Set(['text', 'integer', 'decimal', 'boolean', 'locale', 'time', 'path']);

export const isWeak = (format: StringFormat): boolean => WEAK.has(format);

/** Says nothing about the format of the value behind it. */
export const isSilent = (format: StringFormat): boolean => format === 'redacted' || format === 'empty';
