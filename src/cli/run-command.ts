import type { CliCommand } from './commands.ts';
import type { Loaded } from './load.ts';
import type { Plan } from '../model/plan.ts';
import { REPORTERS } from '../report/index.ts';
import { examples, withRun } from './options.ts';
import { type Produce, runAndReport, type RunOptions } from './run-and-report.ts';

/** `parity run`, the default. */
export const runCommand: CliCommand = {
  define(program, exit) {
    const command = program.command('run', { isDefault: true }).description('run scenarios, compare, judge, report');
    withRun(command, Object.keys(REPORTERS))
      .addHelpText(
        'after',
        examples(
          'npm run parity -- --tenant mansety-prd',
          "npm run parity -- --tenant oep-stg --scenario 'login*' --reporter console --reporter junit=reports/junit.xml",
          'npm run parity -- --tenant us-prd --target candidate',
        ),
      )
      .action(async (options: RunOptions) => exit(await runAndReport(options, run)));
  },
};

/** Loaded late: a plan that is only listed needs no engine. */
const run =
  (loaded: Loaded, plan: Plan): Produce =>
  async (watch) =>
    (await import('./execute.ts')).runAndJudge(loaded, plan, watch);
