import type { EvidenceSource, HeaderValue, RealtimeReach, Secrets, Target, Tenant } from '../model/tenant.ts';
import type { Standin, StandinOptions } from '../../testbed/standin/start.ts';
import type { Loaded } from './load.ts';
import type { Peer } from './peer.ts';
import { randomBytes } from 'node:crypto';
import { headersOfSource } from '../model/evidence-source.ts';
import { passwordsToMake } from '../config/index.ts';

/** A tenant whose targets all have an address, and its peer likewise. */
export type Started = Peer & {
  readonly peer?: Peer;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

type Starting = Pick<Loaded, 'tenant' | 'secrets' | 'peer'>;

/** Starts the targets that are stand-ins, on free ports, with secrets made for this run. Others stay as they are. */
export async function startStandins({ tenant, secrets, peer }: Starting): Promise<Started> {
  const all = [{ tenant, secrets }, ...(peer === undefined ? [] : [peer])];
  if (all.every(({ tenant: { targets } }) => targets.every(({ standin }) => standin === undefined))) {
    return { tenant, secrets, ...(peer && { peer }), [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const { startStandin, expandDrifts } = await import('../../testbed/standin/start.ts');
  const { memoryRelay } = await import('../../testbed/standin/reverb/relay.ts');
  // Tenants of one cluster share the Redis that joins their websocket servers.
  const relays = { reference: memoryRelay(), candidate: memoryRelay() };
  await using stack = new AsyncDisposableStack();
  const startAll = async ({ tenant, secrets }: Peer): Promise<Peer> => {
    const known = withMade(tenant, secrets);
    const start = async (target: Target): Promise<Target> => {
      if (target.standin === undefined) return target;
      const drifts = expandDrifts(target.standin.drifts);
      const options = { ...optionsFor(tenant, target, known), drifts };
      const realtime = { ...options.realtime, relay: relays[target.role] };
      return reached(target, stack.use(await startStandin({ ...options, realtime })));
    };
    return { tenant: { ...tenant, targets: await Promise.all(tenant.targets.map(start)) }, secrets: known };
  };
  const own = await startAll({ tenant, secrets });
  const beside = peer && (await startAll(peer));
  const owned = stack.move();
  return { ...own, ...(beside && { peer: beside }), [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const withMade = (tenant: Tenant, secrets: Secrets): Secrets =>
  new Map([...passwordsToMake(tenant).map((name) => [name, randomText()] as const), ...secrets]);

const randomText = (): string => randomBytes(18).toString('base64url');

function optionsFor({ accounts: { canary, refused } }: Tenant, target: Target, secrets: Secrets): StandinOptions {
  const { evidence, realtime } = target;
  const valueOf = (name: string): string => secrets.get(name) ?? '';
  const accounts = {
    canary: { email: canary.identifier, password: valueOf(canary.password) },
    refused: { email: refused.identifier },
  };
  const horizon = tokenFor(evidence, 'horizon');
  const log = tokenFor(evidence, 'schedule-log');
  return {
    accounts,
    ...(realtime?.app && {
      realtime: { app: { id: realtime.app.id, key: randomText(), secret: valueOf(realtime.app.secret) } },
    }),
    ...(horizon && { horizon: { header: horizon.header, token: valueOf(horizon.secret) } }),
    ...(log && { opsToken: valueOf(log.secret) }),
  };
}

/** The header by which a witness lets us in, where it needs one. */
function tokenFor(evidence: readonly EvidenceSource[], reader: EvidenceSource['reader']) {
  const headers = evidence.filter((source) => source.reader === reader).map(headersOfSource);
  const [found] = headers
    .flatMap((lines) => Object.entries(lines))
    .flatMap(([header, value]) => secretOf(header, value));
  return found;
}

const secretOf = (header: string, value: HeaderValue) => ('secret' in value ? [{ header, secret: value.secret }] : []);

/** Where it was started. */
function reached(target: Target, { url, realtime: { url: socketUrl, key, instances } }: Standin): Target {
  const realtime: RealtimeReach | undefined = target.realtime && {
    ...target.realtime,
    url: socketUrl,
    key,
    instances: instances.map(addressOf),
  };
  return { ...target, url, ...(realtime && { realtime }) };
}

function addressOf(url: string): RealtimeReach['instances'][number] {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}
