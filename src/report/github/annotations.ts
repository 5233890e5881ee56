import { CAUSES } from '../../model/causes.ts';
import type { Attribution, Finding } from '../../model/finding.ts';
import { atLeast, type Level } from '../../model/level.ts';
import type { Notice, Report } from '../../model/report.ts';
import { DRIFT_RULES } from '../../model/rules.ts';
import type { VerdictKind } from '../../model/verdict.ts';
import { clip, printable } from '../escape.ts';
import { blameOf, failures, isToldByFailures, type MatrixCell } from '../matrix.ts';
import { ATTRIBUTIONS, sidesOf } from '../words.ts';

type Kind = 'error' | 'warning' | 'notice';

type Annotation = { readonly kind: Kind; readonly title: string; readonly lines: readonly string[] };

/** GitHub shows ten of each kind for a step and drops the others without a word. */
const MOST_OF_A_KIND = 10;
const MOST_OF_A_LINE = 500;

const KIND_OF_VERDICT = {
  fail: 'error',
  drift: 'error',
  error: 'error',
  inconclusive: 'warning',
  pass: 'notice',
  skipped: 'notice',
} as const satisfies Record<VerdictKind, Kind>;

const KIND_OF_LEVEL = { breaking: 'warning', warning: 'warning', info: 'notice' } as const satisfies Record<
  Level,
  Kind
>;

/**
 * Workflow commands, one a line: the headline, then the worst.
 *
 * Source: `@actions/core`, `command.ts`: which characters a message and a property must not hold.
 */
export function annotations(report: Report): string {
  const all = [
    headline(report),
    ...failures(report).map(ofFailure),
    ...report.findings.filter((each) => !isToldByFailures(report, each)).map((each) => ofFinding(each, report)),
    ...report.notRun.filter(({ required }) => required).map(ofMissing),
    ...report.notices.map(ofNotice),
  ];
  const kinds: readonly Kind[] = ['error', 'warning', 'notice'];
  const shown = kinds.flatMap((kind) => fewest(all.filter((each) => each.kind === kind)));
  return `${shown.map(command).join('\n')}\n`;
}

const headline = ({ verdict, tenant }: Report): Annotation => ({
  kind: KIND_OF_VERDICT[verdict.kind],
  title: `parity ${verdict.kind}: ${tenant.id}`,
  lines: [verdict.headline],
});

function ofFailure(cell: MatrixCell): Annotation {
  const { step, reason } = blameOf(cell);
  const at = step === '' ? cell.scenario : `${cell.scenario}/${step}`;
  const kind = KIND_OF_VERDICT[cell.verdict.kind];
  return { kind, title: `${cell.verdict.kind}: ${at} @ ${cell.role}`, lines: [reason] };
}

function ofFinding(finding: Finding, { run }: Report): Annotation {
  const { rule, level, places, attribution, cause } = finding;
  const more = places.length > 1 ? ` and ${places.length - 1} more` : '';
  const [first] = places;
  return {
    kind: isAdvisory(attribution) || !atLeast(level, run.gate) ? KIND_OF_LEVEL[level] : 'error',
    title: `${rule}: ${finding.scenario}/${finding.step}`,
    lines: [
      `${DRIFT_RULES[rule].says} (${level}; ${ATTRIBUTIONS[attribution]})`,
      ...(first === undefined ? [] : [`at ${first.path || 'the whole'}${more}: ${sidesOf(first)}`]),
      ...(cause === undefined ? [] : [`likely: ${CAUSES[cause].says}`]),
    ],
  };
}

/** The gate blocks for what the candidate did, and only tells of the rest. */
const isAdvisory = (attribution: Attribution): boolean =>
  attribution !== 'candidate-drifted' && attribution !== 'edge-answer' && attribution !== 'target-failed';

const ofMissing = ({ id, why }: Report['notRun'][number]): Annotation => ({
  kind: KIND_OF_VERDICT.inconclusive,
  title: `inconclusive: ${id}`,
  lines: [`required, and did not run: ${why}`],
});

const ofNotice = ({ id, says, todo }: Notice): Annotation => ({
  kind: 'warning',
  title: id,
  lines: [says, `try: ${todo}`],
});

/** The last one that is shown counts those that are not. */
function fewest(those: readonly Annotation[]): readonly Annotation[] {
  const [first] = those;
  if (first === undefined || those.length <= MOST_OF_A_KIND) return those;
  const shown = those.slice(0, MOST_OF_A_KIND - 1);
  const more = `${those.length - shown.length} more of this kind; the job summary and the JSON report have them`;
  return [...shown, { kind: first.kind, title: 'parity: and more', lines: [more] }];
}

function command({ kind, title, lines }: Annotation): string {
  const message = lines.map((line) => printable(clip(line, MOST_OF_A_LINE))).join('\n');
  return `::${kind} title=${property(printable(clip(title, 200)))}::${data(message)}`;
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
