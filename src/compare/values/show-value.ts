import { type JsonDocument, KIND, lexemeAt, sizeAt, stringAt } from '../../json/index.ts';
import { shorten } from '../pair/show.ts';
import { neutralText, type OwnHosts, unsigned } from './origins.ts';
import { classOfText, isDateClass, type ValueClass } from './value-class.ts';

/**
 * What a report shows of a value: numbers, words of machines, dates and URLs as they are; of all other texts only what
 * they are, for they may be a person's.
 */
export function showValue(document: JsonDocument, entry: number, own: OwnHosts): string {
  const kind = document.kinds[entry];
  if (kind === KIND.array) return `an array of ${sizeAt(document, entry)}`;
  if (kind === KIND.object) return `an object of ${sizeAt(document, entry)} keys`;
  return kind === KIND.string ? showText(stringAt(document, entry), own) : shorten(lexemeAt(document, entry));
}

/** A status, a code, a slug: no spaces, no capitals of a name. */
const WORD = /^[a-z\d]+(?:[._:-][a-z\d]+)*$/u;
const DECIMAL = /^-?[\d.,]{1,24}$/u;

function showText(text: string, own: OwnHosts): string {
  const valueClass = classOfText(text);
  if (isHarmless(text, valueClass)) return JSON.stringify(text);
  if (valueClass === 'redacted') return shorten(text);
  if (valueClass.startsWith('url-') || valueClass === 'signed-url') return showUrl(text, own);
  return `${valueClass} of ${text.length} characters`;
}

const HARMLESS: ReadonlySet<ValueClass> = new Set(['empty', 'locale', 'boolean']);

const isHarmless = (text: string, valueClass: ValueClass): boolean =>
  HARMLESS.has(valueClass) ||
  isDateClass(valueClass) ||
  (text.length <= 32 && valueClass !== 'hash' && (WORD.test(text) || DECIMAL.test(text)));

/** Values of the query are left out: they may be a secret. */
const showUrl = (text: string, own: OwnHosts): string =>
  shorten(neutralText(unsigned(text), own).replaceAll(/([?&][^=&#]{0,64}=)[^&#]*/gu, '$1…'));

/** Two sides that would look the same get the place where they part. */
export function tellApart(one: string, other: string, [a, b]: readonly [string, string]): readonly [string, string] {
  if (one !== other) return [one, other];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return [one, shorten(`${other}, other from character ${at + 1}`)];
}
