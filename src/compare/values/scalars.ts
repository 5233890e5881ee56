import { KIND, lexemeAt, stringAt } from '../../json/index.ts';
import { sameDouble, sameNumber } from '../pair/number.ts';
import { type Pair, sameKind, sameLexeme } from '../pair/pair.ts';
import type { PathNode } from '../pair/path.ts';
import { nodeAt, type Place } from '../pair/walk.ts';
import { type Context, report } from './context.ts';
import type { Facet } from './difference.ts';
import { isAmong } from './foreign-hosts.ts';
import { forgives, identifyHere } from './forgive.ts';
import { scalarText } from './pattern.ts';
import { showValue, tellApart } from './show-value.ts';
import { compareStrings } from './strings.ts';
import { hoursBetween, instantOf } from './timestamps.ts';
import { classOfNumber, classOfText, isIdentifier } from './value-class.ts';

/** Two values that are not both arrays or both objects. */
export function compareScalars(context: Context, a: number, b: number, place: Place): void {
  const { reference, candidate } = context.pair;
  const kind = reference.kinds[a]!;
  if (!sameKind(kind, candidate.kinds[b]!)) differs(context, [a, b], nodeAt(place), 'kind');
  else if (sameLexeme(context.pair, a, b)) noteSame(context, a, b, place);
  else if (kind === KIND.string) {
    if (!compareStrings(context, [a, b], nodeAt(place))) differs(context, [a, b], nodeAt(place), 'value');
  } else if (kind === KIND.number) compareNumbers(context, a, b, nodeAt(place));
  else differs(context, [a, b], nodeAt(place), 'value');
}

/** Equal texts say nothing, unless one names the other target's host, or is an identifier that others must follow. */
export const wantsSame = (context: Context, a: number): boolean =>
  namesForeignHost(context, a) || isLikeIdentifier(context.pair, a);

const namesForeignHost = ({ pair: { reference }, foreign }: Context, a: number): boolean =>
  foreign.length > 0 && isAmong(foreign, reference.starts[a]!, reference.ends[a]!);

function noteSame(context: Context, a: number, b: number, place: Place): void {
  if (context.pair.reference.kinds[a] !== KIND.string) return;
  if (namesForeignHost(context, a)) compareStrings(context, [a, b], nodeAt(place));
  if (!isLikeIdentifier(context.pair, a)) return;
  const valueClass = classOfText(stringAt(context.pair.reference, a));
  if (isIdentifier(valueClass)) identifyHere(context, valueClass, { a, b, node: nodeAt(place) });
}

const DASH = 0x2d;

/** By its length, quotes included: 36 characters with a dash after the eighth (UUID), or 26 (ULID). */
function isLikeIdentifier({ reference }: Pair, a: number): boolean {
  const start = reference.starts[a]!;
  const length = reference.ends[a]! - start;
  return length === 28 || (length === 38 && reference.bytes[start + 9] === DASH);
}

function compareNumbers(context: Context, a: number, b: number, node: PathNode): void {
  const one = lexemeAt(context.pair.reference, a);
  const other = lexemeAt(context.pair.candidate, b);
  if (sameNumber(one, other)) return;
  if (areNoiseDigits(one, other)) {
    const rule = one.length < other.length ? 'float-digits-grew' : 'float-digits-shrank';
    report(context, node, { rule, facet: 'value', side: 'reference', entry: a }, () => [one, other]);
    return;
  }
  const hours = hoursOfEpochs(one, other);
  if (hours !== undefined) {
    const shown = [one, `${other} (${hours > 0 ? '+' : ''}${hours} h)`] as const;
    report(context, node, { rule: 'timestamps-shifted', facet: 'value', side: 'reference', entry: a }, () => shown);
  } else if (!forgives(context, { a, b, node })) differs(context, [a, b], node, 'value');
}

const SIGNIFICANT_DIGITS = 15;
const EPSILON = 1e-12;

/** `123.32` and `123.31999999999999`: the same to twelve digits, and one has more of them than a double can promise. */
function areNoiseDigits(one: string, other: string): boolean {
  if (sameDouble(one, other)) return true;
  const longest = one.length > other.length ? one : other;
  if (!longest.includes('.') || longest.replaceAll(/\D/gu, '').length < SIGNIFICANT_DIGITS) return false;
  const [a, b] = [Number(one), Number(other)];
  return Math.abs(a - b) <= EPSILON * Math.max(Math.abs(a), Math.abs(b));
}

function hoursOfEpochs(one: string, other: string): number | undefined {
  const valueClass = classOfNumber(one);
  if (classOfNumber(other) !== valueClass) return undefined;
  const [a, b] = [instantOf(one, valueClass), instantOf(other, valueClass)];
  return a === undefined || b === undefined ? undefined : hoursBetween(a, b);
}

/** The targets hold other data. */
function differs(context: Context, [a, b]: readonly [number, number], node: PathNode, facet: Facet): void {
  const { pair, hosts } = context;
  report(context, node, { rule: 'data-differs', facet, side: 'reference', entry: a }, () => {
    const one = showValue(pair.reference, a, hosts.reference);
    const other = showValue(pair.candidate, b, hosts.candidate);
    return tellApart(one, other, [scalarText(pair.reference, a), scalarText(pair.candidate, b)]);
  });
}
