import type { RunDeps } from '../engine/deps.ts';
import type { AccountName, Secrets, Target, Tenant } from '../model/tenant.ts';
import type { Agent } from '../transport/index.ts';
import { SCENARIOS } from '../../scenarios/index.ts';
import { answers, createAgent, createApi, createRedactor } from '../transport/index.ts';
import { USER_AGENT } from './version.ts';

/** What a run needs, on the real network. Disposing it closes every connection. */
export type Wired = RunDeps & AsyncDisposable;

/** Each target gets an agent of its own; nothing of one ever reaches another. */
export function wire(tenant: Tenant, secrets: Secrets): Wired {
  const redactor = createRedactor(secrets);
  const { application: app, control } = tenant;
  const agents = new Map<Target, Agent>(tenant.targets.map((target) => [target, createAgent(target, secrets)]));
  const agentOf = (target: Target): Agent => {
    const agent = agents.get(target);
    if (agent === undefined) throw new Error(`the ${target.role} of ${tenant.id} has no agent`);
    return agent;
  };
  return {
    scenarios: new Map(SCENARIOS.map((scenario) => [scenario.id, scenario])),
    openApi: (target, onExchange, signal) =>
      createApi({ target, app, agent: agentOf(target), redactor, secrets, onExchange, signal, userAgent: USER_AGENT }),
    credentials: (account) => credentialsOf(tenant, secrets, account),
    redact: redactor.text,
    ...(control !== undefined && { controlAnswers: (signal) => answers(control, signal) }),
    async [Symbol.asyncDispose]() {
      await Promise.all([...agents.values()].map((agent) => agent[Symbol.asyncDispose]()));
    },
  };
}

function credentialsOf(tenant: Tenant, secrets: Secrets, name: AccountName): Readonly<Record<string, string>> {
  const { identifierField, passwordField, extraFields } = tenant.application.login;
  const { identifier, password } = tenant.accounts[name];
  return { [identifierField]: identifier, [passwordField]: secrets.get(password) ?? '', ...extraFields };
}
