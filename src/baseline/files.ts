import { join } from 'node:path';

/** Overrides of single tenants live beside the scenarios of their application, under this name. */
const TENANTS = 'tenants';

/**
 * The folders that may hold a baseline, the one that wins first: `baselines/<application>/tenants/<tenant>`, then
 * `baselines/<application>`.
 */
export const baselineFolders = (root: string, application: string, tenant: string): readonly string[] => [
  join(root, application, TENANTS, tenant),
  join(root, application),
];

export const baselineFile = (folder: string, scenario: string, step: string): string =>
  join(folder, scenario, `${step}.json`);

/** @returns `[scenario, step]` when the path, relative to a folder of baselines, is one of a baseline */
export function stepOfFile(path: string): readonly [scenario: string, step: string] | undefined {
  const [scenario, file, ...deeper] = path.split(/[/\\]/);
  if (scenario === undefined || file === undefined || deeper.length > 0 || scenario === TENANTS) return undefined;
  return file.endsWith('.json') ? [scenario, file.slice(0, -'.json'.length)] : undefined;
}
