import { ANY_ELEMENT } from '../../json/index.ts';
import { asDifference, type Difference, inPathOrder } from '../difference.ts';
import type { ValueDifference } from './difference.ts';

/**
 * What the values tier adds to what the shape tier has found between the same two answers, so that one fault is one
 * difference. Left out are missing keys and other kinds at or below a place the shape tier names, and other values
 * exactly there or in a debug trace. An object with a repeated key speaks of its own keys only.
 *
 * @param shape its paths may have `*` for keys of maps too
 * @returns in path order
 */
export function besideShape(values: readonly ValueDifference[], shape: readonly Difference[]): Difference[] {
  const judged = shape.map(({ rule, path }) => ({ rule, tokens: path.split('/') }));
  const isJudged = ({ facet, path }: ValueDifference): boolean => {
    const tokens = path.split('/');
    return judged.some(({ rule, tokens: place }) => {
      const isAtPlace = place.length === tokens.length;
      const coversBelow = facet === 'kind' || facet === 'presence' || rule === 'debug-trace';
      const isNear = rule !== 'duplicate-key' || tokens.length <= place.length + 1;
      return (isAtPlace || (coversBelow && isNear)) && begins(tokens, place);
    });
  };
  const rest = values.filter((value) => !isJudged(value));
  return inPathOrder(rest.map(asDifference));
}

/** Has the shape tier named this repeated key, by the object it stands in? */
export function isKnownRepeat(
  { rule, path }: Pick<Difference, 'rule' | 'path'>,
  shape: readonly Difference[],
): boolean {
  if (rule !== 'duplicate-key') return false;
  const object = path.split('/').slice(0, -1);
  return shape.some((other) => {
    const place = other.path.split('/');
    return other.rule === rule && place.length === object.length && begins(object, place);
  });
}

const begins = (tokens: readonly string[], place: readonly string[]): boolean =>
  place.length <= tokens.length && place.every((token, index) => token === ANY_ELEMENT || token === tokens[index]);
