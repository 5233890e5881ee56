import type { EvidenceSource } from '../model/tenant.ts';
import type { Asked } from './ask.ts';
import type { Reader, ReaderDeps } from './reader.ts';
import { ask, withoutQuery } from './ask.ts';
import { Unheard } from './reader.ts';
import { judgeSchedule } from './schedule/judge.ts';
import { readSchedule, type ScheduleEvent } from './schedule/lines.ts';
import { tailOfFile, type Tail, TAIL_BYTES, wholeLines } from './schedule/tail.ts';

type ScheduleLog = Extract<EvidenceSource, { readonly reader: 'schedule-log' }>;

export const scheduleLog: Reader<ScheduleLog> = {
  says: 'The output of schedule:run, Laravel 8 to 13, from a file or a path of the target.',
  kinds: ['scheduler'],
  async read(_question, { from, timeZone, maxAgeMs }, deps) {
    const { text, writtenAt, now } = 'file' in from ? await fromFile(from.file, deps) : await fromPath(from, deps);
    const name = 'file' in from ? from.file : withoutQuery(from.path);
    if (text.trim() === '') throw new Unheard('absent', `${name} is empty: nothing was written since it was made`);
    const events = eventsIn(text, timeZone);
    return judgeSchedule({ events, now, maxAgeMs, ...(writtenAt !== undefined && { writtenAt }) });
  },
};

type Log = Tail & {
  /** Of the clock that dates the lines. */
  readonly now: number;
};

const fromFile = async (file: string, { now }: ReaderDeps): Promise<Log> => ({
  ...(await tailOfFile(file)),
  now: now(),
});

async function fromPath(from: Asked, deps: ReaderDeps): Promise<Log> {
  const range = { Range: { literal: `bytes=-${TAIL_BYTES}` } };
  const { answer, serverNow } = await ask({ ...from, headers: { ...range, ...from.headers } }, deps, 'success');
  if (/^\s*<(?:!doctype|html)/i.test(answer.text))
    throw new Unheard('absent', `${withoutQuery(from.path)} answered a page of HTML, wanted the log`);
  const isPart = /^bytes (?!0-)/.test(answer.headers['content-range'] ?? '');
  const writtenAt = Date.parse(answer.headers['last-modified'] ?? '');
  return {
    text: wholeLines(answer.text.slice(-TAIL_BYTES), isPart || answer.text.length > TAIL_BYTES),
    now: serverNow,
    ...(!Number.isNaN(writtenAt) && { writtenAt }),
  };
}

/** @throws Unheard when nobody knows the zone */
function eventsIn(text: string, timeZone: string): readonly ScheduleEvent[] {
  try {
    return readSchedule(text, timeZone);
  } catch (cause) {
    if (cause instanceof RangeError) throw new Unheard('absent', `${timeZone} is no time zone`);
    throw cause;
  }
}
