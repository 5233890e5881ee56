import type { Delivery } from '../../export/delivery.ts';
import type { Memory } from '../../export/memory.ts';
import type { Report } from '../../model/report.ts';
import type { SinkEnd } from '../../monitor/deliver.ts';
import type { Spool } from '../../monitor/spool.ts';
import type { Settings } from './settings.ts';
import { deliveryOf } from '../../export/delivery.ts';
import { NO_MEMORY, remember } from '../../export/memory.ts';
import { samplesOf } from '../../export/samples.ts';
import { deliverTo } from '../../monitor/deliver.ts';
import { openSpool } from '../../monitor/spool.ts';
import { ledgerOf } from '../ledger/read.ts';

/** A run that is safe, or that must be delivered at once because it is not. */
export type Kept = {
  readonly delivery: Delivery;
  /** Names of sinks for which it could not be put on disk. */
  readonly unsafe: readonly string[];
};

/** What becomes of results. Nothing of it throws: what goes wrong is told, a sentence each. */
export type Results = {
  /** Makes of a report what sinks are told, and puts it on disk. */
  readonly keep: (report: Report) => Kept;
  /** Hands over all that waits, each sink for itself. @param kept absent: only what waits */
  readonly deliver: (kept: Kept | undefined, signal: AbortSignal) => Promise<readonly SinkEnd[]>;
  readonly memory: () => Memory;
};

/** @param tell a problem that is no result: the spool, the budget of series */
export function makeResults(
  { loaded, plan, suite, sinks, spool: folder }: Settings,
  tell: (says: string) => void,
): Results {
  const spool = folder === undefined ? undefined : openSpool(folder);
  const known = plan.scenarios.map(({ id }) => id);
  let memory = attempt(() => spool?.memory(), 'what was remembered could not be read', tell) ?? NO_MEMORY;
  const learn = (next: Memory): void => {
    memory = next;
    attempt(() => spool?.remember(next), 'nothing can be remembered', tell);
  };
  return {
    memory: () => memory,
    keep(report) {
      learn(remember(memory, report, known));
      const { entries: ledger } = ledgerOf(loaded.home.baselines, loaded.tenant.id);
      // Without a spool every difference would be seen for the first time.
      const shown = spool === undefined ? { ...memory, drifts: [] } : memory;
      const { samples, dropped } = samplesOf(report, { suite, memory: shown, ledger });
      if (dropped.length > 0) tell(`the budget of series is spent; left out: ${dropped.join(', ')}`);
      const delivery = deliveryOf(report, suite, samples, known);
      return { delivery, unsafe: sinks.map(({ name }) => name).filter((name) => !put(spool, name, delivery, tell)) };
    },
    async deliver(kept, signal) {
      const directFor = (name: string): readonly Delivery[] =>
        kept !== undefined && kept.unsafe.includes(name) ? [kept.delivery] : [];
      const ends = await Promise.all(sinks.map((sink) => deliverTo(sink, spool, directFor(sink.name), signal)));
      const taken = ends.filter((end) => end.taken.length > 0).map(({ sink }) => [sink, Date.now() / 1_000]);
      if (taken.length > 0) learn({ ...memory, delivered: { ...memory.delivered, ...Object.fromEntries(taken) } });
      return ends;
    },
  };
}

/** @returns whether it is on disk */
function put(spool: Spool | undefined, sink: string, delivery: Delivery, tell: (says: string) => void): boolean {
  if (spool === undefined) return false;
  const lost = attempt(
    () => spool.put(sink, delivery),
    `run ${delivery.run.id} could not be spooled for ${sink}`,
    tell,
  );
  if (lost !== undefined && lost > 0) tell(`the spool is full: the ${lost} oldest runs for ${sink} are lost`);
  return lost !== undefined;
}

function attempt<T>(act: () => T, failed: string, tell: (says: string) => void): T | undefined {
  try {
    return act();
  } catch (cause) {
    tell(`${failed}: ${cause instanceof Error ? cause.message : String(cause)}`);
    return undefined;
  }
}
