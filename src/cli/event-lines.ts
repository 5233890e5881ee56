import type { OnEvent } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';
import type { Output } from './deliver.ts';
import { closeSync, openSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeFolder } from '../baseline/make-folder.ts';
import { ndjsonLine } from '../report/ndjson.ts';
import { usageError } from './usage-error.ts';

/** The file name that stands for standard output. */
export const STDOUT = '-';
const STDOUT_FD = 1;

/** How long a reader of standard output may stand still, in milliseconds, and how often we look. */
const READER_BUDGET_MS = 5_000;
const LOOK_AGAIN_MS = 5;

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
      const why = cause instanceof Error ? cause.message : String(cause);
      broken = new Error(`--events ${place} could not be written: ${why}`, { cause });
      throw broken;
    }
  };
}

function openEmpty(file: string): number {
  makeFolder(dirname(file));
  return openSync(file, 'w');
}

/**
 * Writes to the end, or throws. `process.stdout.write` would tell of a full disk only later, to nobody who listens;
 * but a pipe may be full for a moment, which a synchronous write has to wait for.
 */
function writeWhole(fd: number, text: string): void {
  let rest = Buffer.from(text);
  let waitedMs = 0;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
      waitedMs = 0;
    } catch (cause) {
      if (!isFullPipe(cause) || waitedMs >= READER_BUDGET_MS) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
      waitedMs += LOOK_AGAIN_MS;
    }
  }
}

const isFullPipe = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN';
