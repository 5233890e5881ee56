import { Command, CommanderError } from 'commander';
import { EXIT_CODE, EXIT_USAGE } from '../model/verdict.ts';
import { COMMANDS } from './commands.ts';
import { UsageError } from './usage-error.ts';

const EXIT_CODES =
  'Exit code: 0 same, or only accepted drift; 1 drift or failure; 2 wrong usage or configuration;\n' +
  '3 could not judge; 130 interrupted.';

/**
 * Parses the arguments and runs one command.
 *
 * @returns the exit code; the process is left to end by itself, so that everything is flushed
 */
export async function main(argv: readonly string[]): Promise<number> {
  // A reader that closes early (`parity | head`) is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  let exitCode: number = EXIT_CODE.pass;
  const program = new Command('parity')
    .description('Proves that a backend behaves on its new home exactly as on its old one.')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .exitOverride()
    .showSuggestionAfterError();
  for (const { define } of COMMANDS) define(program, (code) => (exitCode = code));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    return explain(thrown);
  }
}

function explain(thrown: unknown): number {
  // commander has printed its own text; help and version end with its code 0.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT_CODE.pass : EXIT_USAGE;
  if (thrown instanceof UsageError) {
    process.stderr.write(`${thrown.message}\n`);
    return EXIT_USAGE;
  }
  process.stderr.write(`error: the harness broke: ${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  return EXIT_CODE.error;
}
