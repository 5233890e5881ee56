import type { CliCommand } from './commands.ts';
import { nearest } from '../model/nearest.ts';
import { isRuleId, RULE_IDS, type RuleId } from '../model/rules.ts';
import { EXIT_CODE } from '../model/verdict.ts';
import { viewOf } from './color.ts';
import { examples } from './options.ts';
import { usageError } from './usage-error.ts';

/** `parity explain`: what a rule means, or what a finding of a saved report shows; offline. */
export const explainCommand: CliCommand = {
  define(program, exit) {
    program
      .command('explain <id>')
      .description('explain a drift rule, or a finding of a saved report')
      .option('--report <file>', 'the json report that holds the finding (default: the newest in reports/)')
      .addHelpText(
        'after',
        examples(
          'npm run parity -- explain property-removed',
          'npm run parity -- explain 0a1b2c3d4e5f --report reports/run.json',
        ),
      )
      .action(async (id: string, options: { readonly report?: string }) => {
        const lines = isRuleId(id) ? await aboutRule(id) : await aboutFinding(id, options.report);
        process.stdout.write(`${lines.join('\n')}\n`);
        exit(EXIT_CODE.pass);
      });
  },
};

const view = () => viewOf(process.stdout, { color: 'auto' }, process.env);

async function aboutRule(id: RuleId): Promise<readonly string[]> {
  const { ruleText } = await import('./explain/rule-text.ts');
  return ruleText(id, view());
}

async function aboutFinding(id: string, file?: string): Promise<readonly string[]> {
  if (!FINDING_ID.test(id)) throw unknownRule(id);
  const { savedReport } = await import('./explain/saved-report.ts');
  const { findingExplained } = await import('./explain/finding-explained.ts');
  const saved = savedReport(file);
  const finding = saved.report.findings.find((each) => each.id === id);
  if (finding !== undefined) return findingExplained(finding, saved, view());
  const ids = saved.report.findings.map((each) => each.id);
  const meant = nearest(id, ids);
  throw usageError(
    `${saved.file} has no finding ${id}; it has ${ids.length === 0 ? 'none' : ids.length}`,
    meant === undefined ? 'npm run parity -- explain <id> --report <the report that showed it>' : `${EXPLAIN} ${meant}`,
  );
}

/** Also with a digit mistyped, lost or doubled. */
const FINDING_ID = /^[0-9a-f]{10,14}$/u;

const EXPLAIN = 'npm run parity -- explain';

function unknownRule(id: string): Error {
  const meant = nearest(id, RULE_IDS);
  const todo = meant === undefined ? 'npm run parity -- rules lists them all' : `${EXPLAIN} ${meant}`;
  return usageError(`there is no rule or finding "${id}"`, todo);
}
