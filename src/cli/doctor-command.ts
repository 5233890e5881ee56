import type { CliCommand } from './commands.ts';
import type { Check } from './doctor/check.ts';
import type { TenantOptions } from './options.ts';
import { EXIT_CODE, EXIT_USAGE } from '../model/verdict.ts';
import { examples, withTenant } from './options.ts';

/** `parity doctor`: what keeps a run of the tenant from working, and what to do about it. */
export const doctorCommand: CliCommand = {
  define(program, exit) {
    withTenant(
      program.command('doctor').description('check configuration, secrets, names, ports, TLS, clock and login'),
    )
      .addHelpText('after', examples('npm run parity -- doctor --tenant mansety-prd'))
      .action(async (options: TenantOptions) => exit(await examine(options)));
  },
};

async function examine(options: TenantOptions): Promise<number> {
  const { load } = await import('./load.ts');
  const { startStandins } = await import('./standins.ts');
  const { doctor } = await import('./doctor/doctor.ts');
  const { doctorDeps } = await import('./doctor/deps.ts');
  const { interruptible } = await import('./interrupt.ts');
  const loaded = load(options, true);
  await using started = await startStandins(loaded);
  await using deps = doctorDeps(started.tenant, started.secrets, loaded.missing);
  using stop = interruptible();
  const states = new Set<Check['state']>();
  for await (const check of doctor(started.tenant, started.secrets, deps, stop.signal)) {
    states.add(check.state);
    process.stdout.write(line(check));
  }
  if (states.has('bad')) return EXIT_USAGE;
  return states.has('unknown') ? EXIT_CODE.inconclusive : EXIT_CODE.pass;
}

function line({ id, target, state, says, todo }: Check): string {
  const what = `${state.padEnd(8)} ${`${id}${target === undefined ? '' : ` @ ${target}`}`.padEnd(22)} ${says}\n`;
  return todo === undefined ? what : `${what}         try: ${todo}\n`;
}
