import type { Finding } from '../../model/finding.ts';
import { atLeast } from '../../model/level.ts';
import type { Report, ReportTarget } from '../../model/report.ts';
import { count, duration } from '../layout.ts';
import { blameOf, failures, findingOf, isToldByFailures, type MatrixCell, type MatrixRow, matrix } from '../matrix.ts';
import { repeatsOf } from '../repeats.ts';
import { causeLine, findingBlock } from './findings.ts';
import { code, fenced, fit, literal, tableHead, tableRow } from './markdown.ts';

/**
 * Bytes for each part. Together they stay below the 1 MiB above which GitHub refuses the whole summary, with room
 * for the fixed lines.
 */
const BYTES = { table: 200_000, findings: 450_000, failures: 200_000, notices: 100_000 } as const;

/** The job summary: the verdict first, since it may be cut off on a small screen. */
export const summary = (report: Report): string =>
  `${[...head(report), ...table(report), ...findings(report), ...failed(report), ...notes(report)].join('\n')}\n`;

const head = ({ verdict, tenant, run, targets }: Report): readonly string[] => [
  `## parity ${verdict.kind.toUpperCase()}: ${literal(tenant.id)}`,
  '',
  `${literal(verdict.headline, 1_000)} (exit code ${verdict.exitCode})`,
  '',
  ...(run.interrupted ? ['**Interrupted**: what was done is reported, the rest was not judged.', ''] : []),
  ...targets.map(targetLine),
  `- run ${code(run.id)}, ${literal(run.startedAt)}, took ${duration(run.durationMs)}, seed ${code(run.seed)}, gate ${run.gate}`,
];

function targetLine({ role, url, vantage, revision }: ReportTarget): string {
  const said = revision === undefined ? 'revision not said' : `revision ${code(revision, 100)}`;
  return `- ${role}: ${code(url)}, ${vantage}, ${said}`;
}

function table(report: Report): readonly string[] {
  const rows = matrix(report);
  if (rows.length === 0) return ['', 'Nothing ran.'];
  const titles = tableHead(['scenario', ...report.targets.map(({ role }) => role)]);
  return ['', ...titles, ...fit(rows.map(row), BYTES.table, (many) => `\n${count(many, 'more scenario')} left out.`)];
}

const row = ({ id, title, cells }: MatrixRow): string =>
  tableRow([`${code(id)} ${literal(title, 200)}`, ...cells.map(cellText)]);

function cellText({ verdict, outcome }: MatrixCell): string {
  const many = verdict.kind === 'drift' ? ` (${verdict.findings.length})` : '';
  const text = verdict.kind === 'pass' ? 'pass' : `**${verdict.kind}**${many}`;
  return outcome === undefined ? text : `${text}, ${duration(outcome.durationMs)}`;
}

function findings(report: Report): readonly string[] {
  const own = report.findings.filter((finding) => !isToldByFailures(report, finding));
  if (own.length === 0) return [];
  const blocks = own.map((finding) => findingBlock(finding, belowGate(finding, report)));
  return ['', `### Findings (${own.length})`, ...fit(blocks, BYTES.findings, moreFindings)];
}

const moreFindings = (many: number): string =>
  `\n${count(many, 'more finding')} left out here, none worse than those above; the JSON report has them.`;

const belowGate = (finding: Finding, { run }: Report): string =>
  atLeast(finding.level, run.gate) ? '' : ' (below the gate)';

function failed(report: Report): readonly string[] {
  const cells = failures(report);
  if (cells.length === 0) return [];
  const blocks = cells.map((cell) => failureBlock(cell, report));
  return ['', `### Failed or not judged (${cells.length})`, ...fit(blocks, BYTES.failures, moreFailures)];
}

const moreFailures = (many: number): string => `\n${many} more left out here; the table names them.`;

function failureBlock(cell: MatrixCell, report: Report): string {
  const { step, reason } = blameOf(cell);
  const where = step === '' ? '' : `, step ${code(step)}`;
  const commands = repeatsOf(report.repeats, { scenario: cell.scenario, step, role: cell.role }).flatMap(
    ({ command, curl }) => [command, ...(curl === undefined ? [] : [curl])],
  );
  const finding = findingOf(report, cell);
  return [
    '',
    `**${cell.verdict.kind}** ${code(cell.scenario)} @ ${cell.role}${where}: ${literal(reason, 1_000)}`,
    ...(finding === undefined ? [] : causeLine(finding)),
    ...(commands.length === 0 ? [] : ['', ...fenced(commands, 'sh')]),
  ].join('\n');
}

function notes({ notRun, notices }: Report): readonly string[] {
  const lines = [
    ...notRun.map(
      ({ id, why, required }) => `- ${code(id)} did not run${required ? ' (required)' : ''}: ${literal(why)}`,
    ),
    ...notices.map(({ id, says, todo }) => `- ${literal(id)}: ${literal(says)} Try ${code(todo)}`),
  ];
  if (lines.length === 0) return [];
  return [
    '',
    '### Notices',
    '',
    ...fit(lines, BYTES.notices, (many) => `- ${count(many, 'more notice')} left out here`),
  ];
}
