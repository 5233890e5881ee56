import type { Gate, Wanted } from '../model/gate.ts';
import type { Application, Secrets, Target } from '../model/tenant.ts';
import type { Limits, Redactor } from '../transport/index.ts';

/**
 * What a witness saw when it was asked.
 *
 * `blind`: it could not see, which says nothing of the target; when that lasts longer than its patience (absent: until
 * the wait is over) waiting on is of no use. `failed`: the deployment itself failed, so it will never come.
 */
export type Sight =
  | { readonly kind: 'agrees'; readonly says: string }
  | { readonly kind: 'not-yet'; readonly says: string }
  | { readonly kind: 'blind'; readonly says: string; readonly patienceMs?: number }
  | { readonly kind: 'failed'; readonly says: string };

/** Somebody who can tell whether the candidate is the deployed revision. */
export type Witness = {
  readonly name: string;
  /** @throws the signal's own reason when it aborts; anything else is a bug of ours */
  readonly look: (signal: AbortSignal) => Promise<Sight>;
};

export type WitnessDeps = {
  readonly gate: Gate;
  readonly wanted: Wanted;
  readonly candidate: Target;
  readonly app: Pick<Application, 'locale'>;
  readonly secrets: Secrets;
  readonly redactor: Redactor;
  /** Sent as User-Agent. */
  readonly userAgent: string;
  readonly limits?: Partial<Limits>;
};

/** What never heals by waiting: a refused token, an untrusted certificate. */
export const AT_ONCE = { patienceMs: 0 };

/** What may heal while a deployment is made: a name, an Application or a route that is not there yet. */
export const A_MINUTE = { patienceMs: 60_000 };

const MOST_TOLD = 200;

/** Words of another system as a part of one line of ours. */
export function told(text: string, redactor: Redactor): string {
  const line = redactor
    .text(text)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return line.length <= MOST_TOLD ? line : `${line.slice(0, MOST_TOLD)}…`;
}
