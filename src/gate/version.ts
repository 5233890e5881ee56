import type { VersionPlace } from '../model/gate.ts';
import type { Answer } from '../model/scenario.ts';
import type { Sight, Witness, WitnessDeps } from './sight.ts';
import { isWanted, shortened, wantedText } from '../model/gate.ts';
import { StepFailed } from '../model/scenario.ts';
import { createAgent, createApi } from '../transport/index.ts';
import { askOrBlind, isSight } from './blind.ts';
import { A_MINUTE, told } from './sight.ts';

/**
 * The candidate itself: every answer must name what is wanted, each over a connection of its own, because a balancer
 * keeps a connection at one pod. Only this sees an old pod that still serves. The first answer that differs ends a look.
 */
export function versionWitness(deps: WitnessDeps): Witness | undefined {
  const { version } = deps.gate;
  if (version === undefined) return undefined;
  return {
    name: 'version',
    async look(signal) {
      for (let nth = 1; nth <= version.answers; nth += 1) {
        const answer = await askFresh(version, deps, signal);
        const sight = isSight(answer) ? answer : differing(answer, version, deps);
        if (sight !== undefined) return nth === 1 ? sight : { ...sight, says: mixed(sight.says, nth, version) };
      }
      return { kind: 'agrees', says: `all of ${version.answers} answers say ${wantedText(deps.wanted)}` };
    },
  };
}

async function askFresh({ path }: VersionPlace, deps: WitnessDeps, signal: AbortSignal): Promise<Answer | Sight> {
  const { candidate: target, app, secrets, redactor, userAgent, limits } = deps;
  await using agent = createAgent(target, secrets, limits);
  const api = createApi({ target, app, agent, secrets, redactor, userAgent, signal, onExchange: () => undefined });
  return await askOrBlind(() => api.request('GET', path), A_MINUTE);
}

/** Nothing when the answer names what is wanted. */
function differing(answer: Answer, { path, at }: VersionPlace, { wanted, redactor }: WitnessDeps): Sight | undefined {
  const place = 'header' in at ? `the header ${at.header}` : at.pointer || 'the body';
  if (answer.status >= 500) return { kind: 'not-yet', says: `GET ${path} answered ${answer.status}` };
  const said = versionIn(answer, at);
  if (typeof said === 'object') return { kind: 'not-yet', says: told(said.says, redactor) };
  if (said === undefined)
    return { kind: 'not-yet', says: `GET ${path} answered ${answer.status} without a version in ${place}` };
  if (isWanted(said, wanted)) return undefined;
  return {
    kind: 'not-yet',
    says: told(`it says ${shortened(said) || 'nothing'}, wanted ${wantedText(wanted)}`, redactor),
  };
}

function versionIn(answer: Answer, at: VersionPlace['at']): string | undefined | { readonly says: string } {
  if ('header' in at) return answer.headers[at.header.toLowerCase()];
  try {
    const value = answer.at(at.pointer);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  } catch (cause) {
    if (cause instanceof StepFailed) return { says: cause.message };
    throw cause;
  }
}

const mixed = (says: string, nth: number, { answers }: VersionPlace): string =>
  `answer ${nth} of ${answers} differs from those before, so old and new are mixed: ${says}`;
