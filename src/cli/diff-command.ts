import type { CliCommand } from './commands.ts';
import type { Finding } from '../model/finding.ts';
import type { Bodies, Tier } from './diff/compare-bodies.ts';
import type { OriginPairs } from './diff/origins.ts';
import type { BodyFile } from './diff/read-files.ts';
import type { StepDifference } from '../compare/index.ts';
import { Option } from 'commander';
import { type Level, LEVELS } from '../model/level.ts';
import { err, ok, type Result } from '../model/result.ts';
import { EXIT_CODE } from '../model/verdict.ts';
import { viewOf } from './color.ts';
import { collect, examples } from './options.ts';

type DiffOptions = {
  readonly reference: readonly string[];
  readonly candidate: string;
  readonly tier: Tier;
  readonly critical?: true;
  readonly gate?: Level;
  readonly origin: readonly string[];
  readonly format: 'text' | 'json';
};

const NOTES = `
Several references are samples of one answer: what changes between them is no drift, and a candidate that is one of
them is the same. Of the bytes, the last is compared. Other data in the same shape is no drift either.

Memory: two files of 100 MB need 1.3 GB (and 8 s), each further sample of that size 0.4 GB more. A file may have 512 MB.

Exit code: 0 same; 1 drift; 2 wrong usage; 3 could not judge (not JSON, or other data with --critical).`;

/** `parity diff`: two saved bodies, compared as a run compares two answers; no tenant, no network. */
export const diffCommand: CliCommand = {
  define(program, exit) {
    program
      .command('diff')
      .description('compare saved JSON bodies as a run would, offline')
      .requiredOption('--reference <file>', 'what is right, - for standard input; repeat for more samples', collect)
      .requiredOption('--candidate <file>', 'what is judged, - for standard input')
      .addOption(
        new Option('--tier <name>', 'how closely to look').choices(['bytes', 'values', 'shape', 'all']).default('all'),
      )
      .option('--critical', 'other data must not pass: it could not be judged then')
      .addOption(
        new Option(
          '--gate <level>',
          'findings of this level and above count (default: warning; info with --tier bytes)',
        ).choices(LEVELS),
      )
      .option('--origin <a=b>', "the reference's own origin and the candidate's; repeat for more", collect, [])
      .addOption(
        new Option('--format <name>', 'json is an array of findings').choices(['text', 'json']).default('text'),
      )
      .addHelpText(
        'after',
        `${examples(
          'npm run parity -- diff --reference old.json --candidate new.json',
          'npm run parity -- diff --reference monday.json --reference tuesday.json --candidate new.json --tier shape',
          'curl -s https://api.example.org/x | npm run -s parity -- diff --reference old.json --candidate - --format json',
        )}\n${NOTES}`,
      )
      .action(async (options: DiffOptions) => exit(await diff(options)));
  },
};

async function diff(options: DiffOptions): Promise<number> {
  const { parseOrigins } = await import('./diff/origins.ts');
  const { readFiles } = await import('./diff/read-files.ts');
  const { toFindings } = await import('../compare/index.ts');
  const { verdictOf } = await import('./diff/verdict.ts');
  const { headline } = await import('./diff/headline.ts');
  const { tier, gate = tier === 'bytes' ? 'info' : 'warning' } = options;
  const origins = parseOrigins(options.origin);
  const files = await readFiles([...options.reference, options.candidate]);
  const compared = await compare(files, tier, origins);
  if (!compared.ok) {
    process.stderr.write(`could not judge: ${compared.error}\n`);
    return EXIT_CODE.inconclusive;
  }
  const findings = toFindings(compared.value, { preset: 'parity', levels: [], critical: [], arrays: [], noise: [] });
  const verdict = verdictOf(findings, gate, options.critical === true);
  const candidate = files.at(-1)?.name ?? '';
  const says = headline({ findings, verdict, tier, gate, candidate, samples: options.reference.length });
  await print(options.format, findings, says);
  return EXIT_CODE[verdict];
}

async function compare(
  files: readonly BodyFile[],
  tier: Tier,
  origins: OriginPairs,
): Promise<Result<readonly StepDifference[], string>> {
  const { compareBodies } = await import('./diff/compare-bodies.ts');
  const { readBodies } = await import('./diff/read-files.ts');
  const read = readBodies(files);
  return read.ok ? ok(compareBodies(bodiesOf(read.value), tier, origins)) : err(read.error);
}

/** The candidate is the last. */
function bodiesOf<Body extends BodyFile>(files: readonly Body[]): Bodies<Body> {
  const candidate = files.at(-1);
  if (candidate === undefined) throw new Error('there is always a candidate');
  return { references: files.slice(0, -1), candidate };
}

async function print(format: DiffOptions['format'], findings: readonly Finding[], says: string): Promise<void> {
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
    process.stderr.write(`${says}\n`);
    return;
  }
  const { findingLines } = await import('../report/console/findings.ts');
  const { painter } = await import('../report/layout.ts');
  const { color, width } = viewOf(process.stdout, { color: 'auto' }, process.env);
  const page = { paint: painter(color), width };
  const blocks = findings.flatMap((finding) => [...findingLines(finding, page), '']);
  process.stdout.write(`${[...blocks, says].join('\n')}\n`);
}
