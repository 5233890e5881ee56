import type { OnEvent } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';
import type { Output } from './deliver.ts';
import { closeSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeFolder } from '../baseline/make-folder.ts';
import { ndjsonLine } from '../report/ndjson.ts';
import { usageError } from './usage-error.ts';
import { STDOUT_FD, writeWhole } from './write-whole.ts';
import { messageOf } from '../model/message-of.ts';

/** The file name that stands for standard output. */
export const STDOUT = '-';

/** @throws UsageError when a report would be written into the events, or over them */
export function refuseSharedPlace(events: string, outputs: readonly Output[]): void {
  if (events === '')
    throw usageError('--events names no file', '--events reports/events.ndjson, or - for standard output');
  const rival = outputs.find((output) => sharesPlace(events, output));
  if (rival === undefined) return;
  const place = events === STDOUT ? 'standard output' : events;
  const own = `--reporter ${rival.name}=reports/${rival.name}.txt`;
  const advice = rival.name === 'github' ? '--events reports/events.ndjson' : own;
  throw usageError(
    `--events and the reporter ${rival.name} both write to ${place}`,
    `give one of them a file of its own, e.g. ${advice}`,
  );
}

function sharesPlace(events: string, { name, file }: Output): boolean {
  // The annotations of github go to standard output, wherever its text goes.
  if (events === STDOUT) return file === undefined || name === 'github';
  return file !== undefined && resolve(file) === resolve(events);
}

/**
 * Every event as a line of JSON, written at once: a run that is killed leaves what it did. After the first line that
 * could not be written there is no other, so that the lines may end early but never have a hole.
 */
export function eventLines(place: string, { tenant }: Plan): OnEvent {
  let run = '';
  let fd = STDOUT_FD;
  let broken: Error | undefined;
  return (event) => {
    if (broken !== undefined) throw broken;
    try {
      if (event.kind === 'run-began' && event.again !== true) {
        run = event.runId;
        if (place !== STDOUT) fd = openEmpty(place);
      }
      writeWhole(fd, `${ndjsonLine(event, { run, tenant: tenant.id })}\n`);
      if (event.kind === 'run-judged' && fd !== STDOUT_FD) closeSync(fd);
    } catch (cause) {
      const why = messageOf(cause);
      broken = new Error(`--events ${place} could not be written: ${why}`, { cause });
      throw broken;
    }
  };
}

function openEmpty(file: string): number {
  makeFolder(dirname(file));
  return openSync(file, 'w');
}
