import type { OnEvent, RunEvent } from '../model/event.ts';
import type { View } from '../report/reporter.ts';
import { drawProgress, NO_PROGRESS, plainLine, progress } from '../report/progress.ts';
import { messageOf } from '../model/message-of.ts';

const ERASE_LINE = '\u001B[2K';
const up = (lines: number): string => (lines === 0 ? '' : `\u001B[${lines}A`);

/** At most so often is the screen drawn again, in milliseconds. */
const REDRAW_MS = 80;

/**
 * Live progress on a terminal: a few lines that are drawn over, gone when the run has ended.
 *
 * @param write to standard error; standard output belongs to the report
 */
export function liveProgress(write: (text: string) => void, { width }: View): OnEvent {
  let state = NO_PROGRESS;
  let drawn = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;
  const erase = (): string => `${`${up(1)}${ERASE_LINE}`.repeat(drawn)}\r`;
  return (event) => {
    state = progress(state, event);
    if (event.kind === 'run-ended') {
      write(erase());
      drawn = 0;
      return;
    }
    if (event.kind === 'run-judged' || event.at - drawnAt < REDRAW_MS) return;
    drawnAt = event.at;
    const lines = drawProgress(state, width);
    write(`${erase()}${lines.join('\n')}\n`);
    drawn = lines.length;
  };
}

/** A line for each scenario that ended, for logs. */
export const plainProgress =
  (write: (text: string) => void): OnEvent =>
  (event) => {
    const line = plainLine(event);
    if (line !== undefined) write(`${line}\n`);
  };

/** A listener must not break a run; what it throws is told at the end, and makes the run an error. */
export function guarded(listeners: readonly OnEvent[]): { onEvent: OnEvent; problems: () => readonly string[] } {
  const problems = new Set<string>();
  const tell = (listener: OnEvent, event: RunEvent): void => {
    try {
      listener(event);
    } catch (thrown) {
      problems.add(`a listener of the run failed: ${messageOf(thrown)}`);
    }
  };
  return {
    onEvent: (event) => listeners.forEach((listener) => tell(listener, event)),
    problems: () => [...problems],
  };
}
