import type { CliCommand } from './commands.ts';
import type { GateOptions } from './gate/options.ts';
import type { Loaded } from './load.ts';
import type { Produce } from './run-and-report.ts';
import type { Plan } from '../model/plan.ts';
import { REPORTERS } from '../report/index.ts';
import { gateProblems } from './gate/problems.ts';
import { examples, seconds, withRun } from './options.ts';
import { runAndReport } from './run-and-report.ts';
import { usageError } from './usage-error.ts';

/** `parity gate`: after a deploy, waits until the candidate is the deployed revision, then runs and judges. */
export const gateCommand: CliCommand = {
  define(program, exit) {
    const command = program.command('gate').description('after a deploy: wait for the revision, then run and judge');
    withRun(command, Object.keys(REPORTERS))
      .option('--revision <sha>', 'the Git revision that was pushed')
      .option('--image-tag <tag>', 'the image tag that was deployed')
      .option('--argocd-app <name>', "the Application to wait for (default: the tenant's)")
      .option('--wait <seconds>', 'how long to wait for it', seconds, 900)
      .option('--no-wait', 'judge what runs now')
      .option('--poll <seconds>', 'pause between two looks', seconds, 5)
      .addHelpText(
        'after',
        examples(
          'npm run parity -- gate --tenant mansety-prd --image-tag v1.4.2 --revision 4f2c9d1',
          'npm run parity -- gate --tenant oep-stg --image-tag v1.4.2 --wait 600 --reporter github',
          'npm run parity -- gate --tenant demo --no-wait',
        ),
      )
      .action(async (options: GateOptions) =>
        exit(await runAndReport(options, (loaded, plan) => gate(options, loaded, plan))),
      );
  },
};

function gate(options: GateOptions, loaded: Loaded, plan: Plan): Produce {
  const problems = gateProblems(options, loaded, plan);
  if (problems.length > 0) throw usageError(problems.join('\n  '), 'npm run parity -- gate --help, docs/gate.md');
  return async (watch) => (await import('./gate/produce.ts')).gated(options, loaded, plan, watch);
}
