import type { PathNode } from '../pair/path.ts';
import { pathText } from '../pair/path.ts';
import { type Context, report } from './context.ts';
import { identify } from './identities.ts';
import { scalarText } from './pattern.ts';
import { classAt, isIdentifier } from './value-class.ts';

/** Two scalars at one place. */
export type Here = { readonly a: number; readonly b: number; readonly node: PathNode };

/**
 * Is this difference forgiven: by a noise rule or as a value that is volatile here, because both sides fit its
 * pattern? Identifiers are then followed: what was equal must stay equal.
 */
export function forgives(context: Context, here: Here): boolean {
  if (context.forgiving.size === 0) return false;
  const { reference, candidate } = context.pair;
  const rule = context.forgiving
    .get(pathText(here.node))
    ?.find(({ matches }) => matches(reference, here.a) && matches(candidate, here.b));
  if (rule === undefined) return false;
  if (rule.id !== undefined) context.used.add(rule.id);
  context.forgiven++;
  const valueClass = classAt(reference, here.a);
  const name = rule.identity ?? (isIdentifier(valueClass) ? valueClass : undefined);
  if (name !== undefined) identifyHere(context, name, here);
  return true;
}

/** Follows an identifier, and reports when it contradicts an earlier place. */
export function identifyHere(context: Context, name: string, { a, b, node }: Here): void {
  const { reference, candidate } = context.pair;
  const texts = [scalarText(reference, a), scalarText(candidate, b)] as const;
  const broken = identify(context.identities, name, texts, node);
  if (broken === undefined) return;
  const same = `the same as ${broken.firstPath || 'the whole'}`;
  report(context, node, { rule: 'identity-broken', facet: 'value', side: 'reference', entry: a }, () =>
    broken.side === 'reference' ? [same, 'another'] : ['another', same],
  );
}
