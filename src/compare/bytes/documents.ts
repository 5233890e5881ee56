import { type JsonDocument, keyAt, keysOf, sizeAt } from '../../json/index.ts';
import { pairEvenly } from '../pair/elements.ts';
import { type Pair, pairOf, sameLexeme } from '../pair/pair.ts';
import { childPath, pathText, rootPath } from '../pair/path.ts';
import { shorten, showLexeme } from '../pair/show.ts';
import { type Containers, type LoneKey, nodeAt, type PairVisitor, walkPairs } from '../pair/walk.ts';
import { byteRule } from './byte-rule.ts';
import type { ByteDifference } from './difference.ts';
import { count, differencesOf, type Seen, type Tally } from './tally.ts';
import { countWhitespace } from './whitespace.ts';

/** Explains two JSON texts that are not the same bytes. For callers that have read both; see `compareBytes`. */
export function explainBytes(reference: JsonDocument, candidate: JsonDocument): ByteDifference[] {
  const pair = pairOf(reference, candidate);
  const tally: Tally = { reference, candidate, firsts: new Map() };
  if (reference.bom !== candidate.bom) count(tally, 'bytes-byte-order-mark', bomSeen(tally));
  walkPairs(pair, rootPath(), explaining(pair, tally));
  countWhitespace(tally);
  return differencesOf(tally);
}

const bomSeen = ({ reference, candidate }: Tally): Seen => ({
  entry: 0,
  offsets: [0, 0],
  path: () => '',
  shown: () => [presence(reference.bom), presence(candidate.bom)],
});

const presence = (isThere: boolean): string => (isThere ? 'present' : 'absent');

const explaining = (pair: Pair, tally: Tally): PairVisitor => ({
  values: (a, b, place) => {
    const rule = byteRule(pair, a, b);
    if (rule !== undefined)
      count(
        tally,
        rule,
        seenAt(pair, [a, b], () => pathText(nodeAt(place))),
      );
  },
  keys: (a, b, object) => {
    if (sameLexeme(pair, a, b)) return;
    count(
      tally,
      'bytes-escape',
      seenAt(pair, [a, b], () => pathText(childPath(object, keyAt(pair.reference, a)))),
    );
  },
  loneKey: (lone, object) => {
    count(tally, lone.what === 'repeated' ? 'duplicate-key' : 'bytes-value', loneSeen(pair, lone, object));
  },
  reordered: (object) => count(tally, 'bytes-key-order', orderSeen(pair, object)),
  elements: (array) => {
    if (sizeAt(pair.reference, array.a) !== sizeAt(pair.candidate, array.b)) {
      count(
        tally,
        'bytes-value',
        seenAt(pair, [array.a, array.b], () => pathText(array.node)),
      );
    }
    return pairEvenly(pair, array);
  },
});

type Entries = readonly [a: number, b: number];

const offsetsOf = ({ reference, candidate }: Pair, [a, b]: Entries): readonly [number, number] => [
  reference.starts[a]!,
  candidate.starts[b]!,
];

/** Shows both from their first byte that differs, so that a long text does not hide it. */
const seenAt = (pair: Pair, entries: Entries, path: () => string): Seen => ({
  entry: entries[0],
  offsets: offsetsOf(pair, entries),
  path,
  shown: () => [showLexeme(pair.reference, entries[0]), showLexeme(pair.candidate, entries[1])],
});

function loneSeen(pair: Pair, { what, side, key }: LoneKey, { a, b, node }: Containers): Seen {
  const document = pair[side];
  const name = keyAt(document, key);
  const shown = showLexeme(document, key + 1);
  const other = what === 'repeated' ? 'absent here' : 'absent';
  const isReference = side === 'reference';
  const offsets = offsetsOf(pair, [isReference ? key : a, isReference ? b : key]);
  return {
    ...(isReference ? { entry: key } : { entry: a, key: name }),
    offsets,
    path: () => pathText(childPath(node, name)),
    shown: () => (isReference ? [shown, other] : [other, shown]),
  };
}

const orderSeen = (pair: Pair, { a, b, node }: Containers): Seen => ({
  entry: a,
  offsets: offsetsOf(pair, [a, b]),
  path: () => pathText(node),
  shown: () => [keyList(pair.reference, a), keyList(pair.candidate, b)],
});

const keyList = (document: JsonDocument, object: number): string =>
  shorten([...keysOf(document, object).take(20)].map((key) => keyAt(document, key)).join(', '));
