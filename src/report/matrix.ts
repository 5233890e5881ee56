import type { Finding } from '../model/finding.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Report } from '../model/report.ts';
import type { Role } from '../model/tenant.ts';
import { DRIFT_RULES } from '../model/rules.ts';
import { VERDICT_ORDER, type Verdict } from '../model/verdict.ts';

/** One scenario on one target, whether it ran or not. */
export type MatrixCell = {
  readonly scenario: string;
  readonly role: Role;
  readonly required: boolean;
  readonly verdict: Verdict;
  /** Absent: it never began there. */
  readonly outcome?: Outcome;
  readonly planned: number;
};

export type MatrixRow = {
  readonly id: string;
  readonly title: string;
  readonly required: boolean;
  /** In the order of the report's targets. */
  readonly cells: readonly MatrixCell[];
};

/** Every planned scenario on every target of the run, in plan order; none is left out because it never began. */
export const matrix = (report: Report): readonly MatrixRow[] =>
  report.scenarios.map(({ id, title, required, steps }) => ({
    id,
    title,
    required,
    cells: report.targets.map(({ role }) => {
      const outcome = report.outcomes.find((each) => each.scenario === id && each.role === role);
      const cell = { scenario: id, role, required, planned: steps.length };
      return outcome === undefined
        ? { ...cell, verdict: neverBegan(report) }
        : { ...cell, outcome, verdict: outcome.verdict };
    }),
  }));

/** It was planned, so its absence may never read as a pass. */
function neverBegan(report: Report): Verdict {
  const why = report.run.interrupted ? 'the run was interrupted before it began' : 'it did not run';
  return { kind: 'inconclusive', step: '', reason: why };
}

/** Cells that failed or were not judged, worst first. */
export const failures = (report: Report): readonly MatrixCell[] =>
  matrix(report)
    .flatMap(({ cells }) => cells)
    .filter(({ verdict: { kind } }) => kind === 'fail' || kind === 'error' || kind === 'inconclusive')
    .sort((a, b) => VERDICT_ORDER.indexOf(a.verdict.kind) - VERDICT_ORDER.indexOf(b.verdict.kind));

/** Where and why a cell did not pass; empty for one that did. */
export function blameOf({ verdict }: MatrixCell): { readonly step: string; readonly reason: string } {
  return 'step' in verdict ? verdict : { step: '', reason: '' };
}

/** Is a finding nothing but what failing cells say themselves? Then it is told there, with its cause. */
export const isToldByFailures = (report: Report, finding: Finding): boolean =>
  DRIFT_RULES[finding.rule].tier === 'run' &&
  finding.places.every(({ scenario, step }) =>
    failures(report).some((cell) => cell.scenario === scenario && blameOf(cell).step === step),
  );

/** The finding that a failing cell tells. */
export const findingOf = (report: Report, cell: MatrixCell): Finding | undefined =>
  report.findings.find(
    (finding) =>
      isToldByFailures(report, finding) &&
      finding.places.some(
        (place) => place.scenario === cell.scenario && place.step === blameOf(cell).step && cell.role in place,
      ),
  );
