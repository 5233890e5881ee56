import { after, type JsonDocument, keyAt, KIND, kindAt, lexemeAt } from './document.ts';
import { stringAt } from './text.ts';

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

type Frame = { readonly value: JsonValue[] | { [key: string]: JsonValue }; readonly end: number; at: number };

/**
 * The plain value of an entry, as JSON.parse gives it: doubles for numbers, the last of repeated keys wins, and
 * `__proto__` is a property like any other. Linear, without recursion.
 */
export function toValue(document: JsonDocument, root = 0): JsonValue {
  const value = valueAt(document, root);
  const stack = frameOf(document, root, value);
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    if (frame.at >= frame.end) stack.pop();
    else stack.push(...frameOf(document, ...addNext(document, frame)));
  }
  return value;
}

/** Adds the next child and returns it with its entry. */
function addNext(document: JsonDocument, frame: Frame): [entry: number, value: JsonValue] {
  const isArray = Array.isArray(frame.value);
  const entry = isArray ? frame.at : frame.at + 1;
  const value = valueAt(document, entry);
  if (Array.isArray(frame.value)) frame.value.push(value);
  else setProperty(frame.value, keyAt(document, frame.at), value);
  frame.at = after(document, entry);
  return [entry, value];
}

function valueAt(document: JsonDocument, at: number): JsonValue {
  const kind = kindAt(document, at);
  switch (kind) {
    case KIND.null:
      return null;
    case KIND.number:
      return Number(lexemeAt(document, at));
    case KIND.string:
      return stringAt(document, at);
    case KIND.array:
      return [];
    case KIND.object:
      return {};
    default:
      return kind === KIND.true;
  }
}

const frameOf = (document: JsonDocument, at: number, value: JsonValue): Frame[] =>
  typeof value === 'object' && value !== null ? [{ value, at: at + 1, end: after(document, at) }] : [];

/** Assigning to `__proto__` would change the prototype instead. */
function setProperty(object: { [key: string]: JsonValue }, key: string, value: JsonValue): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Is a plain value an object: neither null nor a list? */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
