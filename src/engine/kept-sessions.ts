import type { Notice } from '../model/report.ts';
import type { Api } from '../model/scenario.ts';
import type { Application, Role, Target } from '../model/tenant.ts';
import { targetOf } from '../model/tenant.ts';
import type { RunDeps } from './deps.ts';
import { openSession, revokeSession } from './session.ts';

/** Logins that serve many runs: one for each target and each life of its token. */
export type SessionKeeper = {
  /** For `RunDeps.sessions`: nothing is revoked at the end of the run. */
  readonly sessions: NonNullable<RunDeps['sessions']>;
  /** Signs out everywhere. */
  readonly revoke: (targets: readonly Target[], app: Application, deps: RunDeps) => Promise<readonly Notice[]>;
};

type Kept = { readonly token: string; readonly openedAt: number };

export type KeepOptions = {
  /** A token older than this is not used again, in milliseconds. */
  readonly lifeMs: number;
  /** Monotonic, in milliseconds. */
  readonly now: () => number;
  readonly onLogin: (role: Role) => void;
};

export function keepSessions({ lifeMs, now, onLogin }: KeepOptions): SessionKeeper {
  const kept = new Map<Role, Kept>();
  const open = async (target: Target, app: Application, deps: RunDeps, signal: AbortSignal): Promise<string> => {
    const before = kept.get(target.role);
    const isYoung = before !== undefined && now() - before.openedAt < lifeMs;
    if (
      isYoung &&
      (await isGood(deps.openApi(target, () => undefined, signal).as(before.token), app.whoAmI.path, signal))
    )
      return before.token;
    if (isYoung) kept.delete(target.role);
    else await revoke(target, app, deps);
    onLogin(target.role);
    const token = await openSession(target, app, deps, signal);
    kept.set(target.role, { token, openedAt: now() });
    return token;
  };
  const revoke = async (target: Target, app: Application, deps: RunDeps): Promise<readonly Notice[]> => {
    const before = kept.get(target.role);
    kept.delete(target.role);
    return before === undefined ? [] : await revokeSession(target, app, deps, Promise.resolve(before.token));
  };
  return {
    sessions(targets, app, deps, signal) {
      const asked = new Map<Role, Promise<string>>();
      return {
        token(role) {
          const token = asked.get(role) ?? open(targetOf(targets, role), app, deps, signal);
          asked.set(role, token);
          return token;
        },
        revoke: () => Promise.resolve([]),
      };
    },
    revoke: async (targets, app, deps) =>
      (await Promise.all(targets.map((target) => revoke(target, app, deps)))).flat(),
  };
}

const REFUSED: readonly number[] = [401, 403, 419];

/**
 * A token that somebody revoked must not look like a broken target: it is shown once before a run relies on it. A
 * target that answers anything else is judged by the scenarios.
 */
async function isGood(api: Api, path: string, signal: AbortSignal): Promise<boolean> {
  try {
    return !REFUSED.includes((await api.request('GET', path)).status);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    return true;
  }
}
