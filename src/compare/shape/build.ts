import type { KeyClass, Shape } from '../../model/shape.ts';
import { after, type JsonDocument, keyAt, keysOf, KIND, kindAt, readJson, sizeAt, stringAt } from '../../json/index.ts';
import {
  arrayOf,
  childOf,
  type Counter,
  finish,
  increment,
  type MembersCounter,
  newCounter,
  newMembers,
  objectOf,
} from './counters.ts';
import { discriminatorRank, isVariantName } from './discriminator.ts';
import { formatAt, numberClassAt } from './fast-formats.ts';
import { keyClass } from './key-classes.ts';

/** What lies deeper than this many containers is counted as a container, without what it holds. */
export const DEEPEST = 300;

/** A container that waits for its turn. */
type Waiting = {
  readonly entry: number;
  readonly counter: Counter;
  readonly depth: number;
  readonly isElement: boolean;
};

type Building = {
  readonly document: JsonDocument;
  readonly waiting: Waiting[];
  /** By index of the key: what was found out about it, so that each distinct key is looked at once. */
  readonly classes: (KeyClass | 'name' | undefined)[];
  readonly ranks: (number | undefined)[];
  /** By index of the key: the object it was last seen in. */
  readonly seenIn: Int32Array;
};

/** The shape of a JSON document. Linear in its length, without recursion over the input. */
export function shapeOf(document: JsonDocument): Shape {
  const root = newCounter();
  const seenIn = new Int32Array(document.keys.length).fill(-1);
  const building: Building = { document, waiting: [], classes: [], ranks: [], seenIn };
  if (!isScalarCounted(document, 0, root))
    building.waiting.push({ entry: 0, counter: root, depth: 0, isElement: false });
  for (let next = building.waiting.pop(); next !== undefined; next = building.waiting.pop()) {
    if (document.kinds[next.entry] === KIND.array) countElements(building, next);
    else countMembers(building, next);
  }
  return finish(root);
}

/** The shape of a JSON text; undefined when it is not JSON. */
export function bodyShape(text: string): Shape | undefined {
  const read = readJson(text);
  return read.ok ? shapeOf(read.document) : undefined;
}

/** False for a container, which is counted when its turn comes. */
function isScalarCounted(document: JsonDocument, entry: number, counter: Counter): boolean {
  counter.count++;
  switch (kindAt(document, entry)) {
    case KIND.null:
      counter.null++;
      return true;
    case KIND.false:
    case KIND.true:
      counter.boolean++;
      return true;
    case KIND.number:
      increment(counter.number, numberClassAt(document, entry));
      return true;
    case KIND.string:
      increment(counter.string, formatAt(document, entry));
      return true;
    default:
      return false;
  }
}

function countElements({ document, waiting }: Building, { entry, counter, depth }: Waiting): void {
  const array = arrayOf(counter);
  array.count++;
  if (sizeAt(document, entry) === 0) array.empty++;
  if (depth >= DEEPEST) return;
  const end = after(document, entry);
  for (let at = entry + 1; at < end; at = after(document, at)) {
    if (isScalarCounted(document, at, array.items)) continue;
    waiting.push({ entry: at, counter: array.items, depth: depth + 1, isElement: true });
  }
}

function countMembers(building: Building, place: Waiting): void {
  const { document, waiting } = building;
  const object = objectOf(place.counter);
  object.count++;
  if (sizeAt(document, place.entry) === 0) object.empty++;
  if (place.depth >= DEEPEST) return;
  const { variant, isDoubled } = lookThrough(building, place);
  if (isDoubled) object.duplicates++;
  const members = variant === undefined ? object : childOf(object.variants, variant, newMembers);
  if (members !== object) members.count++;
  const countMember = (key: number): void => {
    const counter = (members.byKey[document.links[key]!] ??= memberCounter(building, members, key));
    if (isScalarCounted(document, key + 1, counter)) return;
    waiting.push({ entry: key + 1, counter, depth: place.depth + 1, isElement: false });
  };
  if (isDoubled) lastOfEach(document, place.entry).forEach(countMember);
  else {
    const end = after(document, place.entry);
    for (let key = place.entry + 1; key < end; key = after(document, key + 1)) countMember(key);
  }
}

/** Which variant an element says it is, and whether a key stands twice. */
function lookThrough({ document, seenIn, ranks }: Building, { entry, isElement }: Waiting) {
  let isDoubled = false;
  let best = Infinity;
  let variant: string | undefined;
  const end = after(document, entry);
  for (let key = entry + 1; key < end; key = after(document, key + 1)) {
    const index = document.links[key]!;
    isDoubled ||= seenIn[index] === entry;
    seenIn[index] = entry;
    if (!isElement) continue;
    const rank = (ranks[index] ??= discriminatorRank(keyAt(document, key)));
    if (rank === -1 || rank >= best || document.kinds[key + 1] !== KIND.string) continue;
    const value = stringAt(document, key + 1);
    if (!isVariantName(value)) continue;
    best = rank;
    variant = `${keyAt(document, key)}=${value}`;
  }
  return { variant, isDoubled };
}

/** As JSON.parse takes them. */
function lastOfEach(document: JsonDocument, object: number): readonly number[] {
  const last = new Map<number, number>();
  for (const key of keysOf(document, object)) last.set(document.links[key]!, key);
  return [...last.values()];
}

function memberCounter({ document, classes }: Building, members: MembersCounter, key: number): Counter {
  const index = document.links[key]!;
  const known = (classes[index] ??= keyClass(keyAt(document, key)) ?? 'name');
  if (known === 'name') return childOf(members.properties, keyAt(document, key), newCounter);
  return childOf(members.keyed, known, newCounter);
}
