import type { GateReport } from '../../model/gate.ts';
import type { Plan } from '../../model/plan.ts';
import type { Report } from '../../model/report.ts';
import type { Waited } from '../../gate/index.ts';
import type { Watch } from '../execute.ts';
import type { Loaded } from '../load.ts';
import { randomBytes } from 'node:crypto';
import { gateVerdict } from '../../engine/gate-verdict.ts';
import { toReport } from '../../engine/report.ts';
import { runAndJudge } from '../execute.ts';
import { PARITY_VERSION } from '../version.ts';
import { type GateOptions, wantedOf } from './options.ts';
import { advisoryOf } from './problems.ts';
import { strayedTo } from './strayed.ts';
import { waitForCandidate } from './wait.ts';

/** Waits, then runs and judges as `run` does; without a candidate that is deployed nothing runs, and the report says why. */
export async function gated(options: GateOptions, loaded: Loaded, plan: Plan, watch: Watch): Promise<Report> {
  const startedAt = new Date().toISOString();
  const waited =
    options.wait === false ? undefined : await waitForCandidate(options, loaded, options.wait, watch.signal);
  const gate = gateReport(options, plan, waited);
  const mayRun = gate.end === 'deployed' || gate.end === 'not-waited';
  const report = mayRun ? await runAndJudge(loaded, plan, watch) : emptyReport(plan, startedAt, gate);
  const strayed = gate.end === 'deployed' ? strayedTo(loaded.tenant, report, gate.wanted) : undefined;
  const told = strayed === undefined ? gate : { ...gate, strayed };
  return { ...report, gate: told, verdict: gateVerdict(report, told) };
}

function gateReport(options: GateOptions, { tenant, scenarios, notRun }: Plan, waited: Waited | undefined): GateReport {
  const ids = [...scenarios, ...notRun].map(({ id }) => id);
  return {
    wanted: wantedOf(options),
    end: waited?.end ?? 'not-waited',
    waitedMs: waited?.waitedMs ?? 0,
    witnesses: (waited?.seen ?? []).map(({ name, sight }) => ({
      name,
      sees: sight?.kind ?? 'nothing',
      says: sight?.says ?? 'did not answer in time',
    })),
    advisory: tenant.gate === undefined ? [] : advisoryOf(tenant.gate, ids),
  };
}

/** Nothing ran, so nothing was seen. */
function emptyReport(plan: Plan, startedAt: string, { end }: GateReport): Report {
  const result = {
    runId: randomBytes(8).toString('hex'),
    startedAt,
    durationMs: 0,
    interrupted: end === 'interrupted',
    outcomes: [],
    notices: [],
  };
  const judgement = { outcomes: [], comparisons: [], findings: [], accepted: [] };
  const why = 'the candidate was not seen to be the deployed revision';
  const notRun = [...plan.scenarios.map(({ id }) => ({ id, why })), ...plan.notRun];
  const extras = { parity: PARITY_VERSION, notices: [], again: [], repeats: [] };
  return toReport({ ...plan, scenarios: [], notRun }, result, judgement, extras);
}
