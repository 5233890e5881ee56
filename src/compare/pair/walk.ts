import { after, KIND } from '../../json/index.ts';
import { isContainer, type Pair, sameLexeme } from './pair.ts';
import { childPath, type PathNode } from './path.ts';

/** Which elements of two arrays belong together: entries of the reference and of the candidate, side by side. */
export type ElementPairs = {
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  /** Elements of one side only. */
  readonly missing: readonly number[];
  readonly added: readonly number[];
  /** Gives each element a path of its own, its index, in place of `*`. */
  readonly isTuple?: boolean;
};

/** Two objects or arrays that belong together, with their place. */
export type Containers = { readonly a: number; readonly b: number; readonly node: PathNode };

/** A key that the other object lacks, or has once less. */
export type LoneKey = {
  readonly what: 'missing' | 'added' | 'repeated';
  readonly side: 'reference' | 'candidate';
  readonly key: number;
};

/** What a walk over two documents meets. Entries `a` are of the reference, `b` of the candidate. */
export type PairVisitor = {
  /** Two scalars of the same bytes are passed over, unless they are strings or numbers and this says that the one of the reference matters. */
  readonly wantsSame?: (a: number) => boolean;
  /** Two values that are not both arrays or both objects. The place is made only when it is asked for. */
  readonly values: (a: number, b: number, place: Place) => void;
  /** Two spellings of one key. */
  readonly keys?: (a: number, b: number, object: PathNode) => void;
  readonly loneKey: (lone: LoneKey, object: Containers) => void;
  /** The keys both objects have stand in another order. */
  readonly reordered: (object: Containers) => void;
  readonly elements: (array: Containers) => ElementPairs;
};

/** A value's place: that of its container and the token below it. One object for a whole walk; read it at once. */
export type Place = { parent: PathNode; token: string | undefined };

export const nodeAt = ({ parent, token }: Place): PathNode => (token === undefined ? parent : childPath(parent, token));

type Walk = {
  readonly pair: Pair;
  readonly visitor: PairVisitor;
  readonly place: Place;
  readonly a: number[];
  readonly b: number[];
  readonly nodes: PathNode[];
};

/**
 * Walks two documents side by side and pairs keys by name, whatever their order. Linear, without recursion; a
 * container's scalars come before what its containers hold.
 */
export function walkPairs(pair: Pair, root: PathNode, visitor: PairVisitor): void {
  const walk: Walk = { pair, visitor, place: { parent: root, token: undefined }, a: [], b: [], nodes: [] };
  meet(walk, 0, 0);
  for (let node = walk.nodes.pop(); node !== undefined; node = walk.nodes.pop()) {
    const a = walk.a.pop()!;
    const b = walk.b.pop()!;
    const from = walk.nodes.length;
    if (pair.reference.kinds[a] === KIND.array) visitElements(walk, { a, b, node });
    else visitMembers(walk, { a, b, node });
    reverseFrom(walk, from);
  }
}

/** The stack gives the last first; children are visited in document order. */
function reverseFrom({ nodes, a, b }: Walk, from: number): void {
  for (let low = from, high = nodes.length - 1; low < high; low++, high--) {
    [nodes[low], nodes[high]] = [nodes[high]!, nodes[low]!];
    [a[low], a[high]] = [a[high]!, a[low]!];
    [b[low], b[high]] = [b[high]!, b[low]!];
  }
}

/** Two values at `walk.place`. */
function meet(walk: Walk, a: number, b: number): void {
  const kind = walk.pair.reference.kinds[a]!;
  if (!isContainer(kind) || walk.pair.candidate.kinds[b] !== kind) {
    walk.visitor.values(a, b, walk.place);
    return;
  }
  walk.nodes.push(nodeAt(walk.place));
  walk.a.push(a);
  walk.b.push(b);
}

function isPassedOver({ pair, visitor }: Walk, a: number, b: number): boolean {
  const kind = pair.reference.kinds[a]!;
  if (kind !== pair.candidate.kinds[b] || isContainer(kind) || !sameLexeme(pair, a, b)) return false;
  const isWord = kind !== KIND.string && kind !== KIND.number;
  return isWord || visitor.wantsSame?.(a) !== true;
}

function visitElements(walk: Walk, array: Containers): void {
  const pairs = walk.visitor.elements(array);
  for (let index = 0; index < pairs.a.length; index++) {
    if (isPassedOver(walk, pairs.a[index]!, pairs.b[index]!)) continue;
    walk.place.parent = array.node;
    walk.place.token = pairs.isTuple === true ? String(index) : '*';
    meet(walk, pairs.a[index]!, pairs.b[index]!);
  }
}

function visitMembers(walk: Walk, object: Containers): void {
  const { reference, candidate, shared } = walk.pair;
  const endA = after(reference, object.a);
  const endB = after(candidate, object.b);
  let keyA = object.a + 1;
  let keyB = object.b + 1;
  while (keyA < endA && keyB < endB && reference.links[keyA] === shared[candidate.links[keyB]!]) {
    meetMembers(walk, keyA, keyB, object.node);
    keyA = after(reference, keyA + 1);
    keyB = after(candidate, keyB + 1);
  }
  if (keyA < endA || keyB < endB) visitRest(walk, { object, keyA, keyB, endA, endB });
}

function meetMembers(walk: Walk, keyA: number, keyB: number, node: PathNode): void {
  const { pair, visitor, place } = walk;
  visitor.keys?.(keyA, keyB, node);
  if (isPassedOver(walk, keyA + 1, keyB + 1)) return;
  place.parent = node;
  place.token = pair.reference.keys[pair.reference.links[keyA]!]!;
  meet(walk, keyA + 1, keyB + 1);
}

/** What is left of two objects from the first two keys that differ. */
type Rest = {
  readonly object: Containers;
  readonly keyA: number;
  readonly keyB: number;
  readonly endA: number;
  readonly endB: number;
};

const PAIRED = -1;

/** Notes the candidate's keys, then looks up the reference's. */
function visitRest(walk: Walk, rest: Rest): void {
  walk.pair.serial++;
  noteDone(walk, rest);
  noteCandidate(walk, rest);
  const isReordered = lookUpReference(walk, rest);
  if (isReordered) walk.visitor.reordered(rest.object);
  const { candidate, noted, shared } = walk.pair;
  for (let key = rest.keyB; key < rest.endB; key = after(candidate, key + 1)) {
    const isLeft = noted[shared[candidate.links[key]!]!] === key;
    if (isLeft) walk.visitor.loneKey({ what: 'added', side: 'candidate', key }, rest.object);
  }
}

/** Keys paired already: seen again, they are repeated. */
function noteDone({ pair }: Walk, { object, keyA }: Rest): void {
  const { reference, noted, notedFor, serial } = pair;
  for (let key = object.a + 1; key < keyA; key = after(reference, key + 1)) {
    notedFor[reference.links[key]!] = serial;
    noted[reference.links[key]!] = PAIRED;
  }
}

function noteCandidate({ pair, visitor }: Walk, { keyB, endB, object }: Rest): void {
  const { candidate, noted, notedFor, serial, shared } = pair;
  for (let key = keyB; key < endB; key = after(candidate, key + 1)) {
    const id = shared[candidate.links[key]!]!;
    if (notedFor[id] === serial) visitor.loneKey({ what: 'repeated', side: 'candidate', key }, object);
    else {
      notedFor[id] = serial;
      noted[id] = key;
    }
  }
}

/** Visits the pairs; true when the candidate's keys of them do not follow each other. */
function lookUpReference(walk: Walk, { keyA, endA, object }: Rest): boolean {
  const { reference, noted, notedFor, serial } = walk.pair;
  let last = -1;
  let isReordered = false;
  for (let key = keyA; key < endA; key = after(reference, key + 1)) {
    const id = reference.links[key]!;
    const isKnown = notedFor[id] === serial;
    const other = isKnown ? noted[id]! : PAIRED;
    notedFor[id] = serial;
    noted[id] = PAIRED;
    if (other === PAIRED) {
      walk.visitor.loneKey({ what: isKnown ? 'repeated' : 'missing', side: 'reference', key }, object);
      continue;
    }
    isReordered ||= other < last;
    last = other;
    meetMembers(walk, key, other, object.node);
  }
  return isReordered;
}
