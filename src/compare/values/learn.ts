import type { JsonDocument } from '../../json/index.ts';
import { isNumber, type Pair, sameKind, sameLexeme } from '../pair/pair.ts';
import { childPath, pathText, type PathNode, rootPath } from '../pair/path.ts';
import { nodeAt, walkPairs } from '../pair/walk.ts';
import { newContext } from './context.ts';
import { pairElements } from './elements.ts';
import { digitsMasked, samePattern, scalarText } from './pattern.ts';
import type { ArrayPolicy, Pattern, VolatileValue } from './policy.ts';
import { classAt } from './value-class.ts';

export type Learnt = {
  /** Values that changed, each with the pattern both answers fit. */
  readonly volatile: readonly VolatileValue[];
  /**
   * Places whose kind, format, keys, elements or order changed: the target disagrees with itself, and no noise may
   * hide it. Sorted.
   */
  readonly unstable: readonly string[];
};

/** What changes when one target is asked the same again. Both answers are of that target. Linear. */
export function learnVolatile(first: JsonDocument, again: JsonDocument, arrays: readonly ArrayPolicy[] = []): Learnt {
  const context = newContext(first, again, { origins: { reference: [], candidate: [] }, arrays });
  const volatile: PatternsByPath = new Map();
  const unstable = new Set<PathNode>();
  walkPairs(context.pair, rootPath(), {
    values: (a, b, place) => {
      const isOtherKind = !sameKind(first.kinds[a]!, again.kinds[b]!);
      if (!isOtherKind && sameLexeme(context.pair, a, b)) return;
      const pattern = isOtherKind ? undefined : patternOf(context.pair, a, b);
      if (pattern === undefined) unstable.add(nodeAt(place));
      else learn(volatile, pathText(nodeAt(place)), pattern);
    },
    elements: (array) => pairElements(context, array),
    loneKey: ({ side, key }, { node }) => {
      const { keys, links } = context.pair[side];
      unstable.add(childPath(node, keys[links[key]!]!));
    },
    reordered: () => undefined,
  });
  const places = [...unstable, ...context.found.keys()].map(pathText);
  return { volatile: listOf(volatile), unstable: [...new Set(places)].toSorted() };
}

type PatternsByPath = Map<string, readonly Pattern[]>;

/** What several repeats, of one target or of both, have shown. */
export function mergeVolatile(all: readonly (readonly VolatileValue[])[]): VolatileValue[] {
  const merged: PatternsByPath = new Map();
  for (const { path, pattern } of all.flat()) learn(merged, path, pattern);
  return listOf(merged);
}

const listOf = (volatile: PatternsByPath): VolatileValue[] =>
  [...volatile].flatMap(([path, patterns]) => patterns.map((pattern) => ({ path, pattern })));

function learn(volatile: PatternsByPath, path: string, pattern: Pattern): void {
  const known = volatile.get(path) ?? [];
  if (!known.some((other) => samePattern(other, pattern))) volatile.set(path, [...known, pattern]);
}

/** The same text around other digits, or a class both have; undefined when they have none in common. */
function patternOf({ reference, candidate }: Pair, a: number, b: number): Pattern | undefined {
  const one = classAt(reference, a);
  const other = classAt(candidate, b);
  if (one !== other) return isNumber(reference.kinds[a]!) ? { class: 'float' } : undefined;
  const like = digitsMasked(scalarText(reference, a));
  const isLike = one === 'text' && like.includes('#') && like === digitsMasked(scalarText(candidate, b));
  return isLike ? { like } : { class: one };
}
