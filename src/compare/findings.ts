import { createHash } from 'node:crypto';
import type { Attribution, Finding, Place } from '../model/finding.ts';
import type { Policy } from '../model/tenant.ts';
import { LEVELS, type Level } from '../model/level.ts';
import { DRIFT_RULES, type Reaches, type Rule } from '../model/rules.ts';
import { causeOf } from './cause.ts';
import { compareText } from './difference.ts';
import { levelOf } from './level.ts';
import type { StepDifference } from './step.ts';

/** The worst stands for the whole finding: what is proven of one place is not softened by another. */
const ATTRIBUTIONS: readonly Attribution[] = [
  'target-failed',
  'candidate-drifted',
  'edge-answer',
  'both-drifted',
  'reference-drifted',
  'baseline-stale',
  'flaky',
  'data-differs',
];

/**
 * One finding for one cause, with all its places; worst first, then by rule and id.
 *
 * The id is made of rule, change and property, not of places, steps or attribution: the same finding has the same id
 * in every run.
 */
export function toFindings(differences: readonly StepDifference[], policy: Policy): Finding[] {
  const groups = Map.groupBy(differences, groupKey);
  return [...groups]
    .map(([key, group]) => toFinding(key, group, policy))
    .toSorted(
      (a, b) =>
        LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) || compareText(a.rule, b.rule) || compareText(a.id, b.id),
    );
}

function toFinding(key: string, group: readonly StepDifference[], policy: Policy): Finding {
  const sorted = group.toSorted(byPlace);
  const first = sorted[0];
  if (first === undefined) throw new Error('a group of differences is never empty');
  const cause = first.cause ?? causeOf(first.rule, sorted);
  return {
    id: createHash('sha256').update(key).digest('hex').slice(0, 12),
    rule: first.rule,
    level: worstLevel(sorted.map((difference) => levelOf(difference, policy))),
    scenario: first.scenario,
    step: first.step,
    attribution:
      ATTRIBUTIONS.find((name) => sorted.some(({ attribution }) => attribution === name)) ?? first.attribution,
    places: sorted.map(placeOf),
    ...(cause !== undefined && { cause }),
  };
}

const byPlace = (a: StepDifference, b: StepDifference): number =>
  compareText(a.scenario, b.scenario) || compareText(a.step, b.step) || compareText(a.path, b.path);

const worstLevel = (levels: readonly Level[]): Level => LEVELS.findLast((level) => levels.includes(level)) ?? 'info';

/** Where it is and what each side shows there. */
export const placeOf = ({ scenario, step, path, reference, candidate, baseline }: Place): Place => ({
  scenario,
  step,
  path,
  ...(reference !== undefined && { reference }),
  ...(candidate !== undefined && { candidate }),
  ...(baseline !== undefined && { baseline }),
});

/** What differences of one cause have in common. */
const groupKey = (difference: StepDifference): string => {
  const rule: Rule = DRIFT_RULES[difference.rule];
  return JSON.stringify([difference.rule, ...COMMON[rule.reaches ?? 'place'](difference)]);
};

const COMMON = {
  deployment: ({ rule, expected, actual }) => (BY_CHANGE.has(rule) ? [expected, actual] : []),
  property: ({ path }) => [propertyOf(path)],
  place: (difference) =>
    DRIFT_RULES[difference.rule].tier === 'run'
      ? [roleOf(difference), ...failureOf(difference)]
      : [difference.path, difference.expected, difference.actual],
} as const satisfies Record<Reaches, (difference: StepDifference) => readonly string[]>;

const roleOf = (failure: StepDifference): string => (failure.reference === undefined ? 'candidate' : 'reference');

/** One broken thing fails many scenarios; what nobody can explain stands for itself. */
const failureOf = ({ scenario, step, because }: StepDifference): readonly string[] =>
  because === undefined ? [scenario, step] : [because];

/** Rules that cover changes with different causes: two formats of a date, two schemes. */
const BY_CHANGE: ReadonlySet<string> = new Set(['date-format-changed', 'url-scheme-changed']);

// The property with the resource it belongs to, wherever that is shown: in `/data/*/slug` and `/data/slug` it is
// `slug`, in `/data/*/category/name` it is `category/name`.
function propertyOf(path: string): string {
  const tokens = path.split('/').filter((token) => token !== '' && token !== '*');
  const isElement = path.endsWith('/*');
  const inside = tokens[0] === 'data' && tokens.length > 1 ? tokens.slice(1) : tokens;
  return [...inside.slice(-2), ...(isElement ? ['*'] : [])].join('/');
}
