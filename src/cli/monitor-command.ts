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
        const { monitorOnce } = await import('./monitor/once.ts');
        exit(await monitorOnce(options));
      });
    const serve = monitor.command('serve').description('for ever, for a Deployment: schedules itself, serves /metrics');
    withSchedule(withSinks(withSelection(serve)))
      .addHelpText('after', examples('npm run parity -- monitor serve --tenant mansety-prd --listen 0.0.0.0:9464'))
      .action(async (options: ServeOptions) => {
        const { monitorServe } = await import('./monitor/serve.ts');
        exit(await monitorServe(options));
      });
  },
};
