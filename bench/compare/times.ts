import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CONTESTANTS } from './contestants.ts';
import { CORNERS } from './corners.ts';

const MEGABYTE = 1_000_000;
const PATIENCE_MS = 60_000;

/** Each in a process of its own; `undefined` when it broke or took longer than a minute. */
function measure(...argv: readonly string[]): Readonly<Record<string, number>> | undefined {
  try {
    const script = join(import.meta.dirname, 'measure.ts');
    const printed: unknown = JSON.parse(
      execFileSync(process.execPath, [script, ...argv], {
        encoding: 'utf8',
        timeout: PATIENCE_MS,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    return Object.fromEntries(Object.entries(printed ?? {}).map(([key, value]) => [key, Number(value)]));
  } catch {
    return undefined;
  }
}

const shown = (of: Readonly<Record<string, number>> | undefined): string =>
  of === undefined ? 'over 60 s or broke' : `${(of['ms'] ?? 0).toFixed(1)} ms, ${(of['mib'] ?? 0).toFixed(0)} MiB`;

/** Time and memory of everybody, as Markdown. */
export function times(): string[] {
  const rows = Object.keys(CONTESTANTS).map((name) => {
    const cells = ['one-price', 'reversed'].map((kind) => shown(measure('whole', name, kind, String(MEGABYTE))));
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return [
    '## Time and memory, 1 MB',
    '',
    'Parsing included; processor time of the main thread in the best run, and growth of the largest resident size.',
    '',
    '| | one price differs | all elements reversed |',
    '|---|---|---|',
    ...rows,
    '',
  ];
}

const STAGES = ['parse', 'read', 'bytes', 'values', 'shape', 'shapes'] as const;

type Measured = Readonly<Record<string, number>>;

const ratioOf = (of: Measured): string =>
  (STAGES.slice(1).reduce((sum, stage) => sum + (of[stage] ?? Number.NaN), 0) / (of['parse'] ?? Number.NaN)).toFixed(1);

const cellsOf = (of: Measured): string => STAGES.map((stage) => (of[stage] ?? Number.NaN).toFixed(1)).join(' | ');

/** What our stages cost, and how that grows, as Markdown. */
export function stages(): string[] {
  const measured = [1, 5, 20].flatMap((size) =>
    ['hosts', 'one-price', 'reversed'].map((kind) => ({
      name: `${size} MB, ${kind}`,
      of: measure('stages', kind, String(size * MEGABYTE)) ?? {},
    })),
  );
  return [
    '## Stages and linearity',
    '',
    'Milliseconds of the main thread for both bodies, best run; the ratio is all stages of ours to `JSON.parse` of both.',
    '',
    '| | JSON.parse | read | bytes | values | shapes built | shapes compared | ratio |',
    '|---|---|---|---|---|---|---|---|',
    ...measured.map(({ name, of }) => `| ${name} | ${cellsOf(of)} | ${ratioOf(of)} |`),
    '',
    ...floor(measured[0]?.of ?? {}),
  ];
}

/** Why it is not three times. */
function floor(of: Measured): string[] {
  const each = (stage: string): string =>
    (((of[stage] ?? Number.NaN) * 1e6) / (of['entries'] ?? Number.NaN)).toFixed(0);
  return [
    '### The profile, and the floor',
    '',
    `Two bodies of 1 MB hold ${of['entries']} keys and values. Nanoseconds for each of them (first row above): JSON.parse ${each('parse')},`,
    `read ${each('read')}, bytes ${each('bytes')}, values ${each('values')}, shapes built ${each('shape')}.`,
    '',
    'Three times `JSON.parse` is not to be had by separate tiers written in JavaScript. `JSON.parse` is native and keeps',
    'neither lexemes nor order nor offsets; the lossless reader alone, which must look at each byte and write six numbers for',
    'each key and value, costs about one and a half of it, and no tier can start without it. Each tier then visits each key',
    'and value of both bodies once. Where the samples fall (`--cpu-prof`): the reader in the state machine and the keys, with no',
    'function above a quarter; the bytes and values tiers in the walk that pairs members and in comparing lexemes byte by byte;',
    'the shapes in counting, and a third of it in telling formats from text. What was cheap has been taken: formats and number',
    'classes from bytes, no generators, one look-up for a run of equal formats, members by key number, foreign hosts by offset.',
    'In the rows one-price and reversed the candidate names the host of the reference in every URL, and each is a finding: that',
    'is what they cost more. Below about one `JSON.parse` for each tier plus the reader, that is 4.5 to 5, only one fused pass',
    'would go; it would give up',
    'tiers that run, and can be read, alone.',
    '',
  ];
}

/** Forms that are quadratic when compared without care, as Markdown. */
export function corners(): string[] {
  const rows = Object.entries(CORNERS).map(([name, { n }]) => {
    const [once, twice] = ['1', '2'].map((times) => measure('corner', name, times) ?? {});
    const [one, two] = [once?.['ms'] ?? Number.NaN, twice?.['ms'] ?? Number.NaN];
    return `| ${name} | ${n} | ${one.toFixed(1)} | ${two.toFixed(1)} | ${(two / one).toFixed(1)} |`;
  });
  return [
    '## Corner cases',
    '',
    'All three tiers, reading included, in milliseconds of the main thread for `n` and for twice as many.',
    '',
    '| | n | at n | at 2 n | ratio |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ];
}
