import type { Memory } from '../../export/memory.ts';
import type { Sample } from '../../export/metrics.ts';
import type { Report } from '../../model/report.ts';
import type { SinkEnd } from '../../monitor/deliver.ts';
import type { Spool } from '../../monitor/spool.ts';
import type { Settings } from './settings.ts';
import { withinBudget } from '../../export/budget.ts';
import { deliveryOf } from '../../export/delivery.ts';
import { NO_MEMORY, remember } from '../../export/memory.ts';
import { samplesOf } from '../../export/samples.ts';
import { type Board, EMPTY_BOARD, putOn } from '../../monitor/board.ts';
import { makeOutbox } from '../../monitor/outbox.ts';
import { openSpool } from '../../monitor/spool.ts';
import { ledgerOf } from '../ledger/read.ts';
import { makeFolder } from '../../baseline/make-folder.ts';
import { messageOf } from '../../model/message-of.ts';

/** What becomes of results. */
export type Results = {
  /** Makes of a report what sinks are told, and puts it where it is safe. */
  readonly keep: (report: Report) => void;
  /** Hands over all that waits. @throws the signal's reason when it aborts */
  readonly deliver: (signal: AbortSignal) => Promise<readonly SinkEnd[]>;
  readonly board: () => Board;
  readonly memory: () => Memory;
  /** Runs that a sink has not taken yet. */
  readonly waiting: (sink: string) => number;
  /** Everything as it is now. */
  readonly gauges: () => readonly Sample[];
};

/** @param tell what goes wrong with the disk or the budget of series, a sentence each */
export function makeResults(settings: Settings, tell: (says: string) => void): Results {
  const { loaded, plan, suite, sinks, spool: folder } = settings;
  const base = { tenant: loaded.tenant.id, suite };
  const spool = folder === undefined ? undefined : openSpool(folder, makeFolder);
  const outbox = makeOutbox(sinks, spool, tell);
  const known = plan.scenarios.map(({ id }) => id);
  let board = EMPTY_BOARD;
  let memory = remembered(spool, tell);
  const learn = (next: Memory): void => {
    memory = next;
    writeMemory(spool, next, tell);
  };
  return {
    board: () => board,
    memory: () => memory,
    waiting: outbox.waiting,
    keep(report) {
      learn(remember(memory, report, known));
      const { entries: ledger } = ledgerOf(loaded.home.baselines, loaded.tenant.id);
      // Without a spool every difference would be seen for the first time.
      const shown = spool === undefined ? { ...memory, drifts: [] } : memory;
      const sampled = samplesOf(report, { suite, memory: shown, ledger });
      const merged = putOn(board, report, sampled.samples);
      const fitting = withinBudget(merged.samples.filter(isOfARun), base);
      board = { ...merged, samples: fitting.samples };
      const dropped = [...sampled.dropped, ...fitting.dropped];
      if (dropped.length > 0) tell(`the budget of series is spent; left out: ${dropped.join(', ')}`);
      outbox.put(deliveryOf(report, suite, board.samples, known));
    },
    async deliver(signal) {
      const ends = await outbox.deliver(signal);
      const taken = ends.filter((end) => end.taken.length > 0).map(({ sink }) => [sink, Date.now() / 1_000]);
      if (taken.length > 0) learn({ ...memory, delivered: { ...memory.delivered, ...Object.fromEntries(taken) } });
      return ends;
    },
    gauges: () => [
      ...board.samples.filter(({ name }) => name !== DELIVERED),
      ...Object.entries(memory.delivered).map(([sink, value]): Sample => ({
        name: DELIVERED,
        labels: { ...base, sink },
        value,
      })),
      {
        name: 'parity_spool_runs',
        labels: base,
        value: sinks.reduce((sum, { name }) => sum + outbox.waiting(name), 0),
      },
    ],
  };
}

const DELIVERED = 'parity_delivery_last_success_timestamp_seconds';

/** The budget tells anew what it leaves out. */
const isOfARun = ({ name }: Sample): boolean => name !== 'parity_series_dropped';

function remembered(spool: Spool | undefined, tell: (says: string) => void): Memory {
  try {
    return spool?.memory() ?? NO_MEMORY;
  } catch (cause) {
    tell(`what was remembered could not be read: ${messageOf(cause)}`);
    return NO_MEMORY;
  }
}

function writeMemory(spool: Spool | undefined, memory: Memory, tell: (says: string) => void): void {
  try {
    spool?.remember(memory);
  } catch (cause) {
    tell(`nothing can be remembered: ${messageOf(cause)}`);
  }
}
