import { isList, isObject, type Json, type JsonObject } from './laravel-json.ts';

/** Changes a value; one it is not meant for stays as it is. */
export type Edit = (value: Json) => Json;

export const inText =
  (edit: (text: string) => string): Edit =>
  (value) =>
    typeof value === 'string' ? edit(value) : value;

export const inObject =
  (edit: (object: JsonObject) => JsonObject): Edit =>
  (value) =>
    isObject(value) ? edit(value) : value;

export const inList =
  (edit: (list: readonly Json[]) => Json): Edit =>
  (value) =>
    isList(value) ? edit(value) : value;

/** Every object of a list. */
export const inObjects = (edit: (object: JsonObject) => JsonObject): Edit => inList((list) => list.map(inObject(edit)));

/** A property that is there; one that is not stays away. */
export const inProperty =
  (key: string, edit: Edit) =>
  (object: JsonObject): JsonObject =>
    Object.hasOwn(object, key) ? { ...object, [key]: edit(object[key] ?? null) } : object;

export const without = (object: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

/** Every string, however deep; keys stay. */
export function inStrings(value: Json, edit: (text: string) => string): Json {
  if (typeof value === 'string') return edit(value);
  if (isList(value)) return value.map((item) => inStrings(item, edit));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inStrings(item, edit)]));
}
