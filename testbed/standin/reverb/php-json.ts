import { float, isObject, type Json, type JsonObject } from '../laravel-json.ts';

/**
 * Reads JSON as PHP does: what it prints again is not always what came. `{}` becomes `[]`; a number with a fraction
 * keeps one.
 *
 * @returns undefined when the text is not JSON
 */
export function readPhpJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text, asPhp);
    return value;
  } catch {
    return undefined;
  }
}

/** @param context how it was written; the runtime gives it, its types do not know it yet */
function asPhp(_key: string, value: Json, context?: { readonly source?: string }): Json {
  if (typeof value === 'number' && /[.eE]/.test(context?.source ?? '')) return float(value);
  return isEmptyObject(value) ? [] : value;
}

const isEmptyObject = (value: Json): boolean =>
  typeof value === 'object' && value !== null && Reflect.ownKeys(value).length === 0;

/** The fields of an object; undefined for everything else. */
export const fieldsOf = (value: Json | undefined): JsonObject | undefined => (isObject(value) ? value : undefined);

/** Text as it is, a number in digits; nothing for everything else. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
