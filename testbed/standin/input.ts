import type { Asked } from './answer.ts';
import type { Input } from './validate.ts';

/**
 * The fields of a request: those of the body, as its content type says, over those of the query. A body that cannot be
 * read has none. Texts lose their outer spaces, and an empty text counts as null.
 */
export const inputOf = (asked: Asked): Input =>
  Object.fromEntries(
    Object.entries({ ...asked.query, ...bodyOf(asked) }).map(([field, value]) => [
      field,
      typeof value === 'string' ? value.trim() || null : value,
    ]),
  );

function bodyOf({ body, headers }: Asked): Input {
  const type = headers['content-type'] ?? '';
  if (/[/+]json/.test(type)) return fieldsOf(body);
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(body));
  return {};
}

function fieldsOf(json: string): Input {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
