import { stripVTControlCharacters } from 'node:util';
import { wallClock, type WallClock } from './zone.ts';

/** What the output of `schedule:run` tells, in its order. `at`: epoch milliseconds, where the line tells a time. */
export type ScheduleEvent =
  | { readonly kind: 'run'; readonly task: string; readonly at?: number; readonly result?: TaskResult }
  /** Nothing was due. */
  | { readonly kind: 'idle'; readonly at?: number }
  /** Another server had run it: `onOneServer()`. */
  | { readonly kind: 'elsewhere'; readonly task: string; readonly at?: number };

const RESULTS = ['DONE', 'FAIL', 'SKIPPED'] as const;

export type TaskResult = (typeof RESULTS)[number];

/**
 * Since Laravel 9: `2026-09-01 10:00:01 Running ['artisan' x] in background ....... 312.45ms DONE`. The time came later
 * than the brackets; the dots depend on the terminal's width and may be missing.
 */
const RUN = /(?:(?<wall>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) )?Running \[(?<task>.*)\](?: in background)?(?<rest>[^\]]*)$/;

/** Up to Laravel 9: `[2026-09-01T10:00:01+00:00] Running scheduled command: …`; older ones without a time. */
const OLD_RUN = /(?:\[(?<iso>\d{4}-\d\d-\d\dT[^\]]+)\] )?Running scheduled command: (?<task>.+)$/;

const IDLE = /No scheduled commands are ready to run/;

/** Laravel 10 says `, as command already run`, 12 `because the command already ran`. */
const ELSEWHERE = /Skipping \[(?<task>.*)\],? (?:as|because)(?: the)? command already r[au]n on another server/;

const OLD_ELSEWHERE = /Skipping command \(has already run on another server\):\s*(?<task>.+)$/;

const RESULT = /(?:^|[\s.])(?<result>DONE|FAIL|SKIPPED)\s*$/;

/** No line of schedule:run is longer, and a search through longer ones would take its time. */
const LONGEST = 4_096;

/** What container runtimes and log stores write before a line. */
const STAMP = /^\[?(?<iso>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))/;

/**
 * Reads the output of `schedule:run`, Laravel 8 to 13; lines it does not know tell nothing.
 *
 * @param timeZone IANA name, of the times without an offset
 * @throws RangeError when there is no such zone
 */
export function readSchedule(text: string, timeZone: string): readonly ScheduleEvent[] {
  const clock = wallClock(timeZone);
  const events: ScheduleEvent[] = [];
  let before = 0;
  const lines = stripVTControlCharacters(text).split('\n');
  for (const line of lines.filter(({ length }) => length <= LONGEST).map((line) => line.trimEnd())) {
    const event = eventOf(line, clock, before);
    if (event === undefined) endLast(events, line);
    else events.push(event);
    before = event?.at ?? before;
  }
  return events;
}

type Line = {
  readonly form: RegExp;
  readonly event: (groups: Readonly<Record<string, string>>, clock: WallClock, before: number) => ScheduleEvent;
};

const LINES: readonly Line[] = [
  { form: IDLE, event: () => ({ kind: 'idle' }) },
  { form: ELSEWHERE, event: ({ task = '' }) => ({ kind: 'elsewhere', task }) },
  { form: OLD_ELSEWHERE, event: ({ task = '' }) => ({ kind: 'elsewhere', task }) },
  { form: OLD_RUN, event: ({ task = '', iso }) => ({ kind: 'run', task, ...isoTime(iso) }) },
  {
    form: RUN,
    event: ({ task = '', wall, rest = '' }, clock, before) => ({
      kind: 'run',
      task,
      ...(wall !== undefined && { at: clock(wall, before) }),
      ...resultOf(rest),
    }),
  },
];

function eventOf(line: string, clock: WallClock, before: number): ScheduleEvent | undefined {
  for (const { form, event } of LINES) {
    const found = form.exec(line);
    if (found !== null)
      return { ...isoTime(STAMP.exec(line)?.groups?.['iso']), ...event(found.groups ?? {}, clock, before) };
  }
  return undefined;
}

function isoTime(iso: string | undefined): { readonly at?: number } {
  const at = Date.parse(iso?.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') ?? '');
  return Number.isNaN(at) ? {} : { at };
}

function resultOf(text: string): { readonly result?: TaskResult } {
  const found = RESULT.exec(text)?.groups?.['result'];
  const result = RESULTS.find((known) => known === found);
  return result === undefined ? {} : { result };
}

/** A task that printed something has its result on a later line. */
function endLast(events: ScheduleEvent[], line: string): void {
  const last = events.at(-1);
  if (last?.kind !== 'run' || last.result !== undefined) return;
  events[events.length - 1] = { ...last, ...resultOf(line) };
}
