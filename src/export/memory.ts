import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Role } from '../model/tenant.ts';
import { driftOf } from '../model/drift-of.ts';

/** What one run cannot know by itself. Seconds since the epoch. */
export type Memory = {
  /** When a run was last a success as a whole. */
  readonly runSuccess?: number;
  readonly successes: readonly Success[];
  readonly drifts: readonly FirstSeen[];
  /** When a sink last took results, by its name. */
  readonly delivered: Readonly<Record<string, number>>;
};

export type Success = { readonly scenario: string; readonly role: Role; readonly at: number };

/** An open difference, and when it was first seen. */
export type FirstSeen = { readonly finding: string; readonly scenario: string; readonly at: number };

export const NO_MEMORY: Memory = { successes: [], drifts: [], delivered: {} };

/** When a moment of the run was: seconds since the epoch, to the millisecond. */
export const secondsAt = ({ startedAt }: Report['run'], ms: number): number =>
  Math.round(Date.parse(startedAt) + ms) / 1_000;

/** Whether everything that ran was the same. */
export const isSuccess = ({ run, verdict }: Report): boolean => verdict.kind === 'pass' && !run.interrupted;

/**
 * The memory after a run. What the run says nothing about stays as it was.
 *
 * @param known ids of the scenarios there are: what is remembered of others is forgotten
 */
export function remember(before: Memory, report: Report, known: readonly string[]): Memory {
  const { run } = report;
  return {
    ...before,
    ...(isSuccess(report) && { runSuccess: secondsAt(run, run.durationMs) }),
    successes: successesAfter(before, report).filter(({ scenario }) => known.includes(scenario)),
    drifts: driftsAfter(before, report).filter(({ scenario }) => known.includes(scenario)),
  };
}

function successesAfter({ successes }: Memory, { run, outcomes }: Report): readonly Success[] {
  const passed = outcomes
    .filter(({ verdict }) => verdict.kind === 'pass')
    .map(({ scenario, role, startedMs, durationMs }) => ({
      scenario,
      role,
      at: secondsAt(run, startedMs + durationMs),
    }));
  const isNew = ({ scenario, role }: Success): boolean =>
    passed.some((each) => each.scenario === scenario && each.role === role);
  return [...successes.filter((success) => !isNew(success)), ...passed];
}

/** A difference is closed when its scenario was judged and did not show it. */
function driftsAfter({ drifts }: Memory, report: Report): readonly FirstSeen[] {
  const { run, outcomes, findings } = report;
  const judged = new Set(
    outcomes.filter(({ verdict }) => ['pass', 'drift'].includes(verdict.kind)).map(({ scenario }) => scenario),
  );
  const now = secondsAt(run, run.durationMs);
  const open = findings.flatMap((finding) => openIn(finding).map((scenario) => ({ finding: finding.id, scenario })));
  const firstSeen = open.map((each) => drifts.find((drift) => isSame(drift, each)) ?? { ...each, at: now });
  const unseen = drifts.filter((drift) => !judged.has(drift.scenario) && !open.some((each) => isSame(drift, each)));
  return [...unseen, ...firstSeen];
}

type Open = Pick<FirstSeen, 'finding' | 'scenario'>;

const isSame = (a: Open, b: Open): boolean => a.finding === b.finding && a.scenario === b.scenario;

const openIn = ({ attribution, places }: Finding): readonly string[] =>
  driftOf(attribution) === undefined ? [] : [...new Set(places.map(({ scenario }) => scenario))];
