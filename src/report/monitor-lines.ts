import type { OnEvent, RunEvent } from '../model/event.ts';
import type { StepRecord } from '../model/outcome.ts';
import type { Report } from '../model/report.ts';
import { traceIdOf } from '../model/trace.ts';
import { clip } from './escape.ts';

/** A log system takes this much of one run, in bytes; the habit of those we know. */
export const MOST_OF_A_RUN = 255 * 1_024;

/** Kept free for the lines of scenarios and of the run, which must get through. */
const RESERVE = 64 * 1_024;

const LONGEST_REASON = 1_000;
const MOST_FINDINGS = 20;

/** What a run tells a log system: a line of JSON for each step, scenario and run, with the run's id and trace. */
export type MonitorLines = {
  /** Steps are told as they end. */
  readonly onEvent: OnEvent;
  /** Scenarios and the run, as they were judged. Once, at the end. */
  readonly judged: (report: Report) => void;
  /** What happened to the results afterwards, or anything else that is worth a line. */
  readonly also: (kind: string, fields: Readonly<Record<string, unknown>>) => void;
};

type Named = { readonly tenant: string; readonly suite: string };

/**
 * @param write gets each line without its end
 * @param most bytes of all lines of a run; what is left out is told in a line of its own
 */
export function monitorLines(named: Named, write: (line: string) => void, most = MOST_OF_A_RUN): MonitorLines {
  let run = { id: '', startedAt: 0 };
  let bytes = 0;
  let leftOut = 0;
  const put = (kind: string, atMs: number, fields: object, limit: number): void => {
    const time = new Date(run.startedAt + atMs).toISOString();
    const line = JSON.stringify({ time, kind, run: run.id, trace: traceIdOf(run.id), ...named, ...fields }, rounded);
    const length = Buffer.byteLength(line) + 1;
    if (bytes + length > limit) return void leftOut++;
    bytes += length;
    write(line);
  };
  return {
    onEvent(event) {
      if (event.again === true) return;
      if (event.kind === 'run-began') {
        run = { id: event.runId, startedAt: Date.parse(event.startedAt) };
        bytes = leftOut = 0;
      }
      if (event.kind === 'step-ended') put('step', event.at, stepFields(event), most - RESERVE);
    },
    judged(report) {
      for (const [atMs, fields] of scenarioFields(report)) put('scenario', atMs, fields, most - RESERVE / 4);
      const { durationMs } = report.run;
      if (leftOut > 0) put('truncated', durationMs, { leftOut, says: `${leftOut} lines did not fit` }, most);
      put('run', durationMs, runFields(report), most);
    },
    also: (kind, fields) => put(kind, Date.now() - run.startedAt, fields, Infinity),
  };
}

/** No clock of ours tells more than microseconds. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value;

function stepFields({ scenario, role, step }: Extract<RunEvent, { kind: 'step-ended' }>): object {
  const { id, startedMs, durationMs, end, reason, fault, observation } = step;
  return {
    scenario,
    target: role,
    step: id,
    end,
    startedMs,
    durationMs,
    ...(reason !== undefined && { reason: clip(reason, LONGEST_REASON) }),
    ...(fault !== undefined && { fault: fault.kind, blame: fault.blame }),
    ...(observation !== undefined && seenFields(observation)),
  };
}

function seenFields({ kind, request, response, timings }: NonNullable<StepRecord['observation']>): object {
  const { method, url, headers } = request;
  const [, traceparent] = headers.find(([name]) => name.toLowerCase() === 'traceparent') ?? [];
  const span = traceparent?.split('-')[2];
  return { saw: kind, method, url: clip(url, LONGEST_REASON), status: response.status, timings, ...(span && { span }) };
}

const scenarioFields = ({ outcomes, findings }: Report): readonly (readonly [atMs: number, fields: object])[] =>
  outcomes.map(({ scenario, role, verdict, startedMs, durationMs }) => {
    const { kind, ...why } = verdict;
    const own = findings.filter(({ places }) => places.some((place) => place.scenario === scenario));
    const few = own.slice(0, MOST_FINDINGS).map(({ id, rule, level, attribution, cause }) => ({
      id,
      rule,
      level,
      attribution,
      ...(cause !== undefined && { cause }),
    }));
    const told = 'reason' in why ? { ...why, reason: clip(why.reason, LONGEST_REASON) } : {};
    const fields = { scenario, target: role, verdict: kind, ...told, durationMs, findings: own.length, first: few };
    return [startedMs + durationMs, fields];
  });

function runFields({ run, verdict, outcomes, findings, targets, notices }: Report): object {
  const count = (kind: string): number => outcomes.filter((outcome) => outcome.verdict.kind === kind).length;
  const kinds = [...new Set(outcomes.map((outcome) => outcome.verdict.kind))];
  return {
    verdict: verdict.kind,
    headline: clip(verdict.headline, LONGEST_REASON),
    interrupted: run.interrupted,
    durationMs: run.durationMs,
    parity: run.parity,
    revisions: Object.fromEntries(targets.map(({ role, revision }) => [role, revision ?? null])),
    scenarios: Object.fromEntries(kinds.map((kind) => [kind, count(kind)])),
    findings: findings.length,
    notices: notices.map(({ id }) => id),
  };
}
