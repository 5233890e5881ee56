import type { Target, Tenant } from '../model/tenant.ts';
import type { ConfigProblem, Mistake } from './problem.ts';
import { dialled } from './dialled.ts';
import { evidenceMistakes } from './evidence-mistakes.ts';
import { realtimeMistakes } from './realtime-mistakes.ts';

/** What is wrong with parts that are right one by one. */
export function contradictions(tenant: Tenant, settings: Iterable<string>, file: string): readonly ConfigProblem[] {
  return [
    ...sameDeployment(tenant),
    ...sameAccount(tenant),
    ...ownPeer(tenant),
    ...realtimeMistakes(tenant),
    ...evidenceMistakes(tenant),
    ...printedSecrets(tenant, settings),
  ].map((mistake) => ({ file, ...mistake }));
}

/** Two targets that are dialled alike would be found the same, always: a comparison that cannot fail. */
function sameDeployment({ targets: [one, other] }: Tenant): readonly Mistake[] {
  if (one === undefined || other === undefined || one.standin !== undefined || other.standin !== undefined) return [];
  if (whereOf(one) !== whereOf(other)) return [];
  const says = 'is dialled exactly as targets.0 is, so a comparison of the two would prove nothing';
  return [{ at: 'targets.1', says, todo: 'give one of the two another url or a connectTo' }];
}

const whereOf = ({ url, reach: { connectTo, headers } }: Target): string => dialled(url, connectTo, headers);

const sameAccount = ({ accounts: { canary, refused } }: Tenant): readonly Mistake[] =>
  canary.identifier.toLowerCase() === refused.identifier.toLowerCase()
    ? [{ at: 'accounts.refused.identifier', says: 'is the canary; wrong passwords would lock it out' }]
    : [];

const ownPeer = ({ id, isolationPeer }: Tenant): readonly Mistake[] =>
  isolationPeer === id
    ? [{ at: 'isolationPeer', says: 'is the tenant itself; name another one, from which it must be kept apart' }]
    : [];

const printedSecrets = ({ secrets }: Tenant, settings: Iterable<string>): readonly Mistake[] =>
  [...settings]
    .filter((name) => secrets.includes(name))
    .map((name) => ({ at: '', says: `names ${name} both as a secret and as a setting, which would be printed` }));
