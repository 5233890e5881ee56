import type { Report } from '../../model/report.ts';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readReport } from '../../report/read-report.ts';
import { usageError } from '../usage-error.ts';

export type SavedReport = { readonly file: string; readonly report: Report };

const FOLDER = 'reports';

const HOW = 'write one with --reporter json=reports/run.json, or name one with --report <file>';

/**
 * The named report, or the newest one in `reports/`: other JSON lies there too, and is passed over.
 *
 * @throws UsageError when there is none to read
 */
export function savedReport(file?: string): SavedReport {
  if (file !== undefined) return readNamed(file);
  for (const candidate of newestFirst()) {
    const read = readReport(readFileSync(candidate, 'utf8'));
    if (read.ok) return { file: candidate, report: read.value };
  }
  throw usageError(`there is no saved report in ${FOLDER}/`, HOW);
}

function readNamed(file: string): SavedReport {
  const read = readReport(textOf(file));
  if (!read.ok) throw usageError(`${file}: ${read.error}`, HOW);
  return { file, report: read.value };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw usageError(`${file} cannot be read (${why})`, HOW);
  }
}

function newestFirst(): readonly string[] {
  const files = namesIn(FOLDER).map((name) => join(FOLDER, name));
  return files
    .map((file) => ({ file, changed: statSync(file).mtimeMs }))
    .toSorted((a, b) => b.changed - a.changed)
    .map(({ file }) => file);
}

function namesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json')).map(({ name }) => name);
  } catch {
    // No folder, no reports: the caller says so.
    return [];
  }
}
