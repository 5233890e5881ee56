import { type JsonDocument, keyAt } from '../../json/index.ts';
import { childPath, rootPath } from '../pair/path.ts';
import { type Containers, type LoneKey, walkPairs } from '../pair/walk.ts';
import { type Context, differencesIn, newContext, report } from './context.ts';
import type { ValuesComparison } from './difference.ts';
import { pairElements } from './elements.ts';
import type { ValuesPolicy } from './policy.ts';
import { compareScalars, wantsSame } from './scalars.ts';
import { settleShifts } from './shifts.ts';
import { showValue } from './show-value.ts';

/**
 * Compares what two live answers say, once all that belongs to the target itself is taken away.
 *
 * Own origins become a symbol while scheme, port and path stay checked; identifiers may differ as long as what is
 * equal on one side is equal on the other; key order and spelling say nothing (the bytes tier sees them). What is left
 * is `data-differs`: other data, never drift and never the same. Linear in both documents, without recursion.
 */
export function compareValues(
  reference: JsonDocument,
  candidate: JsonDocument,
  policy: ValuesPolicy,
): ValuesComparison {
  const context = newContext(reference, candidate, policy);
  const root = rootPath();
  walkPairs(context.pair, root, {
    wantsSame: (a) => wantsSame(context, a),
    values: (a, b, place) => compareScalars(context, a, b, place),
    elements: (array) => pairElements(context, array),
    loneKey: (lone, object) => reportLoneKey(context, lone, object),
    reordered: () => undefined,
  });
  settleShifts(context, root);
  const { proposals, used, forgiven } = context;
  return { differences: differencesIn(context), proposals: [...proposals.values()], used: [...used], forgiven };
}

function reportLoneKey(context: Context, { what, side, key }: LoneKey, { node }: Containers): void {
  const document = context.pair[side];
  const other = what === 'repeated' ? 'once less' : 'absent';
  const place = childPath(node, keyAt(document, key));
  report(context, place, { rule: 'data-differs', facet: 'presence', side, entry: key }, () => {
    const shown = showValue(document, key + 1, context.hosts[side]);
    return side === 'reference' ? [shown, other] : [other, shown];
  });
}
