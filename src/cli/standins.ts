import type { Secrets, Target, Tenant } from '../model/tenant.ts';
import type { Loaded } from './load.ts';
import { randomBytes } from 'node:crypto';
import { passwordsToMake } from '../config/index.ts';

/** A tenant whose targets all have an address. */
export type Started = {
  readonly tenant: Tenant;
  readonly secrets: Secrets;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Starts the targets that are stand-ins, on free ports, with passwords made for this run. Others stay as they are. */
export async function startStandins({ tenant, secrets }: Pick<Loaded, 'tenant' | 'secrets'>): Promise<Started> {
  if (tenant.targets.every(({ standin }) => standin === undefined)) {
    return { tenant, secrets, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const { startStandin, expandDrifts } = await import('../../testbed/standin/start.ts');
  const known = new Map([...passwordsToMake(tenant).map((name) => [name, randomPassword()] as const), ...secrets]);
  await using stack = new AsyncDisposableStack();
  const { canary, refused } = tenant.accounts;
  const accounts = {
    canary: { email: canary.identifier, password: known.get(canary.password) ?? '' },
    refused: { email: refused.identifier },
  };
  const start = async (target: Target): Promise<Target> => {
    if (target.standin === undefined) return target;
    const running = stack.use(await startStandin({ accounts, drifts: expandDrifts(target.standin.drifts) }));
    return { ...target, url: running.url };
  };
  const targets = await Promise.all(tenant.targets.map(start));
  const owned = stack.move();
  return { tenant: { ...tenant, targets }, secrets: known, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const randomPassword = (): string => randomBytes(18).toString('base64url');
