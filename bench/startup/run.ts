import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { CONTESTANTS, type ContestantName } from './contestants.ts';
import { measure, type Sample } from './measure.ts';
import { serve } from './server.ts';
import { median } from '../median.ts';

/**
 * How long one check takes from start to end of the process, beside its peers. Prints Markdown:
 * `node bench/startup/run.ts --rounds 15 > bench/startup/RESULTS.md`, after `npm ci` in `bench/`.
 * A contestant that does not end with code 0 stops the benchmark: `home/` needs the baseline of `health` (`parity record`).
 * Needs GNU time at `/usr/bin/time`.
 */

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, only: { type: 'string', multiple: true } },
});

const rounds = Number(values.rounds);
const isContestant = (name: string): name is ContestantName => Object.hasOwn(CONTESTANTS, name);
const names = (values.only ?? Object.keys(CONTESTANTS)).filter(isContestant);

/** Every round runs each once, in turn forwards and backwards, so that no one always follows the same other. */
async function samples(url: string, asked: () => number): Promise<ReadonlyMap<ContestantName, readonly Sample[]>> {
  const all = new Map<ContestantName, Sample[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const before = asked();
      const sample = await measure(name, url);
      const many = asked() - before;
      if (many !== (name === 'node' ? 0 : 1)) throw new Error(`${name} asked ${many} times`);
      // The first round fills the caches and is not counted.
      if (round > 0) all.get(name)?.push(sample);
    }
  }
  return all;
}

function row(name: ContestantName, own: readonly Sample[], bare: readonly Sample[]): string {
  const walls = own.map(({ wallMs }) => wallMs);
  const ratio = median(walls) / median(bare.map(({ wallMs }) => wallMs));
  const cells = [
    `${name}: ${CONTESTANTS[name].says}`,
    median(walls).toFixed(0),
    `${Math.min(...walls).toFixed(0)} to ${Math.max(...walls).toFixed(0)}`,
    Number.isFinite(ratio) ? ratio.toFixed(2) : '-',
    median(own.map(({ cpuMs }) => cpuMs)).toFixed(0),
    median(own.map(({ peakMiB }) => peakMiB)).toFixed(0),
  ];
  return `| ${cells.join(' | ')} |`;
}

await using server = await serve();
const measured = await samples(server.url, server.asked);
const bare = measured.get('bare') ?? [];
const [cpu] = cpus();
process.stdout.write(
  [
    '# One smoke request, from start to end of the process',
    '',
    `Node ${process.version}, ${cpus().length} × ${cpu?.model ?? 'unknown processor'}, ${rounds} rounds in alternating order, medians.`,
    'Memory is that of the largest process; Playwright runs more than one. Printed by `bench/startup/run.ts`.',
    '',
    '| contestant | wall ms | from to | wall ÷ bare | CPU ms | peak MiB |',
    '| --- | --: | --: | --: | --: | --: |',
    ...[...measured].map(([name, own]) => row(name, own, bare)),
    '',
  ].join('\n'),
);
