import type { PemFile, SecretName, Secrets, Tenant } from '../model/tenant.ts';
import type { Env } from './env.ts';
import { keyMistake } from './pem.ts';
import type { ConfigProblem } from './problem.ts';
import { ENVIRONMENT } from './problem.ts';
import { valueOf } from './setting.ts';

/** A shorter one would be found by chance in harmless text, and redacting it would shred the report. */
export const SHORTEST_SECRET = 8;

/** The values the environment has for the tenant's secrets. */
export function readSecrets({ secrets }: Tenant, env: Env): Secrets {
  const pairs = secrets.map((name) => [name, valueOf(env, name)] as const);
  return new Map(pairs.filter((pair): pair is [SecretName, string] => pair[1] !== undefined));
}

/** Every secret that cannot be used as it is. No problem says anything of its value. */
export function secretMistakes({ targets }: Tenant, secrets: Secrets): readonly ConfigProblem[] {
  const certificates = targets.flatMap(({ reach }) => reach.clientCertificate ?? []);
  const certificateOf = new Map(certificates.map(({ key, certificate }) => [key, certificate]));
  return [...secrets].flatMap(([name, value]) => {
    const says = secretMistake(value, certificateOf.get(name));
    return says === undefined ? [] : [{ file: ENVIRONMENT, at: name, says }];
  });
}

function secretMistake(value: string, certificate: PemFile | undefined): string | undefined {
  if (value.trim().length < SHORTEST_SECRET) {
    return `is a secret of fewer than ${SHORTEST_SECRET} characters; it could not be kept out of reports`;
  }
  if (certificate !== undefined) return certificate.pem === '' ? undefined : keyMistake(value, certificate);
  return /[\r\n]/.test(value) ? 'holds a line break; a secret other than a key is one line' : undefined;
}
