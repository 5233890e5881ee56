import { setFlagsFromString } from 'node:v8';
import type { CliCommand } from './commands.ts';
import { type MonitorOptions, type ServeOptions, withSchedule, withSinks } from './monitor/options.ts';
import { examples, withSelection } from './options.ts';

const EXITS =
  '\nExit code: 0 the results were delivered, whatever they say; 2 wrong usage or configuration; 3 not delivered.';

/** `parity monitor`. */
export const monitorCommand: CliCommand = {
  define(program, exit) {
    const monitor = program.command('monitor').description('run scenarios for ever, and tell a monitoring system');
    const once = monitor
      .command('once')
      .description('one run, for a CronJob: results as lines of JSON, and to the sinks');
    withSinks(withSelection(once))
      .addHelpText('after', EXITS)
      .addHelpText(
        'after',
        examples('npm run parity -- monitor once --tenant mansety-prd --push http://pushgateway:9091'),
      )
      .action(async (options: MonitorOptions) => {
        setFlags([...LEAN, ...SHORT_LIVED]);
        const { monitorOnce } = await import('./monitor/once.ts');
        exit(await monitorOnce(options));
      });
    const serve = monitor.command('serve').description('for ever, for a Deployment: schedules itself, serves /metrics');
    withSchedule(withSinks(withSelection(serve)))
      .addHelpText('after', examples('npm run parity -- monitor serve --tenant mansety-prd --listen 0.0.0.0:9464'))
      .action(async (options: ServeOptions) => {
        setFlags(LEAN);
        const { monitorServe } = await import('./monitor/serve.ts');
        exit(await monitorServe(options));
      });
  },
};

/**
 * Beside an application that has a limit of memory. V8 would rather double the space of new objects, up to 32 MiB, than
 * clean it up: some 20 MiB for no time that anybody could measure. And undici's parser of HTTP is WebAssembly, which V8
 * would compile a second time, with every optimisation: another 20 MiB at its peak, for some kilobytes of answers.
 */
const LEAN = ['--semi-space-growth-factor=1', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

/**
 * One run is over before optimised code pays: 10 MiB less, and a tenth of the processor's time. Only to compare bodies of
 * megabytes takes twice as long.
 */
const SHORT_LIVED = ['--no-opt', '--no-maglev'];

const setFlags = (flags: readonly string[]): void => flags.forEach((flag) => setFlagsFromString(flag));
