import type { Plan } from '../../model/plan.ts';
import type { Loaded } from '../load.ts';
import type { GateOptions } from './options.ts';
import { type Gate, gateSecrets } from '../../model/gate.ts';
import { fits } from '../../model/glob.ts';

/** Everything that keeps the gate from doing its work, before anything is sent. */
export function gateProblems(options: GateOptions, loaded: Loaded, plan: Plan): readonly string[] {
  const { gate } = loaded.tenant;
  return [
    ...(plan.roles.includes('candidate') ? [] : ['a gate judges the candidate; leave --target out']),
    ...(gate === undefined ? [] : scenarioProblems(gate, plan)),
    ...textProblems(options),
    ...(options.wait === false ? [] : waitProblems(options, loaded)),
  ];
}

function textProblems({ revision, imageTag, argocdApp }: GateOptions): string[] {
  const texts = { '--revision': revision, '--image-tag': imageTag, '--argocd-app': argocdApp };
  return Object.entries(texts)
    .filter(([, text]) => text !== undefined && !/^[\w.:/+-]{1,200}$/.test(text))
    .map(([name, text]) => `${name} ${JSON.stringify(text)} is no name: letters, digits and . : / + - _ only`);
}

function waitProblems(options: GateOptions, loaded: Loaded): string[] {
  const { id, gate, targets } = loaded.tenant;
  const isOurs = targets.some(({ role, standin }) => role === 'candidate' && standin !== undefined);
  return [
    ...when(
      gate?.argocd === undefined && gate?.version === undefined,
      `tenant ${id} has no witness to wait for; write gate.argocd or gate.version, or give --no-wait`,
    ),
    ...argocdProblems(options, loaded),
    ...when(isOurs, `the candidate of ${id} is started by parity itself, nobody deploys it; give --no-wait`),
    ...when(
      options.revision === undefined && options.imageTag === undefined,
      'nothing to wait for: give --revision or --image-tag, or --no-wait',
    ),
  ];
}

function argocdProblems({ argocdApp, list }: GateOptions, { tenant: { id, gate }, secrets }: Loaded): string[] {
  if (gate?.argocd === undefined)
    return when(argocdApp !== undefined, `--argocd-app names an Application, but tenant ${id} has no gate.argocd`);
  const lacking = list === true ? [] : gateSecrets(gate).filter((name) => !secrets.has(name));
  return lacking.map((name) => `${name} is not set; gate.argocd of tenant ${id} needs it`);
}

const when = (holds: boolean, problem: string): string[] => (holds ? [problem] : []);

function scenarioProblems({ blocking, advisory }: Gate, { scenarios, notRun }: Plan): string[] {
  const ids = [...scenarios, ...notRun].map(({ id }) => id);
  const fitting = (globs: readonly string[]): string[] => ids.filter((id) => globs.some((glob) => fits(id, glob)));
  const dead = [...blocking, ...advisory].filter((glob) => !ids.some((id) => fits(id, glob)));
  const both = fitting(blocking).filter((id) => fitting(advisory).includes(id));
  const allAdvisory = ids.length > 0 && advisoryOf({ blocking, advisory }, ids).length === ids.length;
  return [
    ...dead.map((glob) => `gate: no scenario fits ${JSON.stringify(glob)}; there are ${ids.join(', ')}`),
    ...both.map((id) => `gate: ${id} is both blocking and advisory`),
    ...(allAdvisory ? ['gate: every scenario is advisory, so nothing would decide'] : []),
  ];
}

/** Scenarios that do not decide: those called advisory, and where some are called blocking all others. */
export const advisoryOf = (
  { blocking, advisory }: Pick<Gate, 'blocking' | 'advisory'>,
  ids: readonly string[],
): readonly string[] =>
  ids.filter(
    (id) =>
      advisory.some((glob) => fits(id, glob)) || (blocking.length > 0 && !blocking.some((glob) => fits(id, glob))),
  );
