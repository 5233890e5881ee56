import { type PathNode } from '../pair/path.ts';
import { nodeAt, walkPairs } from '../pair/walk.ts';
import type { Context, Found } from './context.ts';
import { pairElements } from './elements.ts';

/**
 * A time zone moves all timestamps of a column. Where most pairs of a place are equal or differ otherwise, the few that
 * lie whole hours apart are other data.
 *
 * @param root the path the documents were compared from; it knows the places found
 */
export function settleShifts(context: Context, root: PathNode): void {
  const shifted = [...context.found].filter(([, here]) => here.some(isShift));
  if (shifted.length === 0) return;
  const pairs = countPairs(context, root, new Map(shifted.map(([node]) => [node, 0])));
  for (const [node, here] of shifted) {
    const at = here.findIndex(isShift);
    const shift = here[at]!;
    if (shift.count * 2 >= pairs.get(node)!) continue;
    const data = here.find(({ rule, facet }) => rule === 'data-differs' && facet === 'value');
    if (data === undefined) here[at] = { ...shift, rule: 'data-differs' };
    else {
      data.count += shift.count;
      here.splice(at, 1);
    }
  }
}

const isShift = ({ rule }: Found): boolean => rule === 'timestamps-shifted';

/** How many pairs of values stand at each of the places, equal ones too. */
function countPairs(context: Context, root: PathNode, counts: Map<PathNode, number>): ReadonlyMap<PathNode, number> {
  const silent: Context = { ...context, found: new Map(), proposals: new Map() };
  walkPairs(context.pair, root, {
    wantsSame: () => true,
    values: (_a, _b, place) => {
      const node = nodeAt(place);
      const count = counts.get(node);
      if (count !== undefined) counts.set(node, count + 1);
    },
    elements: (array) => pairElements(silent, array),
    loneKey: () => undefined,
    reordered: () => undefined,
  });
  return counts;
}
