/** The JSON kinds, as the small integers that stand in `JsonDocument.kinds`. A key is an entry of its own. */
export const KIND = { null: 0, false: 1, true: 2, number: 3, string: 4, array: 5, object: 6, key: 7 } as const;

export type Kind = (typeof KIND)[keyof typeof KIND];

/** Set in `JsonDocument.flags`: the lexeme holds a backslash; it holds a byte above 0x7F. */
export const ESCAPED = 1;
export const NON_ASCII = 2;

/**
 * One JSON text as a tape: an entry for each value and each key, in document order, over the untouched bytes.
 *
 * Entry 0 is the root. The first child of a container follows it; the value of a key follows the key. Nothing is
 * decoded before it is asked for. Costs 18 bytes per entry (pretty-printed API answers: about one entry for each
 * 15 bytes of input; the worst, `[0,0,…`, one for each two) and one copy of the input.
 */
export type JsonDocument = {
  readonly bytes: Uint8Array;
  /** The bytes as characters U+0000–U+00FF: positions are byte offsets, slices need no decoder. Not the decoded text. */
  readonly latin1: string;
  /** Number of entries. The arrays below may be longer. */
  readonly length: number;
  readonly kinds: Uint8Array;
  readonly flags: Uint8Array;
  /** Byte offset of the first byte of the lexeme (the quote, the bracket). */
  readonly starts: Int32Array;
  /** Byte offset after the last byte of the lexeme. */
  readonly ends: Int32Array;
  /** Containers: the entry after the last descendant. Keys: the index into `keys`. */
  readonly links: Int32Array;
  /** Containers: number of elements, or of keys with repeated ones counted each time. */
  readonly sizes: Int32Array;
  /** The distinct keys of the whole document, decoded. Two spellings of one key (`"a"`, `"\u0061"`) are one. */
  readonly keys: readonly string[];
  /** Did a UTF-8 byte order mark stand in front? It is ignored otherwise. */
  readonly bom: boolean;
};

/** One of `KIND`. */
export const kindAt = (document: JsonDocument, at: number): number => document.kinds[at]!;

/** The next sibling of a value, or the end of its container. Of an element: the next element; of a member's value: the next key. */
export const after = (document: JsonDocument, at: number): number => {
  const kind = document.kinds[at]!;
  return kind === KIND.array || kind === KIND.object ? document.links[at]! : at + 1;
};

/** Number of elements or keys; 0 for a scalar. */
export const sizeAt = (document: JsonDocument, at: number): number => document.sizes[at]!;

/** The bytes of a value or key as they stand, one character for each byte. Enough for numbers and literals. */
export const lexemeAt = (document: JsonDocument, at: number): string =>
  document.latin1.slice(document.starts[at], document.ends[at]);

/** Entries of the elements of an array. */
export function* elementsOf(document: JsonDocument, array: number): Generator<number> {
  const end = after(document, array);
  for (let at = array + 1; at < end; at = after(document, at)) yield at;
}

/** Entries of the keys of an object, repeated ones too; the value of `key` is entry `key + 1`. */
export function* keysOf(document: JsonDocument, object: number): Generator<number> {
  const end = after(document, object);
  for (let key = object + 1; key < end; key = after(document, key + 1)) yield key;
}

/** The decoded text of a key. */
export const keyAt = (document: JsonDocument, key: number): string => document.keys[document.links[key]!]!;
