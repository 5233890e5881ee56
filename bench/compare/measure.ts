import { explainBytes } from '../../src/compare/bytes/index.ts';
import { shapeOf } from '../../src/compare/shape/build.ts';
import { compareShapes } from '../../src/compare/shape/compare.ts';
import { compareValues } from '../../src/compare/values/index.ts';
import { ORIGINS } from './cases.ts';
import { CONTESTANTS, read } from './contestants.ts';
import { CORNERS } from './corners.ts';
import { corpus, type Corpus } from './corpus.ts';

/** The best of several runs in milliseconds, and how far the memory of the process grew, in MiB. */
async function whole([contestant = '', kind, bytes]: readonly string[]): Promise<object> {
  const compare = await CONTESTANTS[contestant]!();
  const { was, is } = corpus(toCorpus(kind), Number(bytes));
  await compare('{"a":1}', '{"a":2}');
  const before = process.memoryUsage.rss();
  const ms = await best(() => compare(was, is));
  return { ms, mib: (process.resourceUsage().maxRSS * 1_024 - before) / 2 ** 20 };
}

/** What each stage costs, all on both bodies. */
async function stages([kind, bytes]: readonly string[]): Promise<object> {
  const { was, is } = corpus(toCorpus(kind), Number(bytes));
  const [a, b] = [read(was), read(is)];
  const [shapeA, shapeB] = [shapeOf(a), shapeOf(b)];
  return {
    entries: a.length + b.length,
    parse: await best(() => [JSON.parse(was), JSON.parse(is)]),
    read: await best(() => [read(was), read(is)]),
    bytes: await best(() => explainBytes(a, b)),
    values: await best(() => compareValues(a, b, { origins: ORIGINS })),
    shape: await best(() => [shapeOf(a), shapeOf(b)]),
    shapes: await best(() => compareShapes(shapeA, shapeB)),
  };
}

/** All tiers of one corner case, reading included. */
async function corner([name = '', times]: readonly string[]): Promise<object> {
  const found = Object.entries(CORNERS).find(([key]) => key === name)?.[1];
  if (found === undefined) throw new Error(`${name} is no corner case`);
  const [was, is] = found.make(found.n * Number(times));
  const compare = await CONTESTANTS['parity, all three tiers']!();
  return { ms: await best(() => compare(was, is)), parse: await best(() => [JSON.parse(was), JSON.parse(is)]) };
}

const BUDGET_MS = 3_000;
const MOST_RUNS = 30;

/** Milliseconds of this thread's processor time, which other processes do not lengthen. The best of several runs. */
async function best(work: () => unknown): Promise<number> {
  let least = Infinity;
  const began = performance.now();
  for (let run = 0; run < MOST_RUNS && performance.now() - began < BUDGET_MS; run++) {
    const start = process.threadCpuUsage();
    await work();
    const { user, system } = process.threadCpuUsage(start);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

const toCorpus = (text: string | undefined): Corpus => (text === 'reversed' || text === 'one-price' ? text : 'hosts');

/**
 * One measurement in a process of its own, printed as JSON: `whole <contestant> <corpus> <bytes>`,
 * `stages <corpus> <bytes>` or `corner <name> <times n>`.
 */
const [mode, ...rest] = process.argv.slice(2);
const MODES: Readonly<Record<string, typeof whole>> = { whole, stages, corner };
process.stdout.write(JSON.stringify(await MODES[mode ?? '']!(rest)));
