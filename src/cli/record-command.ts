import type { CliCommand } from './commands.ts';
import type { SelectionOptions } from './options.ts';
import { EXIT_CODE } from '../model/verdict.ts';
import { examples, withSelection } from './options.ts';
import { usageError } from './usage-error.ts';

/** `parity record`: the answers of one target become the baselines. */
export const recordCommand: CliCommand = {
  define(program, exit) {
    withSelection(program.command('record').description('record baselines from one target (default: the reference)'))
      .addHelpText(
        'after',
        examples(
          'npm run parity -- record --tenant oep-stg',
          'npm run parity -- record --tenant us-prd --target candidate   # after the cutover',
        ),
      )
      .action(async (options: SelectionOptions) => exit(await record(options)));
  },
};

async function record(options: SelectionOptions): Promise<number> {
  if (process.env['CI']) throw usageError('baselines are never written in CI', 'record them at your desk, and commit');
  const { load, planFor } = await import('./load.ts');
  const { interruptible } = await import('./interrupt.ts');
  const { runPlan } = await import('./execute.ts');
  const { saveRecordings } = await import('./save-recordings.ts');
  const loaded = load(options);
  const roles = loaded.tenant.targets.map(({ role }) => role);
  const target = options.target ?? (roles.includes('reference') ? 'reference' : 'candidate');
  const plan = planFor(loaded.tenant, { ...options, target });
  using stop = interruptible();
  const ran = await runPlan(loaded, plan, () => undefined, stop.signal);
  process.stdout.write(saveRecordings(ran, loaded.home));
  const bad = ran.result.outcomes.filter(({ ended }) => ended.kind !== 'pass');
  for (const { scenario, ended } of bad)
    process.stderr.write(
      `error: ${scenario} was not recorded whole: ${'reason' in ended ? ended.reason : ended.kind}\n`,
    );
  return bad.some(({ ended }) => ended.kind === 'fail')
    ? EXIT_CODE.fail
    : bad.length > 0
      ? EXIT_CODE.error
      : EXIT_CODE.pass;
}
