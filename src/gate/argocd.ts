import type { Api, Answer } from '../model/scenario.ts';
import type { ArgoCd } from '../model/gate.ts';
import type { Target } from '../model/tenant.ts';
import type { Sight, Witness, WitnessDeps } from './sight.ts';
import { createAgent, createApi } from '../transport/index.ts';
import { Application } from './argocd-application.ts';
import { type FirstLook, firstLook, lookAt } from './argocd-predicate.ts';
import { askOrBlind, bodyKind, isSight } from './blind.ts';
import { A_MINUTE, AT_ONCE, told } from './sight.ts';

/**
 * Argo CD, asked through its API (`GET /api/v1/applications/{name}`) with a token that needs `applications, get` only.
 *
 * The first question asks it to compare with Git now (`refresh=normal`), which it answers once it has; so does every
 * tenth, because a webhook that does not come would cost minutes.
 */
export function argocdWitness(deps: WitnessDeps): Witness | undefined {
  const { argocd } = deps.gate;
  if (argocd === undefined) return undefined;
  let asked = 0;
  let first: FirstLook | undefined;
  return {
    name: 'argocd',
    async look(signal) {
      const refresh = asked % EVERY === 0 ? '?refresh=normal' : '';
      asked += 1;
      const path = `/api/v1/applications/${encodeURIComponent(argocd.app)}${refresh}`;
      const answer = await askArgo(argocd, deps, path, signal);
      if (isSight(answer)) return answer;
      const app = applicationIn(answer);
      if (app === undefined)
        return { kind: 'blind', says: told(saysOf(answer, argocd), deps.redactor), ...patienceWith(answer) };
      first ??= firstLook(app);
      const sight = lookAt(app, deps.wanted, first);
      return { ...sight, says: told(sight.says, deps.redactor) };
    },
  };
}

const EVERY = 10;

async function askArgo(argocd: ArgoCd, deps: WitnessDeps, path: string, signal: AbortSignal): Promise<Answer | Sight> {
  const target = targetOf(argocd);
  await using agent = createAgent(target, deps.secrets, deps.limits);
  const { app, secrets, redactor, userAgent } = deps;
  const api: Api = createApi({ target, app, agent, secrets, redactor, userAgent, signal, onExchange: () => undefined });
  return await askOrBlind(() => api.as(secrets.get(argocd.token) ?? '').request('GET', path), AT_ONCE);
}

/** Argo CD is no target of the tenant; it is dialled like one. */
const targetOf = ({ url, ca, connectTo, headers }: ArgoCd): Target => ({
  role: 'candidate',
  url,
  reach: { vantage: 'direct', headers, ...(ca && { ca }), ...(connectTo && { connectTo }) },
  writes: false,
  evidence: [],
});

function applicationIn(answer: Answer): Application | undefined {
  const json = answer.status === 200 ? jsonOf(answer) : undefined;
  return Application.safeParse(json).data;
}

function jsonOf({ text }: Answer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A refused token stays refused. An Application may still be made: Argo CD answers 403 for one that is not there. */
function patienceWith({ status }: Answer): { readonly patienceMs?: number } {
  if (status === 401) return AT_ONCE;
  return status >= 500 || status === 429 ? {} : A_MINUTE;
}

function saysOf(answer: Answer, { app, token }: ArgoCd): string {
  const { status } = answer;
  const json = jsonOf(answer);
  const message = Object(json).message;
  const why = typeof message === 'string' ? `: ${message}` : '';
  if (status === 401) return `refused our token (401${why}); renew the one in ${token}`;
  if (status === 403) return `does not let our token get ${app}, or there is no such Application (403${why})`;
  if (status === 404) return `knows no Application ${app} (404${why})`;
  return `answered ${status} with ${json === undefined ? bodyKind(answer) : 'JSON that is no Application'}${why}`;
}
