import type { Finding } from '../model/finding.ts';
import type { Level } from '../model/level.ts';
import type { Rule } from '../model/rules.ts';
import type { Policy } from '../model/tenant.ts';
import type { Attributed } from './attribute.ts';
import { createHash } from 'node:crypto';
import { LEVELS } from '../model/level.ts';
import { DRIFT_RULES } from '../model/rules.ts';
import { compareText } from './difference.ts';
import { fitsPath } from './fits-path.ts';

/** One finding for one cause, with all its places; worst first. Same input, same list. */
export function toFindings(differences: readonly Attributed[], policy: Policy): readonly Finding[] {
  const groups = Map.groupBy(differences, (each) => `${each.attribution}\0${levelOf(each, policy)}\0${causeKey(each)}`);
  return [...groups.values()].map((group) => findingOf(group, policy)).toSorted(worstFirst);
}

const ruleOf = ({ rule }: Attributed): Rule => DRIFT_RULES[rule];

/** What one cause changes alike: as far as the rule says that a cause reaches. */
function causeKey(each: Attributed): string {
  const { path } = each.place;
  const isInBody = path.startsWith('/');
  const { reaches = 'place' } = ruleOf(each);
  switch (reaches) {
    case 'deployment':
      return `${each.rule}\0${isInBody ? '' : path}\0${changeOf(each)}`;
    case 'property':
      return `${each.rule}\0${path.split('/').findLast((part) => part !== '*') ?? path}`;
    case 'place':
      return `${each.rule}\0${path}\0${isInBody ? '' : changeOf(each)}`;
    default:
      return reaches satisfies never;
  }
}

const changeOf = ({ place: { reference = '', candidate = '', baseline = reference } }: Attributed): string =>
  `${baseline}>${candidate}`;

function findingOf(group: readonly Attributed[], policy: Policy): Finding {
  const sorted = group.toSorted((a, b) => compareText(a.place.path, b.place.path));
  const [first] = sorted;
  if (first === undefined) throw new Error('a finding has a place');
  const [cause] = ruleOf(first).causes;
  const places = sorted.map(({ place }) => place);
  const { scenario, step } = first.place;
  return {
    id: createHash('sha256')
      .update(`${first.attribution}\0${causeKey(first)}`)
      .digest('hex')
      .slice(0, 12),
    rule: first.rule,
    level: levelOf(first, policy),
    scenario,
    step,
    attribution: first.attribution,
    places,
    ...(cause !== undefined && { cause }),
  };
}

/** The table's level, unless the preset or the tenant says otherwise; the last override that fits wins. */
function levelOf(each: Attributed, { preset, levels }: Policy): Level {
  const { rule, place } = each;
  const fitting = levels.findLast(
    (override) =>
      override.rule === rule &&
      (override.at === undefined || fitsPath(`${place.scenario}/${place.step}`, override.at)) &&
      (override.path === undefined || fitsPath(place.path, override.path)),
  );
  if (fitting !== undefined) return fitting.level;
  const { level, adds } = ruleOf(each);
  return preset === 'contract' && adds === true ? 'info' : level;
}

const worstFirst = (a: Finding, b: Finding): number =>
  LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) ||
  compareText(a.rule, b.rule) ||
  compareText(`${a.scenario}/${a.step}`, `${b.scenario}/${b.step}`) ||
  compareText(a.id, b.id);
