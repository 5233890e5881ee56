import type { BaselineEntry, Baselines } from '../model/baseline.ts';
import type { Notice } from '../model/report.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baselineKey } from '../model/baseline.ts';
import { baselineFile, stepOfFile } from './files.ts';
import { parseBaseline } from './schema.ts';

/** The steps there are: scenario id → step ids. */
export type KnownSteps = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the baseline of every step that has one.
 *
 * @param folders the one that wins first
 */
export function readBaselines(folders: readonly string[], known: KnownSteps): Baselines {
  const steps = [...known].flatMap(([scenario, ids]) => ids.map((step) => ({ scenario, step })));
  return new Map(
    steps.flatMap(({ scenario, step }) => {
      const entry = firstOf(folders.map((folder) => baselineFile(folder, scenario, step)));
      return entry === undefined ? [] : [[baselineKey(scenario, step), entry] as const];
    }),
  );
}

function firstOf(files: readonly string[]): BaselineEntry | undefined {
  for (const file of files) {
    const entry = readBaseline(file);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** @returns nothing when there is no such file */
export function readBaseline(file: string): BaselineEntry | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    return code === 'ENOENT' ? undefined : { kind: 'unreadable', file, problem: `cannot be read (${code})` };
  }
  const parsed = parseBaseline(text);
  if (!parsed.ok) return { kind: 'unreadable', file, problem: parsed.error };
  return { kind: 'found', file, baseline: parsed.value };
}

/** Files of baselines that belong to no step any more: they guard nothing, and look as if they did. */
export function danglingBaselines(folders: readonly string[], known: KnownSteps): readonly Notice[] {
  return folders.flatMap((folder) =>
    filesIn(folder)
      .filter((path) => isDangling(path, known))
      .map((path) => ({
        id: 'dangling-baseline',
        says: `${join(folder, path)} belongs to no step of any scenario`,
        todo: 'delete it, or give the step its old name back',
      })),
  );
}

/** At any depth, relative to the folder; none when it is not there. */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}

function isDangling(path: string, known: KnownSteps): boolean {
  const step = stepOfFile(path);
  return step !== undefined && known.get(step[0])?.includes(step[1]) !== true;
}
