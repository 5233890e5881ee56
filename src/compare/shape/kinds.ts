import type { RuleId } from '../../model/rules.ts';
import type { Shape, StringFormat } from '../../model/shape.ts';
import type { Difference } from '../difference.ts';
import { isDate } from './date-formats.ts';
import { describeKind, formatsOf, type Kind, kindsOf } from './describe.ts';
import { difference, type Place } from './place.ts';

/** A change of kind that has a name of its own. The first whose condition holds is taken. */
type Transition = {
  readonly from: Kind;
  readonly to: Kind;
  readonly rule: RuleId;
  readonly when: (expected: Shape, actual: Shape) => boolean;
};

const areAll = (formats: readonly StringFormat[], ...wanted: readonly StringFormat[]): boolean =>
  formats.every((format) => wanted.includes(format));

const isNumericText = (shape: Shape): boolean => areAll(formatsOf(shape), 'integer', 'decimal', 'empty');
const isBooleanText = (shape: Shape): boolean => areAll(formatsOf(shape), 'boolean', 'integer', 'empty');
const isInteger = ({ number }: Shape): boolean => Object.keys(number ?? {}).every((name) => name === 'integer');
const isDateText = (shape: Shape): boolean => formatsOf(shape).every(isDate);

/** `{"date":…,"timezone_type":3,"timezone":…}`, as PHP prints a date object. */
const isDateObject = ({ object }: Shape): boolean =>
  object !== undefined && Object.hasOwn(object.properties, 'timezone_type');

const TRANSITIONS: readonly Transition[] = [
  { from: 'number', to: 'string', rule: 'number-became-string', when: (_, actual) => isNumericText(actual) },
  { from: 'number', to: 'string', rule: 'date-format-changed', when: (_, actual) => isDateText(actual) },
  { from: 'string', to: 'number', rule: 'string-became-number', when: isNumericText },
  { from: 'string', to: 'number', rule: 'date-format-changed', when: isDateText },
  { from: 'boolean', to: 'number', rule: 'boolean-became-number', when: (_, actual) => isInteger(actual) },
  { from: 'number', to: 'boolean', rule: 'number-became-boolean', when: isInteger },
  { from: 'boolean', to: 'string', rule: 'boolean-became-string', when: (_, actual) => isBooleanText(actual) },
  { from: 'string', to: 'boolean', rule: 'string-became-boolean', when: isBooleanText },
  { from: 'string', to: 'object', rule: 'date-format-changed', when: (_, actual) => isDateObject(actual) },
  { from: 'object', to: 'string', rule: 'date-format-changed', when: isDateObject },
];

/** Kinds never seen before, arrays beside objects apart: one difference for each. */
export function compareKinds(place: Place, expected: Shape, actual: Shape): Difference[] {
  const known = kindsOf(expected);
  const seen = kindsOf(actual);
  const lost = known.filter((kind) => !seen.includes(kind));
  return seen
    .filter((kind) => !known.includes(kind) && !isContainerPair(known, kind))
    .map((to) => changeOf(place, { expected, actual, to, froms: lost.length > 0 ? lost : known }));
}

const isContainerPair = (known: readonly Kind[], kind: Kind): boolean =>
  (kind === 'array' && known.includes('object')) || (kind === 'object' && known.includes('array'));

type Change = {
  readonly expected: Shape;
  readonly actual: Shape;
  readonly froms: readonly Kind[];
  readonly to: Kind;
};

function changeOf(place: Place, { expected, actual, froms, to }: Change): Difference {
  const named = TRANSITIONS.find(
    (transition) => froms.includes(transition.from) && transition.to === to && transition.when(expected, actual),
  );
  const from = named === undefined ? froms : [named.from];
  const was = from.map((kind) => describeKind(expected, kind)).join(' or ');
  return difference(place, named?.rule ?? 'kind-changed', was, describeKind(actual, to));
}
