import type { RunDeps, Ways } from '../engine/deps.ts';
import type { Api } from '../model/scenario.ts';
import type { AccountName, Secrets, Target, Tenant } from '../model/tenant.ts';
import type { Agent, ApiDeps } from '../transport/index.ts';
import type { createRealtime } from '../transport/realtime/realtime.ts';
import type { Peer } from './peer.ts';
import { SCENARIOS } from '../../scenarios/index.ts';
import { targetOf } from '../model/tenant.ts';
import { answers, createAgent, createApi, createRedactor } from '../transport/index.ts';
import { USER_AGENT } from './version.ts';

/** What a run needs, on the real network. Disposing it closes every connection. */
export type Wired = RunDeps & AsyncDisposable;

/** Who is asked. */
export type Wiring = Peer & { readonly peer?: Peer };

/**
 * Each target gets an agent of its own; nothing of one ever reaches another.
 *
 * @param sockets absent: no scenario that will run opens one
 */
export function wire({ tenant, secrets, peer }: Wiring, sockets: OpenSockets = noSockets): Wired {
  // One redactor for all that is said, the peer's sockets included.
  const redactor = createRedactor(new Map([...(peer?.secrets ?? []), ...secrets]));
  const { application: app, control } = tenant;
  const agents = new Map<Target, Agent>(tenant.targets.map((target) => [target, createAgent(target, secrets)]));
  const agentOf = (target: Target): Agent => {
    const agent = agents.get(target);
    if (agent === undefined) throw new Error(`the ${target.role} of ${tenant.id} has no agent`);
    return agent;
  };
  const ways = (trace: { readonly traceId?: string }): Ways =>
    waysOf({ app, redactor, secrets, userAgent: USER_AGENT, ...trace }, { agentOf, sockets, ...(peer && { peer }) });
  return {
    ...ways({}),
    inTrace: (traceId) => ways({ traceId }),
    scenarios: new Map(SCENARIOS.map((scenario) => [scenario.id, scenario])),
    credentials: (account) => credentialsOf(tenant, secrets, account),
    redact: redactor.text,
    ...(control !== undefined && { controlAnswers: (signal) => answers(control, signal) }),
    async [Symbol.asyncDispose]() {
      await Promise.all([...agents.values()].map((agent) => agent[Symbol.asyncDispose]()));
    },
  };
}

type Shared = Omit<ApiDeps, 'target' | 'agent' | 'onExchange' | 'signal'>;

type Opening = {
  readonly agentOf: (target: Target) => Agent;
  readonly sockets: OpenSockets;
  readonly peer?: Peer;
};

function waysOf(shared: Shared, { agentOf, sockets, peer }: Opening): Ways {
  const openApi: Ways['openApi'] = (target, onExchange, signal) =>
    createApi({ ...shared, target, agent: agentOf(target), onExchange, signal });
  // A witness's own requests are no part of what a step saw.
  const openUnheard = (target: Target, signal: AbortSignal): Api => openApi(target, () => undefined, signal);
  return {
    openApi,
    openRealtime: (target, onExchange, signal) => sockets({ ...shared, target, onExchange, signal }),
    ...(peer && {
      openPeer: ({ role }, signal) =>
        sockets({ ...shared, ...silent, target: targetOf(peer.tenant.targets, role), secrets: peer.secrets, signal }),
    }),
    async hear(target, question, signal) {
      const { createWitnesses } = await import('../evidence/index.ts');
      const { secrets, redactor } = shared;
      const witnesses = createWitnesses({ openApi: openUnheard, secrets, redactor, now: Date.now });
      return await witnesses.hear(target, question, signal);
    },
  };
}

/** Makes the desk of one scenario on one target. Its room is heavy: whoever wires loads it when it will be needed. */
export type OpenSockets = typeof createRealtime;

const noSockets: OpenSockets = () => {
  throw new Error('a scenario opens sockets and does not need realtime');
};

const silent = { onExchange: () => undefined };

function credentialsOf(tenant: Tenant, secrets: Secrets, name: AccountName): Readonly<Record<string, string>> {
  const { identifierField, passwordField, extraFields } = tenant.application.login;
  const { identifier, password } = tenant.accounts[name];
  return { [identifierField]: identifier, [passwordField]: secrets.get(password) ?? '', ...extraFields };
}
