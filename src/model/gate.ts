import type { Reach, SecretName } from './tenant.ts';

/** How `parity gate` learns that the candidate is the deployed revision, and which scenarios decide. */
export type Gate = {
  readonly argocd?: ArgoCd;
  readonly version?: VersionPlace;
  /** Globs over scenario ids that decide the exit code; none: all. */
  readonly blocking: readonly string[];
  /** Globs over scenario ids that are reported and do not decide. */
  readonly advisory: readonly string[];
};

export type ArgoCd = {
  /** Scheme, host and port of its API. */
  readonly url: string;
  /** Name of the Application. */
  readonly app: string;
  /** Of a token that may `get` the Application, and nothing else. */
  readonly token: SecretName;
} & Pick<Reach, 'ca' | 'connectTo' | 'headers'>;

/** Names of the secrets that only a gate needs. */
export const gateSecrets = ({ argocd }: Gate): readonly SecretName[] =>
  argocd === undefined
    ? []
    : [argocd.token, ...Object.values(argocd.headers).flatMap((value) => ('secret' in value ? [value.secret] : []))];

/** Where the candidate says which version it runs. */
export type VersionPlace = {
  readonly path: string;
  /** A JSON Pointer into the body, or the name of a header. */
  readonly at: { readonly pointer: string } | { readonly header: string };
  /** How many answers in a row, each over a connection of its own, must say the same. */
  readonly answers: number;
};

/** What a deploy step wants to see deployed. At least one of the two where something is waited for. */
export type Wanted = {
  /** The Git revision that was pushed. */
  readonly revision?: string;
  readonly imageTag?: string;
};

/** What one witness saw last. */
export type WitnessSeen = {
  readonly name: string;
  /** `blind`: it could not see; that says nothing of the target. */
  readonly sees: 'agrees' | 'not-yet' | 'blind' | 'failed' | 'nothing';
  /** One line, redacted. */
  readonly says: string;
};

/** What the gate waited for, and how that ended. */
export type GateReport = {
  readonly wanted: Wanted;
  readonly end: 'deployed' | 'failed' | 'blind' | 'timed-out' | 'interrupted' | 'not-waited';
  readonly waitedMs: number;
  readonly witnesses: readonly WitnessSeen[];
  /** Ids of scenarios that do not decide. */
  readonly advisory: readonly string[];
  /** What the candidate said it ran while it was judged, where that is not what was waited for. */
  readonly strayed?: string;
};

const SHORT_SHA = /^[0-9a-f]{7,64}$/i;

/** Is it this revision? A Git hash may be shortened, to seven digits at least, on either side. */
export function isRevision(said: string, wanted: string): boolean {
  if (said === wanted) return true;
  if (!SHORT_SHA.test(said) || !SHORT_SHA.test(wanted)) return false;
  const [one, other] = [said.toLowerCase(), wanted.toLowerCase()];
  return one.startsWith(other) || other.startsWith(one);
}

/** Does it name what is wanted, by tag or by revision? */
export const isWanted = (said: string, { revision, imageTag }: Wanted): boolean =>
  said === imageTag || (revision !== undefined && isRevision(said, revision));

/** For sentences. */
export const wantedText = ({ revision, imageTag }: Wanted): string =>
  [
    ...(imageTag === undefined ? [] : [`tag ${imageTag}`]),
    ...(revision === undefined ? [] : [shortened(revision)]),
  ].join(' at ') || 'nothing in particular';

/** A full Git hash by its first twelve digits; other texts as they are. */
export const shortened = (revision: string): string =>
  /^[0-9a-f]{40,64}$/i.test(revision) ? revision.slice(0, 12) : revision;
