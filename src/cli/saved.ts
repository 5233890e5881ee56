import type { Report } from '../model/report.ts';
import { readFileSync } from 'node:fs';
import { readReport } from '../report/read-report.ts';
import { usageError } from './usage-error.ts';

const NAME_ONE = 'name a file that --reporter json=<file> wrote';

/** @throws UsageError when the file is no report, with what to do about it */
export function readSaved(file: string, todo = NAME_ONE): Report {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw usageError(`${file} cannot be read (${why})`, todo);
  }
  const read = readReport(text);
  if (!read.ok) throw usageError(`${file}: ${read.error}`, todo);
  return read.value;
}
