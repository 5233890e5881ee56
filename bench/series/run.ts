import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * The long form of tests that repeat whole runs: what CI samples, here in full. Prints Markdown:
 * `node bench/series/run.ts > bench/series/RESULTS.md`; names of test files run those alone. Needs the Debian packages that `.ci/run` installs.
 * Ends with 1 when one run of a series was not as the test wants it.
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
];

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
const wanted = process.argv.slice(2);
const chosen = SERIES.filter(({ file }) => wanted.length === 0 || wanted.some((name) => file.includes(name)));
for (const each of chosen) results.push(await repeat(each));

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
    '',
  ].join('\n'),
);

for (const { held, output } of results) {
  if (held) continue;
  process.stderr.write(output);
  process.exitCode = 1;
}
