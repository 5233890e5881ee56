import type { SelfCheck } from '../model/noise.ts';
import type { RunEvent } from '../model/event.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Notice, Repeat, Report, ReportTarget } from '../model/report.ts';
import type { Target } from '../model/tenant.ts';
import type { Judgement } from './judge.ts';
import type { RunResult } from './run.ts';
import { REPORT_VERSION } from '../model/report.ts';
import { runVerdict } from './headline.ts';
import { revisionOf } from './revision.ts';

/** What a report holds besides the run and its judgement. */
export type ReportExtras = {
  /** Version of the harness. */
  readonly parity: string;
  readonly notices: readonly Notice[];
  readonly again: readonly SelfCheck[];
  readonly repeats: readonly Repeat[];
};

/** All of a run as one piece of data. Pure. */
export function toReport(plan: Plan, result: RunResult, judgement: Judgement, extras: ReportExtras): Report {
  const { tenant, seed, gate } = plan;
  const { runId, startedAt, durationMs, interrupted } = result;
  const isRequired = (id: string): boolean => tenant.required.includes(id);
  const scenarios = plan.scenarios.map(({ id, title, steps }) => ({
    id,
    title,
    required: isRequired(id),
    steps: steps.map((step) => step.id),
  }));
  const notRun = plan.notRun.map((each) => ({ ...each, required: isRequired(each.id) }));
  const { outcomes, comparisons, findings, accepted } = judgement;
  const judged = { tenantId: tenant.id, interrupted, gate, outcomes, findings, accepted, scenarios, notRun };
  return {
    version: REPORT_VERSION,
    run: { id: runId, startedAt, durationMs, seed, gate, interrupted, parity: extras.parity },
    tenant: { id: tenant.id, title: tenant.title, application: tenant.application.name },
    targets: targetsOf(plan, outcomes),
    scenarios,
    notRun,
    again: extras.again,
    outcomes,
    comparisons,
    findings,
    accepted,
    notices: [...result.notices, ...extras.notices],
    repeats: extras.repeats,
    verdict: runVerdict(judged),
  };
}

/** What a listener of the run is told last. */
export const judgedEvent = ({ run, verdict, outcomes, findings }: Report): RunEvent => ({
  kind: 'run-judged',
  at: run.durationMs,
  verdict,
  verdicts: outcomes.map(({ scenario, role, verdict: { kind } }) => ({ scenario, role, verdict: kind })),
  findings: findings.length,
});

const targetsOf = ({ tenant, roles }: Plan, outcomes: readonly Outcome[]): ReportTarget[] =>
  roles.flatMap((role) =>
    tenant.targets
      .filter((target) => target.role === role)
      .map((target) => seen(target, outcomes, tenant.application.revision?.header)),
  );

function seen({ role, url, reach }: Target, outcomes: readonly Outcome[], header: string | undefined): ReportTarget {
  const revision = revisionOf(role, outcomes, header);
  const { vantage, connectTo } = reach;
  return { role, url, vantage, ...(connectTo && { connectTo }), ...(revision !== undefined && { revision }) };
}
