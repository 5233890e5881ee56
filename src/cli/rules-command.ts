import type { CliCommand } from './commands.ts';
import type { RuleRow } from './explain/catalogue-text.ts';
import { Option } from 'commander';
import { DRIFT_RULES, type Rule } from '../model/rules.ts';
import { EXIT_CODE } from '../model/verdict.ts';
import { viewOf } from './color.ts';
import { examples } from './options.ts';

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

const rows = (): readonly RuleRow[] => Object.entries<Rule>(DRIFT_RULES).map(([id, rule]) => ({ id, ...rule }));

const asJson = (): string => `${JSON.stringify(rows(), null, 2)}\n`;

async function asText(): Promise<string> {
  const { catalogueText } = await import('./explain/catalogue-text.ts');
  return catalogueText(rows(), viewOf(process.stdout, { color: 'auto' }, process.env)).join('\n');
}
