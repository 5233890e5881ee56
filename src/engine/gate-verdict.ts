import type { Finding } from '../model/finding.ts';
import type { GateReport } from '../model/gate.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Report } from '../model/report.ts';
import type { VerdictKind } from '../model/verdict.ts';
import { wantedText } from '../model/gate.ts';
import { EXIT_CODE, EXIT_INTERRUPTED, worst } from '../model/verdict.ts';
import { runVerdict } from './headline.ts';

type Verdict = Report['verdict'];

/** Drift that a deploy of the candidate did not bring. */
const NOT_OF_THE_DEPLOY: readonly Finding['attribution'][] = ['reference-drifted', 'both-drifted', 'baseline-stale'];

/**
 * The verdict of a gate: as that of a run, but advisory scenarios do not decide, nor does drift that is not of the
 * candidate alone; both are named. A run that saw another revision than was waited for is not judged.
 *
 * @param report of the run, its verdict without the gate
 */
export function gateVerdict(report: Report, gate: GateReport): Verdict {
  if (gate.end !== 'deployed' && gate.end !== 'not-waited') return endedVerdict(report.tenant.id, gate);
  const isAdvisory = (id: string): boolean => gate.advisory.includes(id);
  const { findings, accepted, run } = report;
  const deciding = runVerdict({
    tenantId: report.tenant.id,
    interrupted: run.interrupted,
    gate: run.gate,
    outcomes: report.outcomes
      .filter(({ scenario }) => !isAdvisory(scenario))
      .map((outcome) => excused(outcome, findings)),
    findings,
    accepted,
    scenarios: report.scenarios.filter(({ id }) => !isAdvisory(id)),
    notRun: report.notRun.filter(({ id }) => !isAdvisory(id)),
  });
  const kind = gate.strayed === undefined ? deciding.kind : worst([deciding.kind, 'inconclusive']);
  const exitCode = run.interrupted ? EXIT_INTERRUPTED : EXIT_CODE[kind];
  return { kind, exitCode, headline: headline(report, gate) };
}

/** Nothing ran: the wait ended otherwise. A time-out is no fault of the target, a failed deployment is. */
function endedVerdict(tenantId: string, { end, witnesses, wanted, waitedMs }: GateReport): Verdict {
  const kind: VerdictKind = end === 'failed' ? 'fail' : 'inconclusive';
  const exitCode = end === 'interrupted' ? EXIT_INTERRUPTED : EXIT_CODE[kind];
  const telling = witnesses.filter(({ sees }) =>
    end === 'failed' || end === 'blind' ? sees === end : sees !== 'agrees',
  );
  const says = telling.map(({ name, says }) => `${name}: ${says}`);
  const parts = [
    `${tenantId}: nothing ran`,
    `${END_SAYS[end]} ${wantedText(wanted)} after ${seconds(waitedMs)}`,
    ...says,
  ];
  return { kind, exitCode, headline: parts.join('; ') };
}

const END_SAYS: Readonly<Record<GateReport['end'], string>> = {
  deployed: 'saw',
  'not-waited': 'did not wait for',
  failed: 'the deployment failed while waiting for',
  blind: 'cannot see whether the candidate runs',
  'timed-out': 'the candidate was not seen to run',
  interrupted: 'interrupted while waiting for',
};

const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`;

function excused(outcome: Outcome, findings: readonly Finding[]): Outcome {
  return isExcused(outcome, findings) ? { ...outcome, verdict: { kind: 'pass' } } : outcome;
}

const isExcused = ({ verdict }: Outcome, findings: readonly Finding[]): boolean =>
  verdict.kind === 'drift' &&
  findings
    .filter(({ id }) => verdict.findings.includes(id))
    .every(({ attribution }) => NOT_OF_THE_DEPLOY.includes(attribution));

function headline(
  { verdict, outcomes, findings }: Report,
  { advisory, strayed, wanted, end, waitedMs }: GateReport,
): string {
  const bad = outcomes.filter(({ verdict: { kind } }) => kind !== 'pass' && kind !== 'skipped');
  const notDeciding = bad.filter((outcome) => advisory.includes(outcome.scenario) || isExcused(outcome, findings));
  const named = notDeciding.map(({ scenario, role, verdict: { kind } }) => `${scenario} ${kind} on the ${role}`);
  return [
    verdict.headline,
    ...(end === 'deployed' ? [`waited ${seconds(waitedMs)} for ${wantedText(wanted)}`] : []),
    ...(strayed === undefined ? [] : [`while it ran the candidate said ${strayed}`]),
    ...(advisory.length === 0 ? [] : [`advisory: ${advisory.join(', ')}`]),
    ...(named.length === 0 ? [] : [`does not decide: ${named.join(', ')}`]),
  ].join('; ');
}
