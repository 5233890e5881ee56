import { CAUSES } from '../../model/causes.ts';
import type { Finding, Place } from '../../model/finding.ts';
import { DRIFT_RULES } from '../../model/rules.ts';
import { ATTRIBUTIONS } from '../words.ts';
import { code, literal, tableHead, tableRow } from './markdown.ts';

const MOST_PLACES = 10;
const MOST_OF_A_VALUE = 100;

/** A finding with its places as a table. */
export function findingBlock(finding: Finding, note: string): string {
  const { id, level, rule, attribution, places } = finding;
  const more = places.length - MOST_PLACES;
  return [
    '',
    `**${level}**${note} ${code(rule)}: ${ATTRIBUTIONS[attribution]}. ${literal(DRIFT_RULES[rule].says)} (${literal(id)})`,
    '',
    ...tableHead(['where', 'path', 'reference', 'candidate', 'baseline']),
    ...places.slice(0, MOST_PLACES).map(placeRow),
    ...(more > 0 ? ['', `... and ${more} more`] : []),
    ...causeLine(finding),
  ].join('\n');
}

const placeRow = ({ scenario, step, path, reference, candidate, baseline }: Place): string =>
  tableRow([
    code(`${scenario}/${step}`),
    path === '' ? 'the whole' : code(path),
    ...[reference, candidate, baseline].map((value) => (value === undefined ? '-' : code(value, MOST_OF_A_VALUE))),
  ]);

/** The probable cause and its check, as a paragraph; none when no cause is known. */
export function causeLine({ cause }: Finding): readonly string[] {
  if (cause === undefined) return [];
  const { says, check } = CAUSES[cause];
  return ['', `Likely: ${literal(says)} Check: ${code(check)}`];
}
