import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CONTESTANTS } from './contestants.ts';

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
    'Parsing included; best run, and growth of the largest resident size over the runs.',
    '',
    '| | one price differs | all elements reversed |',
    '|---|---|---|',
    ...rows,
    '',
  ];
}

const STAGES = ['parse', 'read', 'bytes', 'values', 'shape', 'shapes'] as const;

/** What our stages cost, and how that grows, as Markdown. */
export function stages(): string[] {
  const sizes = [1, 5, 20];
  const rows = sizes.flatMap((size) =>
    ['hosts', 'one-price', 'reversed'].map((kind) => {
      const of = measure('stages', kind, String(size * MEGABYTE)) ?? {};
      const total = STAGES.slice(1).reduce((sum, stage) => sum + (of[stage] ?? Number.NaN), 0);
      const cells = STAGES.map((stage) => (of[stage] ?? Number.NaN).toFixed(1));
      return `| ${size} MB, ${kind} | ${cells.join(' | ')} | ${(total / (of['parse'] ?? Number.NaN)).toFixed(1)} |`;
    }),
  );
  return [
    '## Stages and linearity',
    '',
    'Milliseconds for both bodies; the ratio is all stages of ours to `JSON.parse` of both.',
    '',
    '| | JSON.parse | read | bytes | values | shapes built | shapes compared | ratio |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ];
}
