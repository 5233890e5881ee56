import { after, type JsonDocument, KIND, lexemeAt, stringAt } from '../../json/index.ts';
import { isContainer } from '../pair/pair.ts';

/** Properties that name an element, best first. */
const KEY_PROPERTIES = ['id', 'uuid', 'ulid', 'key', 'slug', 'code', 'name'];

/** A document with its keys by name. */
export type Indexed = { readonly document: JsonDocument; readonly ids: ReadonlyMap<string, number> };

export const indexed = (document: JsonDocument): Indexed => ({
  document,
  ids: new Map(document.keys.map((key, id) => [key, id])),
});

/** Of the property names both elements have, those that usually name an element. */
export const likelyKeys = (one: Indexed, a: number, other: Indexed, b: number): readonly string[] =>
  KEY_PROPERTIES.filter((name) => keyEntry(one, a, name) !== -1 && keyEntry(other, b, name) !== -1);

/** Entry of an element's property that names it, or -1 when it is absent, null or no scalar. */
export function keyEntry({ document, ids }: Indexed, element: number, name: string): number {
  const id = ids.get(name);
  if (id === undefined || document.kinds[element] !== KIND.object) return -1;
  const end = after(document, element);
  for (let key = element + 1; key < end; key = after(document, key + 1)) {
    if (document.links[key] === id) return isName(document.kinds[key + 1]!) ? key + 1 : -1;
  }
  return -1;
}

const isName = (kind: number): boolean => !isContainer(kind) && kind !== KIND.null;

/**
 * The key of each element, or undefined when one element has none, or two have the same.
 *
 * @param by property names; several make one key
 */
export function keysOfElements(
  side: Indexed,
  elements: ArrayLike<number>,
  by: readonly string[],
): readonly string[] | undefined {
  const keys: string[] = [];
  for (let index = 0; index < elements.length; index++) {
    const entries = by.map((name) => keyEntry(side, elements[index]!, name));
    if (entries.includes(-1)) return undefined;
    keys.push(entries.map((entry) => nameText(side.document, entry)).join('\u0000'));
  }
  return new Set(keys).size === keys.length ? keys : undefined;
}

/** A number as it is spelt, a text in quotes. */
const nameText = (document: JsonDocument, at: number): string =>
  document.kinds[at] === KIND.string ? JSON.stringify(stringAt(document, at)) : lexemeAt(document, at);
