/**
 * How one scenario ended on one target.
 *
 * `drift` and `fail` say the target is wrong, `inconclusive` that the world did not let us judge, `error` that the
 * harness is broken. They are never mixed.
 */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'drift'; readonly findings: readonly string[] }
  | { readonly kind: 'fail'; readonly step: string; readonly reason: string }
  | { readonly kind: 'inconclusive'; readonly step: string; readonly reason: string }
  | { readonly kind: 'error'; readonly step: string; readonly reason: string }
  | { readonly kind: 'skipped'; readonly reason: string };

export type VerdictKind = Verdict['kind'];

/** From worst to best: a run is called by the first kind that any of its verdicts has. */
export const VERDICT_ORDER = [
  'fail',
  'drift',
  'error',
  'inconclusive',
  'pass',
  'skipped',
] as const satisfies readonly VerdictKind[];

/** What the process answers for a run called by this kind. What could not be judged never hides a proven drift. */
export const EXIT_CODE = {
  fail: 1,
  drift: 1,
  error: 3,
  inconclusive: 3,
  pass: 0,
  skipped: 0,
} as const satisfies Record<VerdictKind, number>;

/** Wrong usage or configuration: nothing ran. */
export const EXIT_USAGE = 2;

/** Stopped by a signal: what was done is reported, the rest was not judged. */
export const EXIT_INTERRUPTED = 130;

export const worst = (kinds: readonly VerdictKind[]): VerdictKind =>
  VERDICT_ORDER.find((kind) => kinds.includes(kind)) ?? 'skipped';
