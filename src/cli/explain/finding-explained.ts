import type { Finding, Place } from '../../model/finding.ts';
import type { View } from '../../report/reporter.ts';
import type { SavedReport } from './saved-report.ts';
import { CAUSES } from '../../model/causes.ts';
import { DRIFT_RULES } from '../../model/rules.ts';
import { repeatLines } from '../../report/console/repeats.ts';
import { LEVEL_STYLE } from '../../report/console/styles.ts';
import { printable } from '../../report/escape.ts';
import { indent, labelled, painter, wrap } from '../../report/layout.ts';
import { repeatsOf } from '../../report/repeats.ts';
import { ATTRIBUTIONS } from '../../report/words.ts';
import { acceptText } from './rule-text.ts';

/** A finding with all its places, however many: the console report shows the first few. */
export function findingExplained(finding: Finding, saved: SavedReport, view: View): readonly string[] {
  const { file, report } = saved;
  const paint = painter(view.color);
  const level = paint(finding.level, LEVEL_STYLE[finding.level]);
  const { tenant, run } = report;
  return [
    `${paint(finding.id, 'bold')}  ${level}  ${finding.rule}  ${ATTRIBUTIONS[finding.attribution]}`,
    ...indent(wrap(DRIFT_RULES[finding.rule].says, view.width - 2), 2),
    `  in ${printable(file)}: tenant ${printable(tenant.id)}, run of ${printable(run.startedAt)}`,
    '',
    paint(`PLACES (${finding.places.length})`, 'bold'),
    ...finding.places.flatMap(placeText),
    ...causeText(finding, view),
    ...repeatText(finding, saved, view),
    ...acceptText(finding.rule, view, {
      ...only(finding.places),
      finding: printable(finding.id),
      report: printable(file),
    }),
    '',
    `More about the rule: npm run parity -- explain ${finding.rule}`,
  ];
}

const SIDES = ['reference', 'candidate', 'baseline'] as const;

function placeText(place: Place): readonly string[] {
  const sides = SIDES.flatMap((side) => (place[side] === undefined ? [] : [`    ${side.padEnd(9)}  ${place[side]}`]));
  const path = place.path === '' ? '(the whole)' : place.path;
  return [`  ${place.scenario}/${place.step}  ${path}`, ...sides].map(printable);
}

function causeText({ cause }: Finding, { color, width }: View): readonly string[] {
  if (cause === undefined) return [];
  const { says, check } = CAUSES[cause];
  const lines = [...labelled('likely', wrap(says, width - 11)), ...labelled('check', [check])];
  return ['', painter(color)(`CAUSE (${cause})`, 'bold'), ...indent(lines, 2)];
}

/** Of the first place: the others differ in their step alone. */
function repeatText({ scenario, step }: Finding, { report }: SavedReport, { color }: View): readonly string[] {
  const lines = repeatLines(repeatsOf(report.repeats, { scenario, step }));
  return lines.length === 0 ? [] : ['', painter(color)('SEE IT AGAIN', 'bold'), ...indent(lines, 2)];
}

/** An override for one of several places would not silence the finding. */
const only = ([place, ...more]: readonly Place[]): { readonly place?: Place } =>
  place === undefined || more.length > 0 ? {} : { place };
