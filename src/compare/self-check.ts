import type { SelfCheck } from '../model/noise.ts';
import type { Observation } from '../model/observation.ts';
import type { ArrayPolicy } from '../model/tenant.ts';
import type { Difference } from './difference.ts';
import { withoutMeasures } from './any-number.ts';
import { compareAnswers, liveAnswer } from './answer.ts';
import { documentOf } from './document.ts';
import { learnVolatile } from './values/index.ts';

/**
 * One target asked twice: what may change, and where it disagrees with itself. Pure.
 *
 * @param url of the target
 */
export function checkSelf(
  first: Observation,
  again: Observation,
  { url, arrays }: { readonly url: string; readonly arrays: readonly ArrayPolicy[] },
): Pick<SelfCheck, 'volatile' | 'unstable'> {
  const found = compareAnswers(liveAnswer(first, url), liveAnswer(again, url), []);
  const [one, other] = [documentOf(first.response.body), documentOf(again.response.body)];
  if (one === undefined || other === undefined) return { volatile: [], unstable: pathsOf(found) };
  const { volatile, unstable } = learnVolatile(one, other, arrays);
  return { volatile, unstable: [...new Set([...pathsOf(withoutMeasures(found, volatile)), ...unstable])].toSorted() };
}

const pathsOf = (found: readonly Difference[]): string[] => [...new Set(found.map(({ path }) => path))].toSorted();
