import type { Command } from 'commander';
import type { CliCommand } from './commands.ts';
import { EXIT_CODE } from '../model/verdict.ts';
import { examples } from './options.ts';
import { usageError } from './usage-error.ts';

export type AcceptOptions = {
  readonly home?: string;
  readonly report: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  readonly expires: string;
  readonly alsoFor: readonly string[];
  readonly required?: true;
};

const HOME = ['--home <folder>', 'the folder that holds baselines/ (default: this installation)'] as const;
const REPORT = ['--report <file>', 'a report that --reporter json=<file> wrote'] as const;

/** `parity ledger`: differences that people accepted, each for a time. */
export const ledgerCommand: CliCommand = {
  define(program, exit) {
    const ledger = program.command('ledger').description('differences that people accepted: accept, check, prune');
    defineAccept(ledger, exit);
    ledger
      .command('check')
      .description('name what has expired, and what will within 30 days; exit code 1 when something has')
      .option(...HOME)
      .addHelpText('after', examples('npm run parity -- ledger check'))
      .action(async (options: { readonly home?: string }) => {
        const { check } = await import('./ledger/check.ts');
        const { text, hasExpired } = check(options.home);
        process.stdout.write(text);
        exit(hasExpired ? EXIT_CODE.fail : EXIT_CODE.pass);
      });
    ledger
      .command('prune')
      .description('drop what a run exercised and did not see; never in CI')
      .requiredOption(...REPORT)
      .option(...HOME)
      .addHelpText('after', examples('npm run parity -- ledger prune --report reports/run.json'))
      .action(async (options: { readonly report: string; readonly home?: string }) => {
        refuseInCi();
        const { prune } = await import('./ledger/prune.ts');
        process.stdout.write(prune(options.report, options.home));
        exit(EXIT_CODE.pass);
      });
  },
};

function defineAccept(ledger: Command, exit: (code: number) => void): void {
  ledger
    .command('accept <finding>')
    .description('accept every place that a saved report shows of a finding; never in CI')
    .requiredOption(...REPORT)
    .requiredOption('--reason <text>', 'why it is right')
    .requiredOption('--owner <name>', 'who answers for it')
    .requiredOption('--ticket <id>', 'where it is discussed')
    .requiredOption('--expires <date>', 'the last day it holds, e.g. 2027-01-31')
    .option('--also-for <tenant...>', 'other tenants it holds for (default: that of the report)', [])
    .option('--required', 'its absence is news')
    .option(...HOME)
    .addHelpText(
      'after',
      examples(
        'npm run parity -- ledger accept 0a1b2c3d4e5f --report reports/run.json --reason "new CDN" --owner platform --ticket BD-7.3 --expires 2027-01-31',
      ),
    )
    .action(async (id: string, options: AcceptOptions) => {
      refuseInCi();
      const { accept } = await import('./ledger/accept.ts');
      process.stdout.write(accept(id, options));
      exit(EXIT_CODE.pass);
    });
}

function refuseInCi(): void {
  if (process.env['CI']) throw usageError('the ledger is never written in CI', 'accept at your desk, and commit');
}
