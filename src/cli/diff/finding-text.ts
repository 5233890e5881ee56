import type { Finding } from '../../model/finding.ts';
import type { View } from '../../report/reporter.ts';
import { DRIFT_RULES } from '../../model/rules.ts';
import { causeLines } from '../../report/console/causes.ts';
import { placeLines } from '../../report/console/places.ts';
import { LEVEL_STYLE } from '../../report/console/styles.ts';
import { printable } from '../../report/escape.ts';
import { indent, painter, wrap } from '../../report/layout.ts';
import { ATTRIBUTIONS } from '../../report/words.ts';

/** One finding as the console report shows it. */
export function findingText(finding: Finding, view: View): readonly string[] {
  const paint = painter(view.color);
  const level = paint(finding.level, LEVEL_STYLE[finding.level]);
  const page = { paint, width: view.width };
  return [
    `${level}  ${paint(finding.rule, 'bold')}  ${ATTRIBUTIONS[finding.attribution]}  [${printable(finding.id)}]`,
    ...indent(wrap(DRIFT_RULES[finding.rule].says, view.width - 2), 2),
    ...indent(placeLines(finding.places, page), 2),
    ...indent(causeLines(finding, view.width - 2), 2),
  ];
}
