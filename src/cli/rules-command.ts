import type { CliCommand } from './commands.ts';
import type { RuleTier } from '../model/rules.ts';
import { Option } from 'commander';
import { DRIFT_RULES, type Rule } from '../model/rules.ts';
import { EXIT_CODE } from '../model/verdict.ts';
import { viewOf } from './color.ts';
import { examples } from './options.ts';

type Row = Rule & { readonly id: string };

/** `parity rules`: the catalogue of drift, printed from its table. */
export const rulesCommand: CliCommand = {
  define(program, exit) {
    program
      .command('rules')
      .description('list every drift rule, by tier')
      .addOption(new Option('--format <name>', 'how to print').choices(['text', 'json']).default('text'))
      .addHelpText('after', examples('npm run parity -- rules', 'npm run -s parity -- rules --format json'))
      .action(async ({ format }: { readonly format: 'text' | 'json' }) => {
        process.stdout.write(format === 'json' ? asJson() : await asText());
        exit(EXIT_CODE.pass);
      });
  },
};

const TIERS = {
  run: 'no right answer came',
  head: 'status, headers, cookies',
  shape: 'the skeleton of the body: keys, kinds, formats',
  values: 'what the bodies of two live answers say',
  bytes: 'how the body of a critical endpoint is written',
} as const satisfies Record<RuleTier, string>;

const rows = (): readonly Row[] => Object.entries<Rule>(DRIFT_RULES).map(([id, rule]) => ({ id, ...rule }));

const asJson = (): string => `${JSON.stringify(rows(), null, 2)}\n`;

async function asText(): Promise<string> {
  const { count, painter } = await import('../report/layout.ts');
  const view = viewOf(process.stdout, { color: 'auto' }, process.env);
  const paint = painter(view.color);
  const all = rows();
  const blocks = await Promise.all(
    Object.entries(TIERS).map(async ([tier, says]) => {
      const those = all.filter((row) => row.tier === tier);
      const lines = await Promise.all(those.map((row) => ruleLines(row, view)));
      return [
        paint(`${tier.toUpperCase()} (${count(those.length, 'rule')}): ${says}`, 'bold'),
        '',
        ...lines.flat(),
        '',
      ];
    }),
  );
  return [...blocks.flat(), 'More about one: npm run parity -- explain <rule>', ''].join('\n');
}

async function ruleLines(row: Row, { color, width }: { readonly color: boolean; readonly width: number }) {
  const { indent, labelled, painter, wrap } = await import('../report/layout.ts');
  const { LEVEL_STYLE } = await import('../report/console/styles.ts');
  const paint = painter(color);
  const mirror = row.mirror === row.id ? 'itself' : row.mirror;
  return [
    `${paint(row.level.padEnd(8), LEVEL_STYLE[row.level])}  ${paint(row.id, 'bold')}`,
    ...indent(wrap(row.says, width - 10), 10),
    ...indent(labelled('example', [row.example]), 10),
    ...indent(labelled('mirror', wrap(mirror, width - 19)), 10),
  ];
}
