import { Command, CommanderError } from 'commander';
import { EXIT_CODE, EXIT_USAGE } from '../model/verdict.ts';
import { commandsFor } from './commands.ts';
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
  process.stdout.on('error', tellOfLostOutput);
  let exitCode: number = EXIT_CODE.pass;
  const program = new Command('parity')
    .description('Proves that a backend behaves on its new home exactly as on its old one.')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .exitOverride()
    .showSuggestionAfterError();
  for (const { define } of await commandsFor(argv)) define(program, (code) => (exitCode = code));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    return explain(thrown);
  }
}

/** A reader that closes early (`parity | head`) is no fault of ours; a full disk must not pass for "same". */
function tellOfLostOutput({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return;
  process.stderr.write(`error: standard output could not be written: ${message}\n`);
  process.once('exit', (exitCode) => {
    if (exitCode === EXIT_CODE.pass) process.exitCode = EXIT_CODE.error;
  });
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
