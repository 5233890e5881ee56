import type { Witness, WitnessDeps } from './sight.ts';
import { argocdWitness } from './argocd.ts';
import { versionWitness } from './version.ts';

/** Every witness: nothing where the tenant does not configure it. To add one: write its file, then add its line here. */
export const WITNESSES = {
  argocd: argocdWitness,
  version: versionWitness,
} satisfies Record<string, (deps: WitnessDeps) => Witness | undefined>;

export const witnessesOf = (deps: WitnessDeps): readonly Witness[] =>
  Object.values(WITNESSES).flatMap((make) => make(deps) ?? []);

export { waitFor, type Waited, type WaitOptions } from './wait.ts';
export type { Witness, WitnessDeps } from './sight.ts';
