import type { CauseId } from './causes.ts';

/** What can be asked about a target beside its answers. A new system joins as a reader, never as a new kind. */
export type EvidenceKind = 'queue' | 'job' | 'scheduler';

/** A question to the witnesses of a target. */
export type Question =
  /** Does the queue work: workers there, nothing stuck, failures not growing? */
  | { readonly kind: 'queue' }
  /** Did a job of this name (or a part of it) run since then? `sinceMs`: epoch milliseconds. */
  | { readonly kind: 'job'; readonly name: string; readonly sinceMs: number }
  /** Does the scheduler run each minute, once, and do its tasks end well? */
  | { readonly kind: 'scheduler' };

/**
 * What a witness answers: it is well (`yes`), it is not (`no`), the witness knows nothing (`absent`), what it knows is
 * too old to say (`stale`), or it may not tell us (`no-permission`).
 */
export type TestimonyAnswer = 'yes' | 'no' | 'absent' | 'stale' | 'no-permission';

/** Normalised: the same words whichever witness speaks. No time, no identifier, no host. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** What another system says about a target, redacted. */
export type Testimony = {
  /** The reader, e.g. `horizon`. */
  readonly witness: string;
  readonly kind: EvidenceKind;
  readonly answer: TestimonyAnswer;
  /** One sentence: what was seen, and what was wanted. */
  readonly says: string;
  /** Why it usually is so, when the answer is `no`. */
  readonly cause?: CauseId;
  /** ISO 8601, UTC: when the witness was asked. */
  readonly observedAt: string;
  /** Age of what it tells about, in milliseconds. */
  readonly ageMs?: number;
  /** Only these are compared. */
  readonly facts: Facts;
};

/** What several testimonies say together. */
export type Weighed =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no'; readonly by: Testimony }
  | { readonly kind: 'contradiction'; readonly yes: Testimony; readonly no: Testimony }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * Witnesses who know nothing decide nothing. One no is enough: others may not see what it saw. Who says yes contradicts
 * it only where both speak of the same fact.
 */
export function weigh(testimonies: readonly Testimony[]): Weighed {
  const yes = testimonies.filter(({ answer }) => answer === 'yes');
  const no = testimonies.find(({ answer }) => answer === 'no');
  const against = no && yes.find((other) => contradicts(no, other));
  if (no !== undefined && against !== undefined) return { kind: 'contradiction', yes: against, no };
  if (no !== undefined) return { kind: 'no', by: no };
  if (yes.length > 0) return { kind: 'yes' };
  const whys = testimonies.map(({ witness, says }) => `${witness}: ${says}`);
  return { kind: 'unknown', why: whys.length === 0 ? 'this target names no witness for it' : whys.join('; ') };
}

const contradicts = (one: Testimony, other: Testimony): boolean =>
  Object.entries(one.facts).some(([name, fact]) => name in other.facts && other.facts[name] !== fact);
