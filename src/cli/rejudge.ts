import type { Level } from '../model/level.ts';
import type { Report } from '../model/report.ts';
import type { Loaded } from './load.ts';
import { baselineFolders } from '../baseline/files.ts';
import { readBaselines } from '../baseline/read.ts';
import { gateVerdict } from '../engine/gate-verdict.ts';
import { runVerdict } from '../engine/headline.ts';
import { judge } from '../engine/judge.ts';
import { baselineNotices } from './baseline-notices.ts';
import { knownSteps } from './known-steps.ts';
import { ledgerNotices } from './ledger/notices.ts';
import { ledgerOf } from './ledger/read.ts';

/** Notices that a judgement makes; the others belong to the run. */
const OF_JUDGING: readonly string[] = [
  'missing-baseline',
  'unreadable-baseline',
  'ledger-expired',
  'ledger-unobserved',
  'ledger-required-absent',
];

/** The saved report, judged with today's baselines and policy. Pure but for reading the baselines. */
export async function rejudge(saved: Report, { home, tenant }: Loaded, gate: Level): Promise<Report> {
  const folders = baselineFolders(home.baselines, tenant.application.name, tenant.id);
  const baselines = readBaselines(folders, knownSteps());
  const ledger = ledgerOf(home.baselines, tenant.id);
  const subject = {
    runId: saved.run.id,
    scenarios: saved.scenarios,
    policy: tenant.policy,
    gate,
    targets: saved.targets,
    again: saved.again,
    ledger,
  };
  const judgement = await judge(subject, saved.outcomes, baselines, saved);
  const { outcomes, comparisons, findings, accepted } = judgement;
  const { scenarios, notRun } = saved;
  const { interrupted } = saved.run;
  const judged = { tenantId: tenant.id, interrupted, gate, outcomes, findings, accepted, scenarios, notRun };
  const report: Report = {
    ...saved,
    run: { ...saved.run, gate },
    outcomes,
    comparisons,
    findings,
    accepted,
    notices: [
      ...saved.notices.filter(({ id }) => !OF_JUDGING.includes(id)),
      ...baselineNotices(tenant.id, comparisons, baselines),
      ...ledgerNotices(ledger.entries, ledger.today, judgement),
    ],
    verdict: runVerdict(judged),
  };
  return saved.gate === undefined ? report : { ...report, verdict: gateVerdict(report, saved.gate) };
}
