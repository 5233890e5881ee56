import { type Ancestry, ancestryOf, type JsonDocument, pointerFrom } from '../../json/index.ts';
import type { RuleId } from '../../model/rules.ts';
import { type Pair, pairOf } from '../pair/pair.ts';
import { pathText, type PathNode } from '../pair/path.ts';
import type { Facet, ValueDifference } from './difference.ts';
import { type Indexed, indexed } from './element-keys.ts';
import { type Hashes, hashesOf } from './hashes.ts';
import { type Identities, newIdentities } from './identities.ts';
import { foreignHosts } from './foreign-hosts.ts';
import { type HostTables, hostTables } from './origins.ts';
import { type Matcher, matcherOf } from './pattern.ts';
import type { ArrayPolicy, Nonces, ValuesPolicy } from './policy.ts';

/** One comparison while it runs. */
export type Context = {
  readonly pair: Pair;
  readonly reference: Indexed;
  readonly candidate: Indexed;
  readonly hosts: HostTables;
  /** Where the reference's text names a host that is the other side's: there, equal texts can be wrong. */
  readonly foreign: Int32Array;
  readonly nonces: Nonces | undefined;
  readonly arrays: ReadonlyMap<string, ArrayPolicy>;
  readonly forgiving: ReadonlyMap<string, readonly Forgiving[]>;
  readonly identities: Identities;
  readonly found: Map<PathNode, Found[]>;
  readonly proposals: Map<string, ArrayPolicy>;
  readonly used: Set<string>;
  forgiven: number;
  /** Made when the first array needs them. */
  hashes: Hashes | undefined;
};

/** A noise rule (with its id) or a volatile value, compiled. */
export type Forgiving = {
  readonly id: string | undefined;
  readonly identity: string | undefined;
  readonly matches: Matcher;
};

export type Found = {
  readonly rule: RuleId;
  readonly facet: Facet;
  readonly side: 'reference' | 'candidate';
  readonly entry: number;
  readonly shown: readonly [reference: string, candidate: string];
  count: number;
};

export function newContext(reference: JsonDocument, candidate: JsonDocument, policy: ValuesPolicy): Context {
  const hosts = hostTables(policy.origins);
  return {
    pair: pairOf(reference, candidate),
    reference: indexed(reference),
    candidate: indexed(candidate),
    hosts,
    foreign: foreignHosts(reference, candidate, hosts),
    nonces: policy.nonces,
    arrays: new Map((policy.arrays ?? []).map((array) => [array.path, array])),
    forgiving: forgivingByPath(policy),
    identities: policy.identities ?? newIdentities(),
    found: new Map(),
    proposals: new Map(),
    used: new Set(),
    forgiven: 0,
    hashes: undefined,
  };
}

function forgivingByPath({ noise = [], volatile = [] }: ValuesPolicy): Map<string, Forgiving[]> {
  const byPath = new Map<string, Forgiving[]>();
  const add = (path: string, forgiving: Forgiving): unknown =>
    byPath.set(path, [...(byPath.get(path) ?? []), forgiving]);
  for (const { id, path, pattern, identity } of noise) add(path, { id, identity, matches: matcherOf(pattern) });
  for (const { path, pattern } of volatile)
    add(path, { id: undefined, identity: undefined, matches: matcherOf(pattern) });
  return byPath;
}

export const hashesIn = (context: Context): Hashes => (context.hashes ??= hashesOf(context.pair, context.hosts));

/** Notes a difference; its sides are made only for the first of a rule, facet and path. */
export function report(
  context: Context,
  node: PathNode,
  what: Pick<Found, 'rule' | 'facet' | 'side' | 'entry'>,
  shown: () => readonly [reference: string, candidate: string],
): void {
  const here = context.found.get(node) ?? [];
  if (here.length === 0) context.found.set(node, here);
  const same = here.find(({ rule, facet }) => rule === what.rule && facet === what.facet);
  if (same === undefined) here.push({ ...what, shown: shown(), count: 1 });
  else same.count++;
}

/** In document order of the first places; what only the candidate has comes last. */
export function differencesIn({ pair, found }: Context): ValueDifference[] {
  if (found.size === 0) return [];
  const ancestries: Partial<Record<Found['side'], Ancestry>> = {};
  return [...found]
    .flatMap(([node, here]) => here.map((one) => ({ node, ...one })))
    .sort((one, other) => compareSides(one.side, other.side) || one.entry - other.entry)
    .map(({ node, rule, facet, side, entry, shown, count }) => ({
      rule,
      facet,
      path: pathText(node),
      pointer: pointerFrom(pair[side], (ancestries[side] ??= ancestryOf(pair[side])), entry),
      reference: shown[0],
      candidate: shown[1],
      count,
    }));
}

const compareSides = (one: string, other: string): number =>
  Number(one === 'candidate') - Number(other === 'candidate');
