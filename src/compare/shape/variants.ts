import type { Members, ObjectShape } from '../../model/shape.ts';
import type { RuleId } from '../../model/rules.ts';
import type { Difference } from '../difference.ts';
import { foldVariants } from './containers.ts';
import { below, difference, type Place } from './place.ts';
import { ownValue } from './sorted-record.ts';

type Named = Readonly<Record<string, Members>>;

/** A list whose elements have different properties, depending on what one of them says. */
export type Variants = {
  readonly expected: Named;
  readonly actual: Named;
  /** All elements on one heap. */
  readonly folded: readonly [expected: Members, actual: Members];
  /** Elements that do not say what they are: how many on each side. */
  readonly unnamed: readonly [expected: number, actual: number];
};

/** More values than this are data, not variants. */
const MOST_VARIANTS = 40;

/** The variants of a list; undefined when what looks like a discriminator decides nothing. */
export function variantsOf(left: ObjectShape, right: ObjectShape): Variants | undefined {
  const { variants: expected } = left;
  const { variants: actual } = right;
  if (expected === undefined || actual === undefined) return undefined;
  if (new Set([...Object.keys(expected), ...Object.keys(actual)]).size > MOST_VARIANTS) return undefined;
  const folded = [foldVariants(left), foldVariants(right)] as const;
  const decides = new Set(Object.values(expected).map(namesOf)).size > 1 || isNewForm(expected, actual);
  return decides ? { expected, actual, folded, unnamed: [unnamed(left), unnamed(right)] } : undefined;
}

const namesOf = ({ properties, keyed }: Members): string =>
  JSON.stringify([Object.keys(properties), Object.keys(keyed)]);

/** One known form, and a value never seen that has another one. */
const isNewForm = (expected: Named, actual: Named): boolean =>
  Object.entries(actual).some(
    ([name, members]) =>
      ownValue(expected, name) === undefined &&
      !Object.values(expected).some((known) => namesOf(known) === namesOf(members)),
  );

const unnamed = ({ count, variants = {} }: ObjectShape): number =>
  count - Object.values(variants).reduce((sum, variant) => sum + variant.count, 0);

/** What one of the variants shows differently. */
type Found = { readonly name: string; readonly drift: Difference };

/** Rules that need many samples: a variant alone has few, so all variants together must say the same. */
const THIN: ReadonlySet<RuleId> = new Set<RuleId>([
  'became-null',
  'became-nullable',
  'null-became-value',
  'integer-became-float',
  'string-format-changed',
]);

/**
 * Each variant beside itself. What has become of a property in every variant that has it is said once.
 *
 * @param compare lays the members of one variant, or of all, side by side
 */
export function compareVariants(
  place: Place,
  variants: Variants,
  compare: (expected: Members, actual: Members) => Difference[],
): Difference[] {
  const found = Object.entries(variants.expected).flatMap(([name, expected]): Found[] => {
    const actual = ownValue(variants.actual, name);
    return actual === undefined ? [] : compare(expected, actual).map((drift) => ({ name, drift }));
  });
  const together = compare(...variants.folded);
  const kept = found.filter(({ drift }) => !THIN.has(drift.rule) || together.some((other) => isSame(other, drift)));
  const named = kept.map((one) => (isGeneral(place, variants, one, kept) ? one.drift : ofVariant(one)));
  return [...compareNames(place, variants), ...compareUnnamed(place, variants), ...withoutRepeats(named)];
}

const isSame = (a: Difference, b: Difference): boolean => a.rule === b.rule && a.path === b.path;

const withoutRepeats = (differences: readonly Difference[]): readonly Difference[] =>
  differences.filter((one, index) => differences.findIndex((other) => isSame(one, other)) === index);

/** Has every variant that has the property, on the side where it is, the same difference? */
function isGeneral(place: Place, variants: Variants, { drift }: Found, all: readonly Found[]): boolean {
  const having = variants[drift.rule === 'property-added' ? 'actual' : 'expected'];
  const holders = Object.entries(having).filter(
    ([name, { properties }]) =>
      Object.hasOwn(variants.expected, name) &&
      Object.hasOwn(variants.actual, name) &&
      Object.keys(properties).some((property) => below(place, property).path === drift.path),
  );
  return holders.length > 1 && all.filter((other) => isSame(other.drift, drift)).length === holders.length;
}

function ofVariant({ name, drift }: Found): Difference {
  const which = `(${name.replace('=', ' ')})`;
  if (drift.rule === 'property-removed') {
    return { ...drift, rule: 'variant-lost-property', expected: `${drift.expected} ${which}` };
  }
  if (drift.rule === 'property-added') {
    return { ...drift, rule: 'variant-gained-property', actual: `${drift.actual} ${which}` };
  }
  return drift;
}

/** Variants never seen. One that is not there this time is a matter of data. */
function compareNames(place: Place, { expected, actual }: Variants): Difference[] {
  const added = Object.keys(actual).filter((name) => !Object.hasOwn(expected, name));
  return added.length === 0 ? [] : [difference(place, 'variant-added', wordsOf(Object.keys(expected)), wordsOf(added))];
}

const wordsOf = (names: readonly string[]): string => names.map((name) => name.replace('=', ' ')).join(', ');

/** Elements that no longer say what they are. */
function compareUnnamed(place: Place, { expected, unnamed }: Variants): Difference[] {
  const [discriminator] = Object.keys(expected).map((name) => name.slice(0, name.indexOf('=')));
  if (discriminator === undefined || unnamed[0] > 0 || unnamed[1] === 0) return [];
  return [difference(below(place, discriminator), 'property-sometimes-missing', 'in every object', 'missing in some')];
}
