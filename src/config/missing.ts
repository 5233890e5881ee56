import type { Secrets, Tenant } from '../model/tenant.ts';
import type { ConfigProblem } from './problem.ts';
import { gateSecrets } from '../model/gate.ts';
import { ENVIRONMENT } from './problem.ts';
import { placeholder } from './setting.ts';

/**
 * What the environment lacks for a run of the tenant, sorted.
 *
 * Secrets of the gate are not missing: only `parity gate` needs them, and asks for them. Nor are those of a tenant of
 * stand-ins alone: whoever starts them makes them up.
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

/**
 * Names of secrets that whoever starts the stand-ins may choose: no target of the tenant is outside our hands. A key
 * must fit its certificate and is not among them.
 */
export function passwordsToMake({ targets, secrets }: Tenant): readonly string[] {
  if (targets.some(({ standin }) => standin === undefined)) return [];
  const keys = new Set(targets.map(({ reach }) => reach.clientCertificate?.key));
  return secrets.filter((name) => !keys.has(name));
}

/**
 * Those of the missing names without which the targets cannot be dialled and asked: whoever only listens beside a
 * tenant needs none of its accounts.
 */
export function missingForTargets({ targets }: Tenant, missing: readonly string[]): readonly string[] {
  return missing.filter((name) => [...placesOf(targets, [name, placeholder(name)], [])].length > 0);
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
