import type { Members } from '../../model/shape.ts';
import type { Difference } from '../difference.ts';
import { difference, type Place } from './place.ts';

/** What Laravel adds to an error body while APP_DEBUG is on. Source: Exceptions/Handler.php, convertExceptionToArray(). */
const TRACE = ['exception', 'file', 'line', 'trace'] as const;

/** One difference for several properties, and the names it explains. */
export type Explained = { readonly differences: readonly Difference[]; readonly explains: readonly string[] };

/** Does one side show an exception, and the other not? */
export function compareTraces(place: Place, expected: Members, actual: Members): Explained {
  const [was, is] = [showsTrace(expected), showsTrace(actual)];
  if (was === is) return { differences: [], explains: [] };
  const words = TRACE.join(', ');
  const found = is
    ? difference(place, 'debug-trace', 'absent', words)
    : difference(place, 'debug-trace-gone', words, 'absent');
  return { differences: [found], explains: TRACE };
}

const showsTrace = ({ properties }: Members): boolean =>
  Object.hasOwn(properties, 'exception') && (Object.hasOwn(properties, 'trace') || Object.hasOwn(properties, 'file'));
