import type { Report } from '../../model/report.ts';
import { printable } from '../escape.ts';
import { type Cell, columns, duration, lengthOf } from '../layout.ts';
import { type MatrixCell, matrix } from '../matrix.ts';
import type { Page } from './page.ts';
import { VERDICT_STYLE } from './styles.ts';

/** The table of verdicts: scenarios down, targets across; one row for each pair where the screen is too narrow. */
export function matrixSection(report: Report, page: Page): readonly string[] {
  const rows = matrix(report);
  if (rows.length === 0) return ['Nothing ran.'];
  const head = report.targets.flatMap(({ role }) => [heading(role.toUpperCase()), heading('STEPS'), heading('TIME')]);
  const across = [
    [heading('SCENARIO'), ...head],
    ...rows.map(({ id, cells }) => [{ text: printable(id) }, ...cells.flatMap(verdictCells)]),
  ];
  const plain = columns(across, (text) => text);
  if (plain.every((line) => lengthOf(line) <= page.width)) return columns(across, page.paint);
  const down = rows.flatMap(({ id, cells }) =>
    cells.map((cell) => [{ text: printable(id) }, { text: `@ ${cell.role}` }, ...verdictCells(cell)]),
  );
  return columns(down, page.paint);
}

const heading = (text: string): Cell => ({ text, style: 'bold' });

function verdictCells({ verdict, outcome, planned }: MatrixCell): readonly Cell[] {
  const text = verdict.kind === 'drift' ? `drift (${verdict.findings.length})` : verdict.kind;
  const done = outcome?.steps.filter(({ end }) => end === 'done').length ?? 0;
  return [
    { text, style: VERDICT_STYLE[verdict.kind] },
    { text: `${done}/${planned}` },
    { text: outcome === undefined ? '-' : duration(outcome.durationMs) },
  ];
}
