import type { Finding } from '../../model/finding.ts';
import { atLeast } from '../../model/level.ts';
import type { Report } from '../../model/report.ts';
import { DRIFT_RULES } from '../../model/rules.ts';
import { printable } from '../escape.ts';
import { count, indent, wrap } from '../layout.ts';
import { isToldByFailures } from '../matrix.ts';
import { repeatsOf } from '../repeats.ts';
import { ATTRIBUTIONS } from '../words.ts';
import { causeLines } from './causes.ts';
import type { Page } from './page.ts';
import { placeLines } from './places.ts';
import { repeatLines } from './repeats.ts';
import { LEVEL_STYLE } from './styles.ts';

/** Findings in full on a screen; the rest is counted by rule and stands in the JSON report. */
const MOST_FINDINGS = 25;

/** Worst first, as the report has them; what a failure already says is told there. */
export function findingSection(report: Report, page: Page): readonly string[] {
  const findings = report.findings.filter((finding) => !isToldByFailures(report, finding));
  if (findings.length === 0) return [];
  const shown = findings.slice(0, MOST_FINDINGS);
  const blocks = shown.flatMap((finding, at) => {
    const isFirst = shown.findIndex(({ scenario, step }) => isAt(finding, scenario, step)) === at;
    const below = atLeast(finding.level, report.run.gate) ? '' : ' (below the gate)';
    return ['', ...findingLines(finding, page, below), ...(isFirst ? repeatsAt(report, finding) : [])];
  });
  const below = findings.filter(({ level }) => !atLeast(level, report.run.gate)).length;
  const title = `FINDINGS (${findings.length}${below === 0 ? '' : `, ${below} below the gate`})`;
  return [page.paint(title, 'bold'), ...blocks, ...leftOut(findings.slice(MOST_FINDINGS), page)];
}

const isAt = (finding: Finding, scenario: string, step: string): boolean =>
  finding.scenario === scenario && finding.step === step;

/** Once for each step: findings of one step are repeated together. */
const repeatsAt = ({ repeats }: Report, { scenario, step }: Finding): readonly string[] =>
  indent(repeatLines(repeatsOf(repeats, { scenario, step })), 2);

/** One finding: what it is, where, and why it may be. */
export function findingLines(finding: Finding, page: Page, below = ''): readonly string[] {
  const level = page.paint(finding.level, LEVEL_STYLE[finding.level]);
  const head = `${level}${below}  ${page.paint(finding.rule, 'bold')}  ${ATTRIBUTIONS[finding.attribution]}  [${printable(finding.id)}]`;
  return [
    head,
    ...indent(wrap(DRIFT_RULES[finding.rule].says, page.width - 2), 2),
    ...indent(placeLines(finding.places, page), 2),
    ...indent(causeLines(finding, page.width - 2), 2),
  ];
}

function leftOut(findings: readonly Finding[], { width }: Page): readonly string[] {
  if (findings.length === 0) return [];
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  const rules = [...byRule].map(([rule, those]) => `${those.length} ${rule}`).join(', ');
  const text = `... and ${count(findings.length, 'more finding')}: ${rules}. All of them: --reporter json=reports/report.json`;
  return ['', ...wrap(text, width)];
}
