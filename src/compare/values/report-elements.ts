import { childPath } from '../pair/path.ts';
import { shorten } from '../pair/show.ts';
import type { Containers, ElementPairs } from '../pair/walk.ts';
import type { Aligned } from './align.ts';
import { type Context, report } from './context.ts';
import { type Indexed, keyEntry, likelyKeys } from './element-keys.ts';
import type { OwnHosts } from './origins.ts';
import { showValue } from './show-value.ts';

export type Elements = { readonly a: Int32Array; readonly b: Int32Array };

/** By what the elements were paired; undefined: by what is equal. */
export type Best = { readonly aligned: Aligned; readonly by: readonly string[] | undefined };

/** Shows the elements from the first one that stands elsewhere. */
export function reportOrder(context: Context, array: Containers, { a, b, aligned, by }: Elements & Best): void {
  report(context, array.node, { rule: 'order-changed', facet: 'order', side: 'reference', entry: array.a }, () => {
    const inB = Array.from(aligned.b).toSorted((one, other) => one - other);
    const from = Array.from(aligned.b).findIndex((position, index) => position !== inB[index]);
    const shown = { from, by };
    const one = showElements(context.reference, a, Array.from(aligned.a), shown);
    const other = showElements(context.candidate, b, inB, shown);
    return one === other ? [`${one} (from element ${from})`, 'the same in another order'] : [one, other];
  });
}

function showElements(
  side: Indexed,
  entries: Int32Array,
  positions: readonly number[],
  { from, by }: { readonly from: number; readonly by: readonly string[] | undefined },
): string {
  const shown = positions.slice(from, from + 5).map((position) => showElement(side, entries[position]!, by));
  return shorten(shown.join(', '));
}

function showElement(side: Indexed, entry: number, by: readonly string[] | undefined): string {
  const { document } = side;
  if (by === undefined) return showValue(document, entry, new Map());
  return by.map((name) => `${name} ${showValue(document, keyEntry(side, entry, name), new Map())}`).join(' ');
}

/** Notes the elements only one side has. */
export function reportAlone(context: Context, { node }: Containers, pairs: ElementPairs): void {
  const { reference, candidate, hosts } = context;
  for (const entry of pairs.missing) {
    const what = { rule: 'data-differs', facet: 'presence', side: 'reference', entry } as const;
    report(context, childPath(node, '*'), what, () => [nameOf(reference, entry, hosts.reference), 'absent']);
  }
  for (const entry of pairs.added) {
    const what = { rule: 'data-differs', facet: 'presence', side: 'candidate', entry } as const;
    report(context, childPath(node, '*'), what, () => ['absent', nameOf(candidate, entry, hosts.candidate)]);
  }
}

/** An element's evident name, else what it is. */
function nameOf(side: Indexed, entry: number, own: OwnHosts): string {
  const [name] = likelyKeys(side, entry, side, entry);
  return name === undefined ? showValue(side.document, entry, own) : shorten(showElement(side, entry, [name]));
}
