import type { Secrets, Tenant } from '../../model/tenant.ts';
import { lookup } from 'node:dns/promises';
import { wire } from '../wire.ts';
import type { DoctorDeps } from './check.ts';
import { lackingFor } from './lacking.ts';

/**
 * The real world, for the targets whose settings are there. Disposing it closes every connection.
 *
 * @param missing names of settings and secrets that are not set
 */
export function doctorDeps(tenant: Tenant, secrets: Secrets, missing: readonly string[]): DoctorDeps & AsyncDisposable {
  const targets = tenant.targets.filter((target) => lackingFor(target, missing).length === 0);
  return {
    ...wire({ tenant: { ...tenant, targets }, secrets }),
    missing,
    lookup: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
    now: Date.now,
  };
}
