import type { WaitOptions } from '../../gate/index.ts';

/** Silence for longer than this makes a reader of a log wonder, in milliseconds. */
const STILL_THERE_MS = 60_000;

/** Progress for logs: a line for each witness whenever it says something new, and one each minute otherwise. */
export function waitLines(budgetMs: number, write: (line: string) => void): WaitOptions['onLook'] {
  const before = new Map<string, string>();
  let toldAt = 0;
  return ({ seen }, elapsedMs) => {
    const isDue = elapsedMs - toldAt >= STILL_THERE_MS;
    for (const { name, sight } of seen) {
      const line = `${name} ${sight?.kind ?? 'nothing'}: ${sight?.says ?? ''}`;
      if (before.get(name) === line && !isDue) continue;
      before.set(name, line);
      toldAt = elapsedMs;
      write(`gate: ${seconds(elapsedMs)} of ${seconds(budgetMs)}  ${line}`);
    }
  };
}

const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`;
