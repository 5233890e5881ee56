import { REPORT_VERSION, type Report } from '../model/report.ts';
import { err, ok, type Result } from '../model/result.ts';
import { ReportFile } from './report-schema.ts';
import { messageOf } from '../model/message-of.ts';

const MOST_PROBLEMS = 10;

/**
 * Reads a report that the reporter `json` wrote.
 *
 * @returns the report as it stands there, or what is wrong with it: one line, then one for each problem
 */
export function readReport(text: string): Result<Report, string> {
  const json = parse(text);
  if (!json.ok) return json;
  const version = versionOf(json.value);
  if (version === undefined) return err('it is no report of parity: it has no version');
  if (version !== REPORT_VERSION) {
    return err(
      `it has version ${JSON.stringify(version)}; this parity reads version ${REPORT_VERSION}, so use the one that wrote it`,
    );
  }
  // The value itself, not what the schema makes of it: no key of an answer, however odd, may get lost.
  return isReport(json.value) ? ok(json.value) : err(problemsOf(json.value));
}

function parse(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch (cause) {
    return err(`it is not JSON: ${messageOf(cause)}`);
  }
}

const versionOf = (json: unknown): unknown =>
  typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;

const isReport = (json: unknown): json is Report => ReportFile.safeParse(json).success;

function problemsOf(json: unknown): string {
  const issues = ReportFile.safeParse(json).error?.issues ?? [];
  const lines = issues.slice(0, MOST_PROBLEMS).map(({ path, message }) => `  ${path.join('.')}  ${message}`);
  const more = issues.length > MOST_PROBLEMS ? [`  ... and ${issues.length - MOST_PROBLEMS} more`] : [];
  const many = issues.length === 1 ? '1 problem' : `${issues.length} problems`;
  return [`it has ${many}`, ...lines, ...more].join('\n');
}
