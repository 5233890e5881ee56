import type { Outcome } from '../model/outcome.ts';
import type { Role } from '../model/tenant.ts';

/**
 * What a target said it runs: the value of the header in its answers.
 *
 * @returns nothing when it does not say; all values, joined by ` and `, when it says several: a deployment under way
 */
export function revisionOf(role: Role, outcomes: readonly Outcome[], header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const wanted = header.toLowerCase();
  const said = outcomes
    .filter((outcome) => outcome.role === role)
    .flatMap(({ steps }) => steps)
    .flatMap(({ observation }) => observation?.response.headers ?? [])
    .filter(([name]) => name.toLowerCase() === wanted)
    .map(([, value]) => value);
  return said.length === 0 ? undefined : [...new Set(said)].sort().join(' and ');
}
