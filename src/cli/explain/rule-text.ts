import type { Place } from '../../model/finding.ts';
import type { RuleTier } from '../../model/rules.ts';
import type { View } from '../../report/reporter.ts';
import { CAUSES } from '../../model/causes.ts';
import { DRIFT_RULES, type Rule, type RuleId } from '../../model/rules.ts';
import { LEVEL_STYLE } from '../../report/console/styles.ts';
import { indent, labelled, painter, wrap } from '../../report/layout.ts';

/** What a rule means, where it comes from, and what to do about it. */
export function ruleText(id: RuleId, view: View): readonly string[] {
  const rule: Rule = DRIFT_RULES[id];
  const paint = painter(view.color);
  return [
    `${paint(id, 'bold')}  ${paint(rule.level, LEVEL_STYLE[rule.level])}  tier ${rule.tier}`,
    ...indent(wrap(rule.says, view.width - 2), 2),
    ...indent(labelled('example', [rule.example]), 2),
    ...indent(labelled('mirror', wrap(rule.mirror === id ? 'itself' : rule.mirror, view.width - 11)), 2),
    '',
    paint('LIKELY CAUSES', 'bold'),
    ...rule.causes.flatMap((cause) => causeText(cause, view)),
    ...acceptText(id, view),
  ];
}

function causeText(id: keyof typeof CAUSES, { width }: View): readonly string[] {
  const { says, check } = CAUSES[id];
  return [`  ${id}`, ...indent([...wrap(says, width - 4), ...labelled('check', [check], 5)], 4)];
}

/** What is accepted. Without a place the override is for the rule everywhere. */
type Meant = { readonly place?: Place; readonly finding?: string; readonly report?: string };

export function acceptText(id: RuleId, { color, width }: View, meant: Meant = {}): readonly string[] {
  const rule: Rule = DRIFT_RULES[id];
  const { place, finding = '<finding>', report = '<file>' } = meant;
  const override = {
    rule: id,
    level: rule.level === 'info' ? 'warning' : 'info',
    ...(place !== undefined && { at: `${place.scenario}/${place.step}`, path: place.path }),
  };
  const where = place === undefined ? '; "at" and "path" narrow it to some steps and places' : '';
  return [
    '',
    painter(color)('IF IT IS MEANT', 'bold'),
    ...indent(wrap(ACCEPT[rule.tier], width - 2), 2),
    ...(rule.tier === 'run' ? [] : ['  For a time:', `    ${LEDGER} ${finding} --report ${report} --reason ...`]),
    ...indent(wrap(`Another level, in tenants/<tenant>.json under "policy"${where}:`, width - 2), 2),
    `    "levels": [${JSON.stringify(override)}]`,
  ];
}

const LEDGER = 'npm run parity -- ledger accept';

const RECORD =
  'Record what is right now and review it: npm run parity -- record --tenant <tenant> --scenario <scenario>. It helps where both targets agree.';

const ACCEPT = {
  run: 'It cannot be accepted: a scenario relies on the answer. Mend the target, or change the scenario.',
  head: RECORD,
  shape: RECORD,
  values: 'Nothing is recorded of values. An array whose order says nothing is named under "policy.arrays".',
  bytes: 'Bytes are compared on critical endpoints only: see "policy.critical".',
} as const satisfies Record<RuleTier, string>;
