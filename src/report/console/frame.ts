import type { Report, ReportTarget } from '../../model/report.ts';
import { clip, printable } from '../escape.ts';
import { columns, duration, wrap } from '../layout.ts';
import type { Page } from './page.ts';
import { VERDICT_STYLE } from './styles.ts';

/** Which run this was, and who answered. */
export function titleSection(report: Report, { paint }: Page): readonly string[] {
  const { run, tenant } = report;
  const title = printable(`parity ${run.parity}  ${tenant.id}  ${tenant.title}`);
  const facts = `run ${run.id}  ${run.startedAt.replace('T', ' ').replace(/\.\d+Z$/u, ' UTC')}  took ${duration(run.durationMs)}  seed ${run.seed}  gate ${run.gate}`;
  return [paint(title, 'bold'), printable(facts), ...columns(report.targets.map(targetRow), paint)];
}

const targetRow = (target: ReportTarget): readonly { text: string }[] =>
  [
    `  ${target.role}`,
    target.url,
    target.connectTo === undefined
      ? target.vantage
      : `${target.vantage}, dialled at ${target.connectTo.host}${portOf(target.connectTo.port)}`,
    target.revision === undefined ? 'revision not said' : `revision ${clip(target.revision, 40)}`,
  ].map((text) => ({ text: printable(text) }));

const portOf = (port: number | undefined): string => (port === undefined ? '' : `:${port}`);

/** The verdict of the whole run. */
export function headlineSection({ run, verdict }: Report, { paint, width }: Page): readonly string[] {
  const interrupted = run.interrupted
    ? [paint('Interrupted: what was done is reported, the rest was not judged.', 'yellow')]
    : [];
  const text = `${verdict.kind.toUpperCase()} (exit code ${verdict.exitCode}): ${printable(verdict.headline)}`;
  return [...interrupted, ...wrap(text, width).map((line) => paint(line, VERDICT_STYLE[verdict.kind]))];
}
