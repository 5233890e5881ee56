import type { Report } from '../../model/report.ts';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readReport } from '../../report/read-report.ts';
import { readSaved } from '../saved.ts';
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
  if (file !== undefined) return { file, report: readSaved(file, HOW) };
  for (const candidate of newestFirst()) {
    const read = readReport(readFileSync(candidate, 'utf8'));
    if (read.ok) return { file: candidate, report: read.value };
  }
  throw usageError(`there is no saved report in ${FOLDER}/`, HOW);
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
