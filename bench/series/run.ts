import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { matrixTable } from './matrix.ts';

/**
 * The long form of tests that repeat whole runs: what CI samples, here in full. Prints Markdown:
 * `node bench/series/run.ts > bench/series/RESULTS.md`. Needs the Debian packages that `.ci/run` installs.
 * `--only <text>` runs the series whose test holds this text. Ends with 1 when one run of a series was not as the test
 * wants it.
 */

type Series = { readonly says: string; readonly runs: number; readonly file: string; readonly test: string };

const SERIES: readonly Series[] = [
  {
    says: 'a real Laravel against itself, 20 data sets of one schema, fields new each time, lists in any order: other data is told, no drift',
    runs: 1_000,
    file: 'test/against-itself.test.ts',
    test: 'fields that are new each time',
  },
  {
    says: 'a real Laravel against itself: no finding, no secret in any report',
    runs: 50,
    file: 'test/bars.test.ts',
    test: 'the same application twice is the same',
  },
  {
    says: 'two targets with one host name, own roots, tokens and app keys, two runs at a time: each request and frame at its own target, no finding but the ids that two runs at once take in another order',
    runs: 100,
    file: 'test/same-host.test.ts',
    test: 'every request and every frame lands at its own target',
  },
  {
    says: 'a gate while a real Laravel is swapped behind nginx, both versions mixed for a while: only the new one is judged',
    runs: 20,
    file: 'test/gate.test.ts',
    test: 'judges only the new version',
  },
  {
    says: 'messages across instances, each dialled and through a front with 16 clients, scaling on: all pass',
    runs: 200,
    file: 'test/cross-pod.test.ts',
    test: 'scaling on: every run passes',
  },
  {
    says: 'the same, scaling off: none passes, and the relay is blamed each time',
    runs: 200,
    file: 'test/cross-pod.test.ts',
    test: 'scaling off: no run passes, and the relay is blamed',
  },
  {
    says: 'a monitor killed at a random moment, its results on disk: no run that it told of is lost',
    runs: 20,
    file: 'test/monitor-faults.test.ts',
    test: 'by SIGKILL at',
  },
  {
    says: 'an always-on monitor, health each 200 ms: memory, handles and schedule',
    runs: 10_000,
    file: 'test/monitor-serve.test.ts',
    test: 'runs over HTTP leave nothing behind',
  },
  {
    says: 'an always-on monitor, sockets each 500 ms: memory, handles and schedule',
    runs: 2_000,
    file: 'test/monitor-serve.test.ts',
    test: 'runs with sockets leave nothing behind',
  },
];

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });

const root = fileURLToPath(new URL('../..', import.meta.url));

type Result = Series & { readonly seconds: number; readonly held: boolean; readonly output: string };

async function repeat(each: Series): Promise<Result> {
  const began = performance.now();
  const args = ['--test', '--test-reporter=spec', `--test-name-pattern=${each.test}`, each.file];
  const env = { ...process.env, PARITY_SERIES: String(each.runs), PARITY_REQUIRE_REAL: 'laravel,nginx,redis,openssl' };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code]: unknown[] = await once(child, 'close');
  const output = Buffer.concat(chunks).toString();
  // A pattern that matches nothing would pass too.
  const held = code === 0 && output.includes(each.test);
  return { ...each, seconds: (performance.now() - began) / 1_000, held, output };
}

const results: Result[] = [];
for (const each of SERIES.filter(({ test }) => test.includes(values.only))) results.push(await repeat(each));

const row = ({ says, runs, seconds, held }: Result): string =>
  `| ${says} | ${runs} | ${held ? 'all' : 'NOT all'} | ${seconds.toFixed(0)} |`;

process.stdout.write(
  [
    '# Series of whole runs',
    '',
    `Node ${process.version}. Printed by \`bench/series/run.ts\`; CI runs a small sample of each.`,
    '',
    '| what | runs | as wanted | seconds |',
    '| --- | --: | --- | --: |',
    ...results.map(row),
    ...(await matrixTable(root)),
    '',
  ].join('\n'),
);

for (const { held, output } of results) {
  if (held) continue;
  process.stderr.write(output);
  process.exitCode = 1;
}
