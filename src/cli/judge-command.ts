import type { CliCommand } from './commands.ts';
import type { OutputOptions, TenantOptions } from './options.ts';
import { LEVELS, type Level } from '../model/level.ts';
import { EXIT_CODE } from '../model/verdict.ts';
import { REPORTERS } from '../report/index.ts';
import { Option } from 'commander';
import { deliver, parseOutputs } from './deliver.ts';
import { examples, withOutput } from './options.ts';

type JudgeOptions = OutputOptions & Pick<TenantOptions, 'home'> & { readonly gate?: Level };

/** `parity judge`: repeats the judgement on a saved report with today's baselines and policy; sends nothing. */
export const judgeCommand: CliCommand = {
  define(program, exit) {
    const command = program.command('judge <report>').description('judge a saved json report again, offline');
    withOutput(command, Object.keys(REPORTERS))
      .option('--home <folder>', 'the folder that holds tenants/ and baselines/ (default: this installation)')
      .addOption(
        new Option('--gate <level>', 'findings of this level and above count (default: as it was)').choices(LEVELS),
      )
      .addHelpText('after', examples('npm run parity -- judge reports/run.json --gate breaking'))
      .action(async (file: string, options: JudgeOptions) => exit(await judgeAgain(file, options)));
  },
};

async function judgeAgain(file: string, options: JudgeOptions): Promise<number> {
  const outputs = parseOutputs(options.reporter);
  const { load } = await import('./load.ts');
  const { rejudge } = await import('./rejudge.ts');
  const { readSaved } = await import('./saved.ts');
  const saved = readSaved(file);
  const home = options.home === undefined ? {} : { home: options.home };
  const loaded = load({ tenant: saved.tenant.id, ...home }, true);
  const report = await rejudge(saved, loaded, options.gate ?? saved.run.gate);
  const problems = await deliver(report, outputs, options);
  for (const problem of problems) process.stderr.write(`error: ${problem}\n`);
  return problems.length > 0 && report.verdict.exitCode === 0 ? EXIT_CODE.error : report.verdict.exitCode;
}
