import type { Level } from '../model/level.ts';
import type { Finding } from '../model/finding.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Report } from '../model/report.ts';
import type { VerdictKind } from '../model/verdict.ts';
import { atLeast } from '../model/level.ts';
import { EXIT_CODE, EXIT_INTERRUPTED, worst } from '../model/verdict.ts';

export type Judged = {
  readonly tenantId: string;
  readonly interrupted: boolean;
  readonly gate: Level;
  readonly outcomes: readonly Outcome[];
  readonly findings: readonly Finding[];
  readonly accepted: Report['accepted'];
  readonly scenarios: Report['scenarios'];
  readonly notRun: Report['notRun'];
};

/** The verdict of the whole run: its kind, the exit code, and one line that says how much ran and what did not. */
export function runVerdict(judged: Judged): Report['verdict'] {
  const kinds = judged.outcomes.map(({ verdict }) => verdict.kind);
  const unjudged = unjudgedRequired(judged);
  const kind = worst(unjudged.length > 0 ? [...kinds, 'inconclusive'] : kinds);
  const exitCode = judged.interrupted ? EXIT_INTERRUPTED : EXIT_CODE[kind];
  return { kind, exitCode, headline: headline(judged, unjudged) };
}

const isJudged = (kind: VerdictKind): boolean => kind === 'pass' || kind === 'drift' || kind === 'fail';

/** Required scenarios that did not run, or ran and were not judged on every target. */
function unjudgedRequired({ scenarios, notRun, outcomes }: Judged): readonly string[] {
  const notPlanned = notRun.filter(({ required }) => required).map(({ id }) => id);
  const planned = scenarios
    .filter(({ required }) => required)
    .filter(({ id }) => outcomes.some(({ scenario, verdict }) => scenario === id && !isJudged(verdict.kind)))
    .map(({ id }) => id);
  return [...planned, ...notPlanned];
}

function headline(judged: Judged, unjudged: readonly string[]): string {
  const { tenantId, interrupted, scenarios, notRun } = judged;
  const total = scenarios.length + notRun.length;
  const parts = [
    interrupted ? `${tenantId} was interrupted` : tenantId,
    `${scenarios.length} of ${total} scenarios ran`,
    tally(judged),
    ...(unjudged.length === 0 ? [] : [`required but not judged: ${unjudged.join(', ')}`]),
  ];
  return parts.join('; ');
}

function tally({ outcomes, findings, accepted, gate }: Judged): string {
  const steps = outcomes.flatMap(({ steps }) => steps).filter(({ end }) => end === 'done').length;
  const known = accepted.length === 0 ? [] : [`${accepted.length} accepted in the ledger`];
  return [`${steps} step${steps === 1 ? '' : 's'} answered`, found(findings, gate), ...known, ...ends(outcomes)].join(
    ', ',
  );
}

/** A failed answer is a finding too; readers are told of it as the failure it is, so it is counted there. */
function found(findings: readonly Finding[], gate: Level): string {
  const differences = findings.filter(({ rule }) => rule !== 'answer-failed');
  const below = differences.filter(({ level }) => !atLeast(level, gate)).length;
  const total = differences.length;
  const many = `${total === 0 ? 'no' : total} finding${total === 1 ? '' : 's'}`;
  if (below === 0) return many;
  return `${many}${below === total ? '' : `, ${below} of them`} below the gate`;
}

/** Scenarios on a target, as the table of the report has them. */
function ends(outcomes: readonly Outcome[]): string[] {
  const kinds = outcomes.map(({ verdict }) => verdict.kind);
  const failed = kinds.filter((kind) => kind === 'fail').length;
  const unjudged = kinds.filter((kind) => kind === 'inconclusive' || kind === 'error').length;
  return [...(failed === 0 ? [] : [`${failed} failed`]), ...(unjudged === 0 ? [] : [`${unjudged} not judged`])];
}
