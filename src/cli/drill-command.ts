import type { Severity } from '../drill/alert.ts';
import type { Leg } from '../drill/leg.ts';
import type { CliCommand } from './commands.ts';
import { InvalidArgumentError, Option } from 'commander';
import { SEVERITIES } from '../drill/alert.ts';
import { EXIT_CODE, EXIT_INTERRUPTED } from '../model/verdict.ts';
import { type HostPort, parseHostPort } from './host-port.ts';
import { collect, examples } from './options.ts';
import { usageError } from './usage-error.ts';

type DrillOptions = {
  readonly alertmanager: readonly URL[];
  readonly prometheus?: URL;
  readonly listen: HostPort;
  readonly severity: Severity;
  readonly integration: readonly string[];
  readonly within: number;
  readonly static?: true;
};

const EXITS =
  '\nExit code: 0 alerts arrive in time; 1 they do not; 2 wrong usage; 3 not judged, e.g. silenced; 130 interrupted.';

/** `parity drill`: do alerts arrive? */
export const drillCommand: CliCommand = {
  define(program, exit) {
    program
      .command('drill')
      .description('fire an alert, follow it through Alertmanager to its ends, and take it back')
      .option('--alertmanager <url>', 'an Alertmanager; repeat for its peers', urls, [])
      .option('--listen <host:port>', "where Alertmanager's receiver `drill` sends to", hostPort, DEFAULT_LISTEN)
      .addOption(new Option('--severity <name>', 'of the alert').choices(SEVERITIES).default('critical'))
      .option('--integration <name>', 'must have notified too; repeat for more (default: slack)', collect, [])
      .option('--within <seconds>', 'budget from firing to delivery', budget, 60)
      .option('--static', 'fire nothing: prove the routes, and that the rules and their series exist')
      .option('--prometheus <url>', 'with --static: the Prometheus that evaluates the rules', url)
      .addHelpText('after', EXITS)
      .addHelpText(
        'after',
        examples(
          'npm run parity -- drill --alertmanager http://alertmanager:9093 --listen 0.0.0.0:9465',
          'npm run parity -- drill --static --prometheus http://prometheus:9090',
        ),
      )
      .action(async (options: DrillOptions) => exit(await run(options)));
  },
};

const DEFAULT_LISTEN = { host: '127.0.0.1', port: 9465 };

function url(text: string): URL {
  if (!URL.canParse(text) || !/^https?:\/\//.test(text))
    throw new InvalidArgumentError('Give a URL that begins with http:// or https://.');
  return new URL(text);
}

const urls = (text: string, previous: readonly URL[]): readonly URL[] => [...previous, url(text)];

function hostPort(text: string): HostPort {
  const listen = parseHostPort(text);
  if (listen === undefined) throw new InvalidArgumentError('Give e.g. 0.0.0.0:9465.');
  return listen;
}

function budget(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3_600)) throw new InvalidArgumentError('Give a number of seconds from 1 to 3600.');
  return value;
}

async function run(options: DrillOptions): Promise<number> {
  const { interruptible } = await import('./interrupt.ts');
  using stop = interruptible();
  const states = new Set<Leg['state']>();
  try {
    const legs = options.static ? staticLegs(options, stop.signal) : drillLegs(options, stop.signal);
    for await (const leg of legs) {
      states.add(leg.state);
      process.stdout.write(line(leg));
    }
  } catch (cause) {
    if (stop.signal.aborted) return EXIT_INTERRUPTED;
    throw cause;
  }
  if (states.has('bad')) return EXIT_CODE.fail;
  return states.has('unknown') ? EXIT_CODE.inconclusive : EXIT_CODE.pass;
}

async function* staticLegs({ alertmanager: [live], prometheus }: DrillOptions, signal: AbortSignal) {
  const { homeAt } = await import('./home.ts');
  const { routeLegs } = await import('../drill/amtool.ts');
  const { ruleLegs } = await import('../drill/rules.ts');
  if (prometheus === undefined)
    throw usageError('--static needs --prometheus', 'parity drill --static --prometheus http://prometheus:9090');
  yield* routeLegs(
    live === undefined ? { file: `${homeAt().root}/deploy/alerts/alertmanager.yaml` } : { url: live },
    signal,
  );
  yield* ruleLegs(prometheus, signal);
}

async function* drillLegs({ alertmanager, listen, severity, integration, within }: DrillOptions, signal: AbortSignal) {
  const { randomUUID } = await import('node:crypto');
  const { drill } = await import('../drill/drill.ts');
  const webhook = await import('../drill/webhook.ts');
  if (alertmanager.length === 0)
    throw usageError('--alertmanager is missing', 'parity drill --alertmanager http://alertmanager:9093');
  const integrations = integration.length === 0 ? ['slack'] : integration;
  const id = randomUUID();
  await using heard = await listenOr(() => webhook.listen(listen.host, listen.port, id), listen);
  yield* drill({ id, alertmanagers: alertmanager, severity, integrations, budgetMs: within * 1_000 }, heard, signal);
}

async function listenOr<T>(open: () => Promise<T>, { host, port }: HostPort): Promise<T> {
  try {
    return await open();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw usageError(`cannot listen on ${host}:${port} (${code})`, 'name another address with --listen');
  }
}

function line({ id, state, says, todo }: Leg): string {
  const what = `${state.padEnd(8)} ${id.padEnd(16)} ${says}\n`;
  return todo === undefined ? what : `${what}         try: ${todo}\n`;
}
