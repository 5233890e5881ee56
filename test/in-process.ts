import assert from 'node:assert/strict';
import type { OnEvent } from '../src/model/event.ts';
import type { Finding } from '../src/model/finding.ts';
import type { Report } from '../src/model/report.ts';
import type { Target, Tenant } from '../src/model/tenant.ts';
import type { WorkFinds } from '../testbed/standin/work-drift.ts';
import { runAndJudge } from '../src/cli/execute.ts';
import { load, type Loaded, planFor } from '../src/cli/load.ts';

/** The tenant `demo`, changed. */
export function demoWith(
  change: (target: Target) => Target,
  more: (tenant: Tenant) => Tenant = (same) => same,
): Loaded {
  const loaded = impatient(load({ tenant: 'demo' }));
  const { tenant } = loaded;
  return { ...loaded, tenant: more({ ...tenant, targets: tenant.targets.map(change) }) };
}

/** A lost event is waited for only so long as a loaded machine needs. */
export function impatient(loaded: Loaded): Loaded {
  const { tenant } = loaded;
  const { dispatch } = tenant.application;
  if (dispatch === undefined) throw new Error(`${tenant.id} names no action that dispatches a job`);
  const application = { ...tenant.application, dispatch: { ...dispatch, withinMs: 5_000 } };
  return { ...loaded, tenant: { ...tenant, application } };
}

/** A change of the candidate alone. */
export const ofCandidate =
  (change: (target: Target) => Target): ((target: Target) => Target) =>
  (target) =>
    target.role === 'candidate' ? change(target) : target;

export const drifting = (...drifts: readonly string[]): ((target: Target) => Target) =>
  ofCandidate((target) => ({ ...target, standin: { drifts } }));

type Watched = { readonly scenario?: readonly string[]; readonly onEvent?: OnEvent };

/** A whole run in this process: run, asked again, judged. */
export function runOf(loaded: Loaded, { scenario = [], onEvent = () => undefined }: Watched = {}): Promise<Report> {
  const plan = planFor(loaded.tenant, { tenant: loaded.tenant.id, scenario, timeout: 120, gate: 'warning' });
  return runAndJudge(loaded, plan, { onEvent, signal: new AbortController().signal });
}

/** In one line: rule, likely cause, and its places. */
export const asLine = ({ rule, cause, places }: Finding): string =>
  `${rule} <${cause ?? 'unknown'}> ${places.map(({ scenario, step }) => `${scenario}/${step}`).join(' ')}`;

/** Scenarios of a target that did not pass, with their verdicts: `realtime-connect fail`. */
export const wrongOf = ({ outcomes }: Report, role: Target['role']): readonly string[] =>
  outcomes
    .filter((outcome) => outcome.role === role && outcome.verdict.kind !== 'pass')
    .map(({ scenario, verdict }) => `${scenario} ${verdict.kind}`)
    .toSorted();

const scenarioOf = (place: string): string => place.split('/', 1)[0] ?? '';

/** One finding, of the candidate alone, with the right cause, where it must be and nowhere it must not. */
export function assertFinds(report: Report, { rule, cause, verdict, at, also = [] }: WorkFinds): void {
  const [finding, ...others] = report.findings;
  assert.ok(finding, 'nothing was found');
  assert.deepEqual(others.map(asLine), [], asLine(finding));
  assert.deepEqual([finding.rule, finding.cause, finding.attribution], [rule, cause, 'target-failed'], asLine(finding));
  assert.deepEqual(
    finding.places.filter((place) => place.candidate === undefined),
    [],
  );
  const places = finding.places.map(({ scenario, step }) => `${scenario}/${step}`);
  const isLuck = (place: string): boolean => !at.includes(place) && (also === 'anywhere' || also.includes(place));
  assert.deepEqual(places.filter((place) => !isLuck(place)).toSorted(), at.toSorted());
  assert.deepEqual(wrongOf(report, 'reference'), []);
  const wrong = [...new Set(places.map(scenarioOf))].map((scenario) => `${scenario} ${verdict}`);
  assert.deepEqual(wrongOf(report, 'candidate'), wrong.toSorted());
}
