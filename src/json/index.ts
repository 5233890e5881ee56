export { type Ancestry, ancestryOf, pointerFrom } from './ancestry.ts';
export {
  after,
  elementsOf,
  ESCAPED,
  type JsonDocument,
  keyAt,
  keysOf,
  type Kind,
  KIND,
  kindAt,
  lexemeAt,
  NON_ASCII,
  sizeAt,
} from './document.ts';
export { ANY_ELEMENT, entryAt, escapeToken, formatPointer, getByPointer, parsePointer, pointerTo } from './pointer.ts';
export { printJson, type PrintOptions } from './print.ts';
export { type JsonProblem, placeOf } from './problem.ts';
export { type JsonResult, readJson } from './read.ts';
export { stringAt } from './text.ts';
export { firstInvalidUtf8 } from './utf8.ts';
export { isRecord, type JsonValue, toValue } from './value.ts';
