import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Result } from '../model/result.ts';
import type { Role } from '../model/tenant.ts';
import type { VerdictKind } from '../model/verdict.ts';
import type { Sample } from './metrics.ts';
import { traceIdOf } from '../model/trace.ts';

/** Raised with every change that an older spool would not survive. */
export const DELIVERY_VERSION = 1;

/** What sinks are told of one run. Small, redacted, and complete: it may wait on disk for a day. */
export type Delivery = {
  readonly version: typeof DELIVERY_VERSION;
  /** Receivers know a run they have already by its id. */
  readonly run: {
    readonly id: string;
    readonly trace: string;
    readonly startedAt: string;
    readonly durationMs: number;
  };
  readonly parity: string;
  readonly tenant: string;
  readonly suite: string;
  readonly targets: readonly Role[];
  /** Ids of all scenarios that may have series in this suite. */
  readonly scenarios: readonly string[];
  readonly verdict: { readonly kind: VerdictKind; readonly headline: string };
  readonly outcomes: readonly {
    readonly scenario: string;
    readonly target: Role;
    readonly verdict: VerdictKind;
    readonly step?: string;
    readonly reason?: string;
    readonly startedMs: number;
    readonly durationMs: number;
  }[];
  readonly findings: readonly Omit<Finding, 'places'>[];
  readonly samples: readonly Sample[];
};

/** Where results go. */
export type Sink = {
  readonly url: URL;
  /** Sent with each request, e.g. an API key. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** For each request, in milliseconds. */
  readonly timeoutMs: number;
};

/**
 * Why a sink did not take a delivery. Never the fault of a target.
 *
 * `rejected`: it does not want this one (4xx). `throttled`: not now (408, 425, 429). `broken`: it failed (5xx).
 * `slow`: nothing came in time. `unreachable`: refused, reset, no such name.
 */
export type DeliveryFault = {
  readonly kind: 'rejected' | 'throttled' | 'broken' | 'slow' | 'unreachable';
  /** One sentence, redacted. */
  readonly says: string;
};

export type Delivered = Result<undefined, DeliveryFault>;

/** Hands one run to one system. */
export type Exporter = {
  /** `state`: only the newest run counts. `events`: each run counts, in order. */
  readonly keeps: 'state' | 'events';
  readonly deliver: (delivery: Delivery, sink: Sink, signal: AbortSignal) => Promise<Delivered>;
};

const LONGEST_REASON = 500;
const MOST_FINDINGS = 100;

/** @param suite see SampleContext */
export function deliveryOf(
  report: Report,
  suite: string,
  samples: readonly Sample[],
  scenarios: readonly string[],
): Delivery {
  const { run, tenant, targets, verdict, outcomes, findings } = report;
  return {
    version: DELIVERY_VERSION,
    run: { id: run.id, trace: traceIdOf(run.id), startedAt: run.startedAt, durationMs: run.durationMs },
    parity: run.parity,
    tenant: tenant.id,
    suite,
    targets: targets.map(({ role }) => role),
    scenarios,
    verdict: { kind: verdict.kind, headline: verdict.headline },
    outcomes: outcomes.map(({ scenario, role, verdict: { kind, ...why }, startedMs, durationMs }) => ({
      scenario,
      target: role,
      verdict: kind,
      ...('step' in why && { step: why.step }),
      ...('reason' in why && { reason: why.reason.slice(0, LONGEST_REASON) }),
      startedMs,
      durationMs,
    })),
    findings: findings.slice(0, MOST_FINDINGS).map(({ places: _places, ...finding }) => finding),
    samples,
  };
}
