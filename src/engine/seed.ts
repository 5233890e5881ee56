import { createHash } from 'node:crypto';

const digest = (...parts: readonly string[]): Buffer => createHash('sha256').update(parts.join('\0')).digest();

/** The roles in the order in which they are released at a step: the same for the same seed. */
export function releaseOrder<R extends string>(seed: string, step: string, roles: readonly R[]): readonly R[] {
  const weight = (role: R): string => digest(seed, step, role).toString('hex');
  return roles.toSorted((left, right) => (weight(left) < weight(right) ? -1 : 1));
}

/** Unique for run, scenario and role: 16 hex digits. */
export const nonceOf = (runId: string, scenario: string, role: string): string =>
  digest(runId, scenario, role).toString('hex').slice(0, 16);
