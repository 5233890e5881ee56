import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { constants } from 'node:os';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { APP, packagesOf } from './application.ts';
import { startDeployment } from './deployment.ts';
import { demandDrifts, DRIFTS } from './drifts.ts';
import { realParts } from './parts.ts';
import { startRedis } from './redis.ts';
import { type Settings, settingsOf } from './tenant.ts';

type Options = {
  readonly referencePort: number;
  readonly candidatePort: number;
  readonly referenceSockets: number;
  readonly candidateSockets: number;
  readonly drift: readonly string[];
  readonly parts?: true;
};

const SHORTEST_PASSWORD = 8;
const WRONG_USAGE = 2;

const program = new Command('testbed')
  .description('starts the academy twice on the real Laravel: the reference and the candidate of the tenant "testbed"')
  .usage('[options] [-- command args...]')
  .argument('[command...]', 'run this against the two, then stop them (default: keep them until interrupted)')
  .option('--reference-port <port>', 'where the reference listens on 127.0.0.1', port, 8101)
  .option('--candidate-port <port>', 'where the candidate listens on 127.0.0.1', port, 8102)
  .option('--reference-sockets <port>', 'where the reference takes sockets on 127.0.0.1', port, 8111)
  .option('--candidate-sockets <port>', 'where the candidate takes sockets on 127.0.0.1', port, 8112)
  .addOption(
    new Option('--drift <id>', `what the candidate gets wrong; repeat for more: ${DRIFTS.join(', ')}`)
      .argParser((id: string, ids: readonly string[]) => [...ids, id])
      .default([], 'none'),
  )
  .option('--parts', 'say which parts are real on this machine, and start nothing')
  .exitOverride()
  .action(testbed);

function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number;
  throw new InvalidArgumentError('A port is a number from 1 to 65535.');
}

async function testbed(command: readonly string[], options: Options): Promise<void> {
  if (options.parts) {
    for (const { name, is } of await realParts()) console.log(`${name.padEnd(10)} ${is}`);
    return;
  }
  demandDrifts(options.drift);
  const given = process.env['PARITY_TESTBED_PASSWORD'];
  const password = passwordFrom(given);
  const accounts = {
    canary: { email: 'canary@academy.example', password },
    refused: { email: 'refused@academy.example' },
  };
  const opsToken = randomText();
  await using redis = await startRedis();
  const app = { id: 'academy', key: 'academy-key', secret: randomText() };
  const common = { accounts, redis, app, opsToken };
  await using reference = await startDeployment({
    ...common,
    port: options.referencePort,
    socketPort: options.referenceSockets,
  });
  await using candidate = await startDeployment({
    ...common,
    port: options.candidatePort,
    socketPort: options.candidateSockets,
    drifts: options.drift,
  });
  const settings = settingsOf(common, { reference, candidate });
  const [name, ...args] = command;
  if (name === undefined) {
    console.log(instructions(settings, options.drift, given !== undefined));
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    return;
  }
  process.exitCode = await run(name, args, settings);
}

const randomText = (): string => randomBytes(18).toString('base64url');

function passwordFrom(given: string | undefined): string {
  const password = given ?? randomText();
  if (password.length >= SHORTEST_PASSWORD) return password;
  throw new Error(
    `PARITY_TESTBED_PASSWORD is shorter than ${SHORTEST_PASSWORD} characters; set a longer one, or none to get a random one`,
  );
}

/** A password made here is worth nothing elsewhere and must be known to be used; one that was given is not shown. */
function instructions(settings: Settings, drifts: readonly string[], isPasswordKnown: boolean): string {
  const shown = Object.entries(settings).filter(([name]) => !isPasswordKnown || name !== 'PARITY_TESTBED_PASSWORD');
  const tenant = packagesOf(APP).has('laravel/horizon') ? 'testbed-composer' : 'testbed';
  return [
    `reference  ${settings.PARITY_TESTBED_REFERENCE_URL}`,
    `candidate  ${settings.PARITY_TESTBED_CANDIDATE_URL}  drifts: ${drifts.join(', ') || 'none'}`,
    '',
    'In another terminal:',
    ...shown.map(([name, value]) => `  export ${name}=${value}`),
    `  npm run parity -- --tenant ${tenant}`,
    '',
    'Ctrl-C stops both and removes what they wrote.',
  ].join('\n');
}

/** @returns the exit code of the command, as a shell would give it */
async function run(name: string, args: readonly string[], settings: Settings): Promise<number> {
  const child = spawn(name, args, { stdio: 'inherit', env: { ...process.env, ...settings } });
  // The terminal sends Ctrl-C to the command too; what it does then is its business, the instances are ours.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const ended = Promise.withResolvers<number>();
  child.once('exit', (code, signal) => ended.resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  child.once('error', (cause) =>
    ended.reject(new Error(`cannot run ${name} (${cause.message}); name a program on PATH after --`)),
  );
  return ended.promise;
}

try {
  await program.parseAsync();
} catch (cause) {
  if (cause instanceof CommanderError) process.exitCode = cause.exitCode === 0 ? 0 : WRONG_USAGE;
  else {
    console.error(`error: ${cause instanceof Error ? cause.message : String(cause)}`);
    process.exitCode = WRONG_USAGE;
  }
}
