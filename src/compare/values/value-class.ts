import { type JsonDocument, KIND, kindAt, lexemeAt, stringAt } from '../../json/index.ts';
import type { ValueClass } from '../../model/noise.ts';
import { textFormat } from '../shape/text-formats.ts';

export type { ValueClass };

export function classAt(document: JsonDocument, entry: number): ValueClass {
  switch (kindAt(document, entry)) {
    case KIND.string:
      return classOfText(stringAt(document, entry));
    case KIND.number:
      return classOfNumber(lexemeAt(document, entry));
    case KIND.null:
      return 'null';
    case KIND.true:
    case KIND.false:
      return 'boolean-value';
    default:
      return 'container';
  }
}

const SIGNED = /[?&](?:signature|x-amz-signature|x-goog-signature|sig)=/iu;

export function classOfText(text: string): ValueClass {
  const format = textFormat(text);
  if (format === 'integer') return 'digits';
  if (format === 'decimal') return 'decimal-text';
  if (format.startsWith('url-') && SIGNED.test(text)) return 'signed-url';
  return format === 'text' && isCursor(text) ? 'cursor' : format;
}

/** A page cursor of the framework: base64 of a JSON object. */
const isCursor = (text: string): boolean => text.length >= 16 && /^eyJ[\w+/-]+=*$/u.test(text);

/** Seconds from 2001 to 2033 have ten digits, milliseconds thirteen. */
export function classOfNumber(lexeme: string): ValueClass {
  if (/^1\d{9}$/u.test(lexeme)) return 'epoch-seconds';
  if (/^1\d{12}$/u.test(lexeme)) return 'epoch-milliseconds';
  return /^-?\d+$/u.test(lexeme) ? 'integer' : 'float';
}

export const isDateClass = (valueClass: ValueClass): boolean =>
  valueClass === 'date' || valueClass === 'time' || valueClass.startsWith('datetime-');

/** Made anew by a machine, so two of them never agree by chance. */
export const isIdentifier = (valueClass: ValueClass): boolean =>
  valueClass === 'uuid' || valueClass === 'ulid' || valueClass === 'hash' || valueClass === 'jwt';
