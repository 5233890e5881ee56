import { type JsonDocument, keyAt, KIND } from './document.ts';
import { formatPointer } from './pointer.ts';

/** For each entry its container (-1 for the root) and, in arrays, its index. Made when many places are named. */
export type Ancestry = { readonly parents: Int32Array; readonly indexes: Int32Array };

/** Linear, 12 bytes for each entry while it runs. */
export function ancestryOf({ length, kinds, links }: JsonDocument): Ancestry {
  const parents = new Int32Array(length);
  const indexes = new Int32Array(length);
  const counts = new Int32Array(length);
  let open = -1;
  for (let at = 0; at < length; at++) {
    while (open !== -1 && at >= links[open]!) open = parents[open]!;
    parents[at] = open;
    if (open !== -1) indexes[at] = counts[open]!++;
    if (kinds[at] === KIND.array || kinds[at] === KIND.object) open = at;
  }
  return { parents, indexes };
}

/** The exact pointer to a value or key; costs its depth only. */
export function pointerFrom(document: JsonDocument, { parents, indexes }: Ancestry, entry: number): string {
  const tokens: string[] = [];
  for (let at = entry; parents[at] !== -1; at = parents[at]!) {
    const isElement = document.kinds[parents[at]!] === KIND.array;
    const key = document.kinds[at] === KIND.key ? at : at - 1;
    tokens.push(isElement ? String(indexes[at]) : keyAt(document, key));
  }
  return formatPointer(tokens.toReversed());
}
