import type { Level } from '../model/level.ts';
import type { Report } from '../model/report.ts';
import type { Loaded } from './load.ts';
import { baselineFolders } from '../baseline/files.ts';
import { readBaselines } from '../baseline/read.ts';
import { runVerdict } from '../engine/headline.ts';
import { judge } from '../engine/judge.ts';
import { baselineNotices } from './baseline-notices.ts';
import { knownSteps } from './known-steps.ts';

/** Notices that a judgement makes; the others belong to the run. */
const OF_JUDGING: readonly string[] = ['missing-baseline', 'unreadable-baseline'];

/** The saved report, judged with today's baselines and policy. Pure but for reading the baselines. */
export function rejudge(saved: Report, { home, tenant }: Loaded, gate: Level): Report {
  const folders = baselineFolders(home.baselines, tenant.application.name, tenant.id);
  const baselines = readBaselines(folders, knownSteps());
  const subject = {
    scenarios: saved.scenarios,
    policy: tenant.policy,
    gate,
    targets: saved.targets,
    again: saved.again,
  };
  const { outcomes, comparisons, findings } = judge(subject, saved.outcomes, baselines, saved.findings);
  const { scenarios, notRun } = saved;
  const { interrupted } = saved.run;
  const judged = { tenantId: tenant.id, interrupted, gate, outcomes, findings, scenarios, notRun };
  return {
    ...saved,
    run: { ...saved.run, gate },
    outcomes,
    comparisons,
    findings,
    notices: [
      ...saved.notices.filter(({ id }) => !OF_JUDGING.includes(id)),
      ...baselineNotices(tenant.id, comparisons, baselines),
    ],
    verdict: runVerdict(judged),
  };
}
