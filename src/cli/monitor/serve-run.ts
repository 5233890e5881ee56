import type { SessionKeeper } from '../../engine/kept-sessions.ts';
import type { Meters } from '../../export/scrape.ts';
import type { Plan } from '../../model/plan.ts';
import type { Report } from '../../model/report.ts';
import type { Held } from '../execute.ts';
import type { Results } from './results.ts';
import type { Settings } from './settings.ts';
import { randomBytes } from 'node:crypto';
import { type MonitorLines, monitorLines } from '../../report/monitor-lines.ts';
import { messageOf } from '../../model/message-of.ts';

/** Everything that the always-on monitor holds. */
export type Monitor = {
  readonly settings: Settings;
  readonly held: Held;
  readonly results: Results;
  readonly meters: Meters;
  readonly keeper: SessionKeeper;
  /** A line on standard output. */
  readonly write: (line: string) => void;
  /** What a sink last complained of, until it takes something. */
  readonly faults: Map<string, string>;
  /** Ends what runs and what is being delivered. */
  readonly hard: AbortSignal;
};

export const baseOf = ({ settings: { loaded, suite } }: Pick<Monitor, 'settings'>) => ({
  tenant: loaded.tenant.id,
  suite,
});

/** Runs these scenarios together, tells and delivers. Never rejects: what breaks here is counted, and blames nobody. */
export async function runTogether(monitor: Monitor, ids: readonly string[]): Promise<void> {
  const { settings, held, results, keeper, hard } = monitor;
  const lines = monitorLines(baseOf(monitor), monitor.write);
  try {
    const watch = { onEvent: lines.onEvent, signal: hard };
    const report = await held.run(planOf(settings.plan, ids), watch, keeper.sessions);
    results.keep(report);
    meter(monitor, report);
    lines.judged(report);
  } catch (cause) {
    broke(monitor, cause);
  }
  await deliverNow(monitor, lines);
}

/** A fault of ours, on standard error. */
export function broke({ meters, ...monitor }: Pick<Monitor, 'meters' | 'settings'>, cause: unknown): void {
  meters.count('parity_internal_errors_total', baseOf(monitor));
  process.stderr.write(`error: the monitor broke: ${messageOf(cause)}\n`);
}

/** What is not due now is no part of this run, and is missed by nobody. */
const planOf = (plan: Plan, ids: readonly string[]): Plan => ({
  ...plan,
  tenant: { ...plan.tenant, required: plan.tenant.required.filter((id) => ids.includes(id)) },
  scenarios: plan.scenarios.filter(({ id }) => ids.includes(id)),
  notRun: [],
  seed: randomBytes(4).toString('hex'),
});

function meter({ meters, ...monitor }: Monitor, { outcomes }: Report): void {
  for (const { scenario, role, verdict, durationMs } of outcomes) {
    const labels = { ...baseOf(monitor), scenario, target: role };
    meters.count('parity_scenario_runs_total', { ...labels, verdict: verdict.kind });
    if (verdict.kind !== 'skipped') meters.observe('parity_scenario_duration_seconds', labels, durationMs / 1_000);
  }
}

/** Hands over what waits. Never rejects. */
export async function deliverNow(monitor: Monitor, lines?: MonitorLines): Promise<void> {
  const { results, meters, faults, hard } = monitor;
  try {
    for (const { sink, taken, fault } of await results.deliver(hard)) {
      if (taken.length > 0) faults.delete(sink);
      if (fault !== undefined) {
        faults.set(sink, fault.says);
        meters.count('parity_delivery_failures_total', { ...baseOf(monitor), sink });
      }
      lines?.also('delivery', { sink, taken, ...(fault && { fault: fault.kind, says: fault.says }) });
    }
  } catch (cause) {
    if (!hard.aborted) broke(monitor, cause);
  }
}
