import type { ConfigProblem, LoadedTenant } from '../config/index.ts';
import type { Result } from '../model/result.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Role, Secrets, Tenant } from '../model/tenant.ts';
import { missingForTargets } from '../config/index.ts';
import { isSelected, whyNot } from '../engine/plan.ts';
import { err, ok } from '../model/result.ts';

/** Its targets can be dialled; secrets of its accounts may be missing, since nobody signs in there. */
export type Peer = { readonly tenant: Tenant; readonly secrets: Secrets };

type Problems = readonly ConfigProblem[];

/** Reads one tenant of the home. */
export type ReadTenant = (id: string, allowMissing: boolean) => Result<LoadedTenant, Problems>;

type Selected = { readonly scenario?: readonly string[]; readonly target?: Role };

/**
 * The isolation peer of a tenant.
 *
 * @returns undefined when nothing that will run opens its sockets: then a run needs nothing of another tenant; or
 *   everything that keeps them from being opened
 */
export function peerOf(
  tenant: Tenant,
  scenarios: readonly Scenario[],
  { scenario: globs = [], target }: Selected,
  read: ReadTenant,
): Result<Peer | undefined, Problems> {
  const roles = tenant.targets.map(({ role }) => role).filter((role) => target === undefined || role === target);
  const isOpened = scenarios
    .filter(({ id, needs }) => needs?.includes('isolation-peer') === true && isSelected(id, globs))
    .some((scenario) => whyNot(tenant, roles, scenario) === undefined);
  const { id, isolationPeer } = tenant;
  return isOpened && isolationPeer !== undefined ? readPeer(isolationPeer, read, { id, roles }) : ok(undefined);
}

type Asking = { readonly id: string; readonly roles: readonly Role[] };

function readPeer(id: string, read: ReadTenant, asking: Asking): Result<Peer, Problems> {
  const lenient = read(id, true);
  if (!lenient.ok) return lenient;
  const { tenant, secrets, missing } = lenient.value;
  const needed = missingForTargets(tenant, missing);
  const strict = needed.length === 0 ? lenient : read(id, false);
  const problems = [
    ...asking.roles.flatMap((role) => noSocket(tenant, asking.id, role)),
    ...(strict.ok ? [] : strict.error.filter(({ at }) => needed.includes(at))),
  ];
  return problems.length > 0 ? err(problems) : ok({ tenant, secrets });
}

function noSocket({ id, targets }: Tenant, of: string, role: Role): readonly ConfigProblem[] {
  if (targets.some((target) => target.role === role && target.realtime !== undefined)) return [];
  const says = `names no realtime of a ${role}, from which ${of} must be kept apart`;
  return [{ file: `tenant "${id}"`, at: '', says, todo: `name another isolationPeer in the file of ${of}` }];
}
