import type { Rule, RuleTier } from '../../model/rules.ts';
import type { View } from '../../report/reporter.ts';
import { LEVEL_STYLE } from '../../report/console/styles.ts';
import { count, indent, labelled, painter, wrap } from '../../report/layout.ts';

/** A rule with its id. */
export type RuleRow = Rule & { readonly id: string };

const TIERS = {
  run: 'no right answer came',
  head: 'status, headers, cookies',
  shape: 'the skeleton of the body: keys, kinds, formats',
  values: 'what the bodies of two live answers say',
  bytes: 'how the body of a critical endpoint is written',
} as const satisfies Record<RuleTier, string>;

/** Every rule, by tier. */
export const catalogueText = (rules: readonly RuleRow[], view: View): readonly string[] => [
  ...Object.entries(TIERS).flatMap(([tier, says]) => {
    const those = rules.filter((rule) => rule.tier === tier);
    return [
      painter(view.color)(`${tier.toUpperCase()} (${count(those.length, 'rule')}): ${says}`, 'bold'),
      '',
      ...those.flatMap((rule) => ruleLines(rule, view)),
      '',
    ];
  }),
  'More about one: npm run parity -- explain <rule>',
  '',
];

function ruleLines({ id, level, says, example, mirror }: RuleRow, { color, width }: View): readonly string[] {
  const paint = painter(color);
  return [
    `${paint(level.padEnd(8), LEVEL_STYLE[level])}  ${paint(id, 'bold')}`,
    ...indent(wrap(says, width - 10), 10),
    ...indent(labelled('example', [example]), 10),
    ...indent(labelled('mirror', wrap(mirror === id ? 'itself' : mirror, width - 19)), 10),
  ];
}
