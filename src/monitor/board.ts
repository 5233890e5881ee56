import type { Report } from '../model/report.ts';
import type { Role } from '../model/tenant.ts';
import type { VerdictKind } from '../model/verdict.ts';
import type { Sample } from '../export/metrics.ts';
import { secondsAt } from '../export/memory.ts';

/** How a scenario last ended on a target. */
export type Row = {
  readonly scenario: string;
  readonly target: Role;
  readonly verdict: VerdictKind;
  readonly reason?: string;
  /** Seconds since the epoch. */
  readonly at: number;
  readonly durationMs: number;
  readonly run: string;
};

/** The newest of everything, over runs that each ran a part. */
export type Board = { readonly samples: readonly Sample[]; readonly rows: readonly Row[] };

export const EMPTY_BOARD: Board = { samples: [], rows: [] };

/** The board after a run: what ran is replaced, what is of no scenario likewise, everything else stays. */
export function putOn(board: Board, report: Report, samples: readonly Sample[]): Board {
  const ran = new Set(report.scenarios.map(({ id }) => id));
  const stay = board.samples.filter(({ from }) => from !== undefined && !ran.has(from));
  const series = new Map([...stay, ...samples].map((sample) => [JSON.stringify([sample.name, sample.labels]), sample]));
  const rows = rowsOf(report);
  return {
    samples: [...series.values()],
    rows: [...board.rows.filter(({ scenario }) => !ran.has(scenario)), ...rows],
  };
}

const rowsOf = ({ run, outcomes }: Report): readonly Row[] =>
  outcomes.map(({ scenario, role, verdict, startedMs, durationMs }) => ({
    scenario,
    target: role,
    verdict: verdict.kind,
    ...('reason' in verdict && { reason: verdict.reason }),
    at: secondsAt(run, startedMs + durationMs),
    durationMs,
    run: run.id,
  }));
