import { after, type JsonDocument, keyAt, keysOf, KIND, kindAt, sizeAt } from './document.ts';

/** Stands for any element of an array in an index-free pointer. A key that is `*` looks the same. */
export const ANY_ELEMENT = '*';

/** RFC 6901: `~` and `/` are escaped. */
export const escapeToken = (token: string): string => token.replaceAll('~', '~0').replaceAll('/', '~1');

export const formatPointer = (tokens: readonly string[]): string =>
  tokens.map((token) => `/${escapeToken(token)}`).join('');

/** The tokens of a pointer, or undefined when it is none: not empty and without a leading slash, or a bare `~`. */
export function parsePointer(pointer: string): readonly string[] | undefined {
  if (pointer === '') return [];
  if (!pointer.startsWith('/') || /~(?![01])/u.test(pointer)) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The plain value a pointer names, or undefined. Sees own properties only. */
export function getByPointer(value: unknown, pointer: string): unknown {
  let here = value;
  for (const token of parsePointer(pointer) ?? [undefined]) {
    if (token === undefined || typeof here !== 'object' || here === null) return undefined;
    if (Array.isArray(here) ? !isIndex(token) : !Object.hasOwn(here, token)) return undefined;
    here = Reflect.get(here, token);
  }
  return here;
}

/** The entry a pointer names, or -1. Of repeated keys the last one, as `toValue` takes it. */
export function entryAt(document: JsonDocument, pointer: string): number {
  let at = 0;
  for (const token of parsePointer(pointer) ?? [undefined]) {
    if (token === undefined) return -1;
    at = childAt(document, at, token);
    if (at === -1) return -1;
  }
  return at;
}

function childAt(document: JsonDocument, at: number, token: string): number {
  if (kindAt(document, at) === KIND.array) return isIndex(token) ? elementAt(document, at, Number(token)) : -1;
  if (kindAt(document, at) !== KIND.object) return -1;
  let found = -1;
  for (const key of keysOf(document, at)) if (keyAt(document, key) === token) found = key + 1;
  return found;
}

function elementAt(document: JsonDocument, array: number, index: number): number {
  if (index >= sizeAt(document, array)) return -1;
  let at = array + 1;
  for (let passed = 0; passed < index; passed++) at = after(document, at);
  return at;
}

const isIndex = (token: string): boolean => /^(?:0|[1-9]\d*)$/u.test(token);

/**
 * The pointer to a value or key, found from the root: costs a walk over the siblings of each ancestor. For a few
 * places; a walk over a whole document keeps its own path.
 */
export function pointerTo(document: JsonDocument, entry: number): string {
  const tokens: string[] = [];
  let at = 0;
  while (at < entry) {
    const [token, child] = stepTowards(document, at, entry);
    tokens.push(token);
    if (entry < child) break;
    at = child;
  }
  return formatPointer(tokens);
}

/** The child of `at` that holds `entry`, with its token. */
function stepTowards(document: JsonDocument, at: number, entry: number): [token: string, child: number] {
  if (kindAt(document, at) === KIND.object) {
    let key = at + 1;
    while (after(document, key + 1) <= entry) key = after(document, key + 1);
    return [keyAt(document, key), key + 1];
  }
  let child = at + 1;
  let index = 0;
  for (; after(document, child) <= entry; index++) child = after(document, child);
  return [String(index), child];
}
