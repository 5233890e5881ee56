import type { Target, Tenant } from '../model/tenant.ts';
import type { ConfigProblem } from './problem.ts';

/** What is wrong with parts that are right one by one. */
export function contradictions(tenant: Tenant, settings: Iterable<string>, file: string): readonly ConfigProblem[] {
  return [...sameDeployment(tenant), ...sameAccount(tenant), ...printedSecrets(tenant, settings)].map((mistake) => ({
    file,
    ...mistake,
  }));
}

type Mistake = Omit<ConfigProblem, 'file'>;

/** Two targets that are dialled alike would be found the same, always: a comparison that cannot fail. */
function sameDeployment({ targets: [one, other] }: Tenant): readonly Mistake[] {
  if (one === undefined || other === undefined || one.standin !== undefined || other.standin !== undefined) return [];
  if (dialled(one) !== dialled(other)) return [];
  const says = 'is dialled exactly as targets.0 is, so a comparison of the two would prove nothing';
  return [{ at: 'targets.1', says, todo: 'give one of the two another url or a connectTo' }];
}

const DEFAULT_PORT: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** Where a connection goes and what it asks for; a gateway may route by a header too. */
function dialled({ url, reach: { connectTo, headers } }: Target): string {
  if (!URL.canParse(url)) return JSON.stringify([url, connectTo, headers]);
  const { protocol, hostname, port } = new URL(url);
  const at = connectTo?.host.toLowerCase() ?? hostname;
  const atPort = String(connectTo?.port ?? (port === '' ? DEFAULT_PORT[protocol] : port));
  return JSON.stringify([url, at, atPort, headers]);
}

const sameAccount = ({ accounts: { canary, refused } }: Tenant): readonly Mistake[] =>
  canary.identifier.toLowerCase() === refused.identifier.toLowerCase()
    ? [{ at: 'accounts.refused.identifier', says: 'is the canary; wrong passwords would lock it out' }]
    : [];

const printedSecrets = ({ secrets }: Tenant, settings: Iterable<string>): readonly Mistake[] =>
  [...settings]
    .filter((name) => secrets.includes(name))
    .map((name) => ({ at: '', says: `names ${name} both as a secret and as a setting, which would be printed` }));
