import type { Comparison, Report } from '../../model/report.ts';
import { printable } from '../escape.ts';
import { type Cell, columns, count, indent, labelled, wrap } from '../layout.ts';
import type { Page, Section } from './page.ts';

/** What did not run, what could not be compared, and what a person should do about it. */
export const coverageSection: Section = (report, page) => {
  const parts = [notRunLines(report, page), notComparedLines(report, page), noticeLines(report, page)];
  return parts.filter((lines) => lines.length > 0).flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
};

function notRunLines({ notRun, outcomes }: Report, { paint }: Page): readonly string[] {
  const left = notRun.map(({ id, why, required }) => [id, required ? `${why} (required: the run is not judged)` : why]);
  const skipped = outcomes.flatMap(({ scenario, role, verdict }) =>
    verdict.kind === 'skipped' ? [[`${scenario} @ ${role}`, verdict.reason]] : [],
  );
  const rows = [...left, ...skipped].map((row) => row.map((text): Cell => ({ text: printable(text) })));
  if (rows.length === 0) return [];
  return [paint(`NOT RUN (${rows.length})`, 'bold'), ...indent(columns(rows, paint), 2)];
}

function notComparedLines({ comparisons }: Report, { paint, width }: Page): readonly string[] {
  const tiers = comparisons.flatMap((comparison) =>
    comparison.notRun.map(({ tier, why }) => ({ what: `${tier} tier: ${why}`, comparison })),
  );
  const nothing = comparisons
    .filter(({ compared, notRun }) => compared.length === 0 && notRun.length === 0)
    .map((comparison) => ({ what: `nothing to compare with (baseline ${comparison.baseline})`, comparison }));
  const groups = Map.groupBy([...nothing, ...tiers], ({ what }) => what);
  if (groups.size === 0) return [];
  const lines = [...groups].flatMap(([what, those]) => {
    const steps = those.map(({ comparison }) => comparison);
    return wrap(`${printable(what)} - ${stepsOf(steps, comparisons.length)}`, width - 2);
  });
  return [paint('NOT COMPARED', 'bold'), ...indent(lines, 2)];
}

/** Names them while they are few. */
function stepsOf(some: readonly Comparison[], all: number): string {
  if (some.length > 3) return `${some.length} of ${count(all, 'step')}`;
  return some.map(({ scenario, step }) => printable(`${scenario}/${step}`)).join(', ');
}

function noticeLines({ notices }: Report, { paint, width }: Page): readonly string[] {
  if (notices.length === 0) return [];
  const lines = notices.flatMap(({ id, says, todo }) => [
    ...wrap(printable(`${id}: ${says}`), width - 2),
    ...labelled('  try', [printable(todo)], 5),
  ]);
  return [paint(`NOTICES (${notices.length})`, 'bold'), ...indent(lines, 2)];
}
