import type { OnEvent } from '../model/event.ts';
import { ndjsonLine, type NdjsonRun } from '../report/ndjson.ts';
import { drawProgress, NO_PROGRESS, plainLine, progress } from '../report/progress.ts';

/** The part of a stream that the listeners need; `process.stderr` is one. */
export type Screen = {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
};

/** Live lines on a terminal, gone when the run ends; elsewhere one line for each scenario that ended. */
export const progressListener = (screen: Screen): OnEvent => (screen.isTTY === true ? drawn(screen) : written(screen));

function drawn(screen: Screen): OnEvent {
  let state = NO_PROGRESS;
  let shown = 0;
  return (event) => {
    state = progress(state, event);
    const all = event.kind === 'run-ended' ? [] : drawProgress(state, (screen.columns ?? 80) - 1);
    // What has scrolled off cannot be drawn over: the last lines, with the sum, are the ones to keep.
    const lines = all.slice(-Math.max(1, (screen.rows ?? 24) - 1));
    const up = shown === 0 ? '' : `\u001b[${shown}A\u001b[0J`;
    screen.write(`${up}${lines.map((line) => `${line}\n`).join('')}`);
    shown = lines.length;
  };
}

const written =
  (screen: Screen): OnEvent =>
  (event) => {
    const line = plainLine(event);
    if (line !== undefined) screen.write(`${line}\n`);
  };

/** One line of JSON for each event, for log collectors. */
export function ndjsonListener(screen: Pick<Screen, 'write'>): OnEvent {
  let run: NdjsonRun = { run: '', tenant: '' };
  return (event) => {
    if (event.kind === 'run-began') run = { run: event.runId, tenant: event.plan.tenant.id };
    screen.write(`${ndjsonLine(event, run)}\n`);
  };
}
