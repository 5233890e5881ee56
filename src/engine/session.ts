import type { Exchange } from '../model/observation.ts';
import type { Notice } from '../model/report.ts';
import type { Application, Role, Target } from '../model/tenant.ts';
import { targetOf } from '../model/tenant.ts';
import type { RunDeps } from './deps.ts';
import { demand, StepFailed } from '../model/scenario.ts';
import { withDeadline } from '../time/deadline.ts';
import { interpret } from './interpret.ts';
import { messageOf } from '../model/message-of.ts';

const OPEN_MS = 15_000;
const REVOKE_MS = 5_000;

/** The logins that belong to a run: one for each target, opened when first needed, revoked at its end. */
export type Sessions = {
  readonly token: (role: Role) => Promise<string>;
  /** Signs out everywhere; what could not be revoked comes back as notices. */
  readonly revoke: () => Promise<readonly Notice[]>;
};

export function makeSessions(
  targets: readonly Target[],
  app: Application,
  deps: RunDeps,
  signal: AbortSignal,
): Sessions {
  const opened = new Map<Role, Promise<string>>();
  return {
    token(role) {
      const token = opened.get(role) ?? openSession(targetOf(targets, role), app, deps, signal);
      opened.set(role, token);
      return token;
    },
    async revoke() {
      const revoked = [...opened].map(([role, token]) => revokeSession(targetOf(targets, role), app, deps, token));
      return (await Promise.all(revoked)).flat();
    },
  };
}

/** @throws what a scenario that opens it would throw */
export function openSession(target: Target, app: Application, deps: RunDeps, parent: AbortSignal): Promise<string> {
  const { path, tokenPointer } = app.login;
  return withDeadline(OPEN_MS, parent, async (signal) => {
    let seen: Exchange | undefined;
    const api = deps.openApi(target, (exchange) => (seen = exchange), signal);
    try {
      const answer = await api.request('POST', path, { json: deps.credentials('canary'), mints: [tokenPointer] });
      demand(answer.status < 300, `POST ${path} answered ${answer.status}, wanted 200`);
      const token = answer.at(tokenPointer);
      if (typeof token !== 'string' || token === '')
        throw new StepFailed(`POST ${path} answered ${answer.status} without a token at ${tokenPointer}`);
      return token;
    } catch (thrown) {
      throw seen === undefined ? thrown : interpret(seen, thrown);
    }
  });
}

/** Has a signal of its own: an interrupted run signs out too. */
export async function revokeSession(
  target: Target,
  app: Application,
  deps: RunDeps,
  token: Promise<string>,
): Promise<readonly Notice[]> {
  const live = await token.catch(() => undefined);
  if (live === undefined) return [];
  const { method, path } = app.logout;
  try {
    const status = await withDeadline(REVOKE_MS, new AbortController().signal, async (signal) => {
      const answer = await deps
        .openApi(target, () => undefined, signal)
        .as(live)
        .request(method, path);
      return answer.status;
    });
    return status < 300 ? [] : [notRevoked(target.role, `${method} ${path} answered ${status}`)];
  } catch (thrown) {
    return [notRevoked(target.role, deps.redact(messageOf(thrown)))];
  }
}

const notRevoked = (role: Role, why: string): Notice => ({
  id: 'session-not-revoked',
  says: `the run's session on the ${role} could not be revoked: ${why}`,
  todo: 'revoke the canary account’s tokens by hand, or let them expire',
});
