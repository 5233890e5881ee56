import type { RunDeps } from '../../engine/deps.ts';
import type { Role, Secrets, Target, Tenant } from '../../model/tenant.ts';
import type { Endpoint } from '../../transport/endpoint.ts';

/** `unknown`: the world did not let us see. `skipped`: there is nothing to see, or something before it is bad. */
export type CheckState = 'ok' | 'bad' | 'unknown' | 'skipped';

/** What one check found. Redacted. */
export type Finding = {
  readonly state: CheckState;
  /** One sentence without a full stop. */
  readonly says: string;
  /** What to do about it; always there when it is bad. */
  readonly todo?: string;
};

/** A finding with its place. `target` is absent when it is about the tenant as a whole. */
export type Check = Finding & { readonly id: string; readonly target?: Role };

/** What the doctor needs of the world. */
export type DoctorDeps = Pick<RunDeps, 'openApi' | 'credentials' | 'controlAnswers' | 'redact'> & {
  /** Names of settings and secrets that are not set. */
  readonly missing: readonly string[];
  /** The addresses of a name. Rejects with the code of the system, e.g. `ENOTFOUND`. */
  readonly lookup: (host: string) => Promise<readonly string[]>;
  /** Milliseconds since 1970, as this machine has it. */
  readonly now: () => number;
};

/** What a check of one target may touch. */
export type Patient = {
  readonly tenant: Tenant;
  readonly secrets: Secrets;
  readonly target: Target;
  readonly endpoint: Endpoint;
  readonly deps: DoctorDeps;
};

export type TargetCheck = {
  readonly id: string;
  /** Ids of checks that must be neither bad nor unknown: one cause is reported once. */
  readonly needs: readonly string[];
  /** Does it sign in? Then it needs the accounts too. */
  readonly signsIn?: true;
  /** @throws NoAnswer, NotJudged or StepFailed, which become findings; anything else is a bug of ours */
  readonly run: (patient: Patient, signal: AbortSignal) => Promise<Finding>;
};

export const fine = (says: string): Finding => ({ state: 'ok', says });

export const bad = (says: string, todo: string): Finding => ({ state: 'bad', says, todo });
