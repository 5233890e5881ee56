import { stringAt } from '../../json/index.ts';
import type { RuleId } from '../../model/rules.ts';
import { pathTokens, type PathNode } from '../pair/path.ts';
import { shorten } from '../pair/show.ts';
import { type Context, report } from './context.ts';
import { forgives, identifyHere } from './forgive.ts';
import { isMessagePath, languageOf } from './language.ts';
import { neutralText, originRules, unsigned } from './origins.ts';
import { showValue } from './show-value.ts';
import { hoursBetween, instantOf, isJustNow } from './timestamps.ts';
import { classOfText, isDateClass, type ValueClass } from './value-class.ts';

type Sides = readonly [reference: string, candidate: string];

type Strings = {
  readonly entries: readonly [a: number, b: number];
  readonly node: PathNode;
  readonly texts: Sides;
  readonly classes: readonly [ValueClass, ValueClass];
};

/** Two strings whose bytes differ, or may differ in their hosts. True when the difference is explained. */
export function compareStrings(context: Context, entries: readonly [number, number], node: PathNode): boolean {
  const texts = [stringAt(context.pair.reference, entries[0]), stringAt(context.pair.candidate, entries[1])] as const;
  const { hosts, nonces } = context;
  const neutral = [
    neutralText(withoutNoise(withoutNonce(texts[0], nonces?.reference)), hosts.reference),
    neutralText(withoutNoise(withoutNonce(texts[1], nonces?.candidate)), hosts.candidate),
  ] as const;
  if (neutral[0] === neutral[1]) return true;
  const rules = originRules(...neutral);
  for (const rule of rules) explain(context, { entries, node }, rule, [shorten(neutral[0]), shorten(neutral[1])]);
  if (rules.length > 0) return true;
  const strings = { entries, node, texts, classes: [classOfText(texts[0]), classOfText(texts[1])] } as const;
  return EXPLANATIONS.some((explanation) => explanation(context, strings));
}

/** Only its own: the nonce of the other target is a message that went astray. */
const withoutNonce = (text: string, nonce: string | undefined): string =>
  nonce === undefined ? text : text.replaceAll(nonce, '<nonce>');

/** Signatures are made anew for each answer; placeholders tell the length of what they replace. */
const withoutNoise = (text: string): string =>
  unsigned(text.includes('<redacted ') ? text.replaceAll(/<redacted ([\w.-]+) \d+>/gu, '<redacted $1>') : text);

function areBothNow({ answeredAt }: Context, { texts, classes }: Strings): boolean {
  if (answeredAt === undefined || classes[0] !== classes[1]) return false;
  const one = instantOf(texts[0], classes[0]);
  const other = instantOf(texts[1], classes[1]);
  if (one === undefined || other === undefined) return false;
  return isJustNow(one, answeredAt.reference) && isJustNow(other, answeredAt.candidate);
}

type Explanation = (context: Context, strings: Strings) => boolean;

/** Tried in this order. A shift of hours comes before the noise that would hide it. */
const EXPLANATIONS: readonly Explanation[] = [
  (context, strings) => {
    if (strings.texts[0].normalize() !== strings.texts[1].normalize()) return false;
    return explain(context, strings, 'unicode-form-changed', formsOf(strings.texts));
  },
  (context, strings) => {
    const [one, other] = strings.classes;
    if (one === other || !isDateClass(one) || !isDateClass(other)) return false;
    return explain(context, strings, 'date-format-changed', [`string ${one}`, `string ${other}`]);
  },
  (context, strings) => explainShift(context, strings, 0),
  areBothNow,
  (context, strings) => {
    const { entries, node } = strings;
    if (!forgives(context, { a: entries[0], b: entries[1], node })) return false;
    return explainShift(context, strings, CLOCK_TOLERANCE_MS) || true;
  },
  (context, { entries, node, classes }) => {
    if (classes[0] !== 'jwt' || classes[1] !== 'jwt') return false;
    context.forgiven++;
    identifyHere(context, 'jwt', { a: entries[0], b: entries[1], node });
    return true;
  },
  (context, strings) => {
    if (!isMessagePath(pathTokens(strings.node))) return false;
    const [one, other] = [languageOf(strings.texts[0]), languageOf(strings.texts[1])];
    if (one === undefined || other === undefined || one === other) return false;
    return explain(context, strings, 'language-changed', [one, other]);
  },
];

/** Two targets that print the time of asking are asked at the same moment, give or take this. */
const CLOCK_TOLERANCE_MS = 10_000;

function explainShift(context: Context, strings: Strings, toleranceMs: number): boolean {
  const { texts, classes, entries } = strings;
  const one = classes[0] === classes[1] ? instantOf(texts[0], classes[0]) : undefined;
  const other = instantOf(texts[1], classes[1]);
  const hours = one === undefined || other === undefined ? undefined : hoursBetween(one, other, toleranceMs);
  if (hours === undefined) return false;
  const { reference, candidate } = context.pair;
  const shown = [showValue(reference, entries[0], new Map()), showValue(candidate, entries[1], new Map())] as const;
  return explain(context, strings, 'timestamps-shifted', [shown[0], `${shown[1]} (${hours > 0 ? '+' : ''}${hours} h)`]);
}

function explain(
  context: Context,
  { entries, node }: Pick<Strings, 'entries' | 'node'>,
  rule: RuleId,
  sides: Sides,
): true {
  report(context, node, { rule, facet: 'value', side: 'reference', entry: entries[0] }, () => sides);
  return true;
}

const formsOf = ([one, other]: Sides): Sides => [formOf(one), formOf(other)];

function formOf(text: string): string {
  if (text === text.normalize('NFC')) return 'NFC';
  return text === text.normalize('NFD') ? 'NFD' : 'mixed';
}
