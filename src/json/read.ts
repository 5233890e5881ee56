import { Buffer } from 'node:buffer';
import { type JsonDocument, KIND } from './document.ts';
import { type KeyTable, newKeyTable, readKey } from './keys.ts';
import { fail, type Lexer, scanNumber, scanString, scanWord, skipSpace } from './lexeme.ts';
import { byteName, type JsonProblem, placeOf, problemAt } from './problem.ts';
import { append, close, newTape, open, type Tape } from './tape.ts';
import { firstInvalidUtf8, firstLoneSurrogate } from './utf8.ts';

export type JsonResult =
  | { readonly ok: true; readonly document: JsonDocument }
  | { readonly ok: false; readonly error: JsonProblem };

/**
 * Reads one JSON text, RFC 8259 to the letter, and loses nothing of it: number lexemes, escapes, key order, repeated
 * keys and whitespace stay where they were.
 *
 * Accepts what the RFC leaves open: any depth, any size of number, lone surrogate escapes, repeated keys, and a byte
 * order mark, which the document tells. Refuses bytes that are not UTF-8. Linear in the input, without recursion.
 *
 * @param input the body; a string is encoded as UTF-8 first, so offsets are always those of bytes. A Uint8Array is
 *   kept, not copied: it must not change afterwards.
 */
export function readJson(input: Uint8Array | string): JsonResult {
  const bytes = typeof input === 'string' ? Buffer.from(input, 'utf8') : input;
  const encoding = encodingProblem(input, bytes);
  if (encoding !== undefined) return { ok: false, error: encoding };
  const isAscii = typeof input === 'string' && input.length === bytes.length;
  const latin1 = isAscii ? input : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const reading: Reading = {
    bytes,
    lexer: { bytes, end: bom ? 3 : 0, flags: 0, bad: undefined },
    tape: newTape(bytes.length),
    keys: newKeyTable(latin1),
    container: -1,
  };
  readAll(reading);
  const { bad } = reading.lexer;
  if (bad !== undefined) return { ok: false, error: problemAt(bytes, bad.offset, bad.expected) };
  const { capacity: _, ...entries } = reading.tape;
  return { ok: true, document: { bytes, latin1, bom, keys: reading.keys.texts, ...entries } };
}

function encodingProblem(input: Uint8Array | string, bytes: Uint8Array): JsonProblem | undefined {
  const offset = typeof input === 'string' ? firstLoneSurrogate(input) : firstInvalidUtf8(bytes);
  if (offset === -1) return undefined;
  const found = typeof input === 'string' ? 'a lone surrogate' : byteName(bytes[offset]!);
  return { offset, ...placeOf(bytes, offset), message: `expected UTF-8, found ${found}` };
}

type Reading = {
  readonly bytes: Uint8Array;
  readonly lexer: Lexer;
  readonly tape: Tape;
  readonly keys: KeyTable;
  /** The innermost open container, -1 outside. */
  container: number;
};

/** What may come next, where it is not read at once. */
const NEXT = { value: 0, valueOrClose: 1, keyOrClose: 2, commaOrClose: 3, end: 4, stop: 5 } as const;
type Next = (typeof NEXT)[keyof typeof NEXT];

function readAll(reading: Reading): void {
  const { bytes, lexer } = reading;
  let next: Next = NEXT.value;
  while (next !== NEXT.stop) next = advance(reading, next, skipSpace(bytes, lexer.end));
}

function advance(reading: Reading, next: Exclude<Next, typeof NEXT.stop>, at: number): Next {
  const byte = reading.bytes[at]!;
  switch (next) {
    case NEXT.commaOrClose:
      return readSeparator(reading, at, byte);
    case NEXT.value:
      return readValue(reading, at);
    case NEXT.keyOrClose:
      return byte === 0x7d ? leave(reading, at) : readMember(reading, at, "'\"' (a key) or '}'");
    case NEXT.valueOrClose:
      return byte === 0x5d ? leave(reading, at) : readValue(reading, at);
    case NEXT.end:
      return at >= reading.bytes.length ? NEXT.stop : stop(reading, at, 'the end of the text');
    default:
      return next satisfies never;
  }
}

const WORDS = { null: Buffer.from('null'), true: Buffer.from('true'), false: Buffer.from('false') };

function readValue(reading: Reading, at: number): Next {
  const { bytes, lexer } = reading;
  const byte = bytes[at]!;
  switch (byte) {
    case 0x22:
      return scanString(lexer, at) ? addString(reading, at) : NEXT.stop;
    case 0x7b:
      return enter(reading, KIND.object, at);
    case 0x5b:
      return enter(reading, KIND.array, at);
    default:
      return byte > 0x39 ? readWord(reading, at, byte) : readNumber(reading, at, byte);
  }
}

function readWord(reading: Reading, at: number, byte: number): Next {
  switch (byte) {
    case 0x6e:
      return scanWord(reading.lexer, at, WORDS.null) ? add(reading, KIND.null, at) : NEXT.stop;
    case 0x74:
      return scanWord(reading.lexer, at, WORDS.true) ? add(reading, KIND.true, at) : NEXT.stop;
    case 0x66:
      return scanWord(reading.lexer, at, WORDS.false) ? add(reading, KIND.false, at) : NEXT.stop;
    default:
      return stop(reading, at, 'a value');
  }
}

function readNumber(reading: Reading, at: number, byte: number): Next {
  if (byte !== 0x2d && !(byte >= 0x30 && byte <= 0x39)) return stop(reading, at, 'a value');
  return scanNumber(reading.lexer, at) ? add(reading, KIND.number, at) : NEXT.stop;
}

function add(reading: Reading, kind: 0 | 1 | 2 | 3 | 4, start: number): Next {
  append(reading.tape, kind, start, reading.lexer.end);
  return valueRead(reading);
}

function addString(reading: Reading, start: number): Next {
  const { tape, lexer } = reading;
  // Appending may replace the arrays, so the entry comes first.
  const entry = append(tape, KIND.string, start, lexer.end);
  tape.flags[entry] = lexer.flags;
  return valueRead(reading);
}

function valueRead({ tape, container }: Reading): Next {
  if (container === -1) return NEXT.end;
  tape.sizes[container]!++;
  return NEXT.commaOrClose;
}

function enter(reading: Reading, kind: typeof KIND.array | typeof KIND.object, at: number): Next {
  reading.container = open(reading.tape, kind, at, reading.container);
  reading.lexer.end = at + 1;
  return kind === KIND.array ? NEXT.valueOrClose : NEXT.keyOrClose;
}

function leave(reading: Reading, at: number): Next {
  reading.lexer.end = at + 1;
  reading.container = close(reading.tape, reading.container, at + 1);
  return valueRead(reading);
}

function readMember(reading: Reading, at: number, expected: string): Next {
  const { bytes, lexer, tape, container } = reading;
  if (bytes[at] !== 0x22) return stop(reading, at, expected);
  const key = readKey(reading.keys, lexer, at, tape.ends[container]!);
  if (key === -1) return NEXT.stop;
  const entry = append(tape, KIND.key, at, lexer.end);
  tape.flags[entry] = lexer.flags;
  tape.links[entry] = key;
  tape.ends[container] = key;
  const colon = skipSpace(bytes, lexer.end);
  if (bytes[colon] !== 0x3a) return stop(reading, colon, "':'");
  return readValue(reading, skipSpace(bytes, colon + 1));
}

/** After a value: the next one, or the end of its container. */
function readSeparator(reading: Reading, at: number, byte: number): Next {
  const inArray = reading.tape.kinds[reading.container] === KIND.array;
  if (byte === 0x2c) {
    const next = skipSpace(reading.bytes, at + 1);
    return inArray ? readValue(reading, next) : readMember(reading, next, "'\"' (a key)");
  }
  if (byte === (inArray ? 0x5d : 0x7d)) return leave(reading, at);
  return stop(reading, at, inArray ? "',' or ']'" : "',' or '}'");
}

function stop(reading: Reading, at: number, expected: string): Next {
  fail(reading.lexer, at, expected);
  return NEXT.stop;
}
