import type { Report } from '../../model/report.ts';
import { clip, printable } from '../escape.ts';
import { indent, wrap } from '../layout.ts';
import { blameOf, failures, findingOf, type MatrixCell } from '../matrix.ts';
import { repeatsOf } from '../repeats.ts';
import type { Page } from './page.ts';
import { causeLines } from './causes.ts';
import { repeatLines } from './repeats.ts';
import { VERDICT_STYLE } from './styles.ts';

const MOST_FAILURES = 25;
const MOST_OF_A_REASON = 600;

/** What failed, broke or was not judged: the reason, and how to see it again. */
export function failureSection(report: Report, page: Page): readonly string[] {
  const [began, never] = partition(failures(report));
  const blocks = [...began.map((cell) => failureLines(report, cell, page)), ...neverLines(never, page)];
  if (blocks.length === 0) return [];
  const more = blocks.length - MOST_FAILURES;
  return [
    page.paint(`FAILED OR NOT JUDGED (${began.length + never.length})`, 'bold'),
    ...blocks.slice(0, MOST_FAILURES).flatMap((lines) => ['', ...lines]),
    ...(more > 0 ? ['', `... and ${more} more; the table above names them.`] : []),
  ];
}

const partition = (cells: readonly MatrixCell[]): readonly [readonly MatrixCell[], readonly MatrixCell[]] => [
  cells.filter(({ outcome }) => outcome !== undefined),
  cells.filter(({ outcome }) => outcome === undefined),
];

function failureLines(report: Report, cell: MatrixCell, { paint, width }: Page): readonly string[] {
  const { step, reason } = blameOf(cell);
  const where = step === '' ? '' : `, step ${step}`;
  const fault = cell.verdict.kind === 'error' ? ' (the harness broke; the target was not judged)' : '';
  const head = printable(`${cell.scenario} @ ${cell.role}${where}${fault}`);
  const finding = findingOf(report, cell);
  return [
    `${paint(cell.verdict.kind, VERDICT_STYLE[cell.verdict.kind])}  ${head}`,
    ...indent(wrap(printable(clip(reason, MOST_OF_A_REASON)), width - 2), 2),
    ...indent(finding === undefined ? [] : causeLines(finding, width - 2), 2),
    ...indent(repeatLines(repeatsOf(report.repeats, { scenario: cell.scenario, step, role: cell.role })), 2),
  ];
}

/** After an interruption these are many, and all say the same. */
function neverLines(cells: readonly MatrixCell[], { paint, width }: Page): readonly (readonly string[])[] {
  const groups = Map.groupBy(cells, (cell) => blameOf(cell).reason);
  return [...groups].map(([reason, those]) => {
    const names = those.map(({ scenario, role }) => printable(`${scenario} @ ${role}`)).join(', ');
    return [`${paint('inconclusive', 'yellow')}  ${printable(reason)}`, ...indent(wrap(names, width - 2), 2)];
  });
}
