import type { SinkEnd } from '../../monitor/deliver.ts';
import type { MonitorLines } from '../../report/monitor-lines.ts';
import type { MonitorOptions } from './options.ts';
import { EXIT_CODE, EXIT_INTERRUPTED } from '../../model/verdict.ts';
import { monitorLines } from '../../report/monitor-lines.ts';
import { DeadlineExceeded, withDeadline } from '../../time/deadline.ts';
import { runAndJudge } from '../execute.ts';
import { interruptible } from '../interrupt.ts';
import { guarded } from '../listeners.ts';
import { STDOUT_FD, writeWhole } from '../write-whole.ts';
import { makeResults, type Results } from './results.ts';
import { settingsOf } from './settings.ts';
import { messageOf } from '../../model/message-of.ts';

/** For everything that waits, in milliseconds; shorter when somebody wants us to end. */
const DELIVERY_MS = 60_000;
const LAST_DELIVERY_MS = 10_000;

/**
 * `parity monitor once`: runs, tells, delivers.
 *
 * @returns 0 when every sink and standard output have the results, whatever they say; 3 when not; 130 when interrupted
 */
export async function monitorOnce(options: MonitorOptions): Promise<number> {
  const settings = await settingsOf(options);
  using stop = interruptible();
  const { loaded, plan, suite } = settings;
  const lines = monitorLines({ tenant: loaded.tenant.id, suite }, (line) => writeWhole(STDOUT_FD, `${line}\n`));
  const results = makeResults(settings, warn);
  const listeners = guarded([lines.onEvent]);
  const report = await runAndJudge(loaded, plan, { onEvent: listeners.onEvent, signal: stop.signal });
  // On disk before anybody is told of it: a run that was told of is never lost.
  results.keep(report);
  const untold = [...listeners.problems(), ...told(() => lines.judged(report))];
  const ends = await delivered(results, stop.signal.aborted ? LAST_DELIVERY_MS : DELIVERY_MS);
  untold.push(...told(() => ends.forEach((end) => tellEnd(lines, end))));
  for (const problem of untold) warn(problem);
  if (report.run.interrupted) return EXIT_INTERRUPTED;
  const isDelivered = ends.every(({ taken }) => taken.includes(report.run.id));
  return isDelivered && untold.length === 0 ? EXIT_CODE.pass : EXIT_CODE.error;
}

const warn = (says: string): void => void process.stderr.write(`warning: ${says}\n`);

/** What standard output did not take. */
function told(tell: () => void): string[] {
  try {
    tell();
    return [];
  } catch (cause) {
    return [`standard output could not be written: ${messageOf(cause)}`];
  }
}

async function delivered(results: Results, budgetMs: number): Promise<readonly SinkEnd[]> {
  try {
    return await withDeadline(budgetMs, new AbortController().signal, results.deliver);
  } catch (cause) {
    if (!(cause instanceof DeadlineExceeded)) throw cause;
    return [
      {
        sink: 'all',
        taken: [],
        left: [],
        fault: { kind: 'slow', says: `the sinks did not take it: ${cause.message}` },
      },
    ];
  }
}

function tellEnd(lines: MonitorLines, { sink, taken, fault }: SinkEnd): void {
  lines.also('delivery', { sink, taken, ...(fault && { fault: fault.kind, says: fault.says }) });
  if (fault !== undefined) warn(`${sink} did not take everything: ${fault.says}`);
}
