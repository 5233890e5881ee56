import { isRecord } from '../json/index.ts';

/** A property of a JSON value; `undefined` where there is none. */
export const field = (value: unknown, name: string): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Elements of a list, or values of an object: PHP prints an empty map as `[]`, and a list with gaps as an object. */
export const elementsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];

/** A number, also one that came as text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** For sentences: the first line, without control characters, shortened. Of a text that is redacted. */
export function excerpt(text: string, longest = 160): string {
  const line = text.trim().split(/\r?\n/, 1)[0] ?? '';
  const clean = line.replace(/\p{Cc}+/gu, ' ');
  return clean.length <= longest ? clean : `${clean.slice(0, longest).trimEnd()}…`;
}
