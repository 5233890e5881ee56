import type { Secrets, Tenant } from '../model/tenant.ts';
import type { ConfigProblem } from './problem.ts';
import { gateSecrets } from '../model/gate.ts';
import { ENVIRONMENT } from './problem.ts';
import { placeholder } from './setting.ts';

/**
 * What the environment lacks for a run of the tenant, sorted.
 *
 * Secrets of the gate are not missing: only `parity gate` needs them, and asks for them. Passwords of a tenant of stand-ins alone are not missing: whoever starts them makes them up.
 *
 * @param lacking names of settings without a value
 */
export function missingNames(tenant: Tenant, lacking: ReadonlySet<string>, secrets: Secrets): readonly string[] {
  const notNeeded = new Set([
    ...passwordsToMake(tenant),
    ...(tenant.gate === undefined ? [] : gateSecrets(tenant.gate)),
  ]);
  const absent = tenant.secrets.filter((name) => !secrets.has(name) && !notNeeded.has(name));
  return [...new Set([...lacking, ...absent])].sort();
}

/** Names of passwords that whoever starts the stand-ins may choose: no target of the tenant is outside our hands. */
export function passwordsToMake({ targets, accounts }: Tenant): readonly string[] {
  const areAllOurs = targets.every(({ standin }) => standin !== undefined);
  return areAllOurs ? [...new Set(Object.values(accounts).map(({ password }) => password))] : [];
}

/** @param written the parsed file; only used to say what the name is for */
export function missingProblem(name: string, written: unknown, file: string): ConfigProblem {
  const places = [...placesOf(written, [name, placeholder(name)], [])];
  return {
    file: ENVIRONMENT,
    at: name,
    says: `is not set; ${file} needs it for ${places.join(', ')}`,
    todo: 'export it, or write it into .env (.env.example lists every name); --list needs none of them',
  };
}

export const isPlaceholder = (text: string, lacking: ReadonlySet<string>): boolean =>
  [...lacking].some((name) => placeholder(name) === text);

function* placesOf(value: unknown, wanted: readonly string[], path: readonly string[]): Generator<string> {
  if (typeof value === 'string' && wanted.includes(value)) yield path.join('.');
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* placesOf(inner, wanted, [...path, key]);
}
