import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, where they are not there yet.
 *
 * One at a time: where the system refuses a folder although the one above it is there, as in /proc, Node's own
 * recursive way tries for ever.
 *
 * @param mode of those that are made, as the umask allows
 * @throws Error that says which name is taken by something else; the system's own where it refuses
 */
export function makeFolder(folder: string, mode = 0o777): void {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (cause) {
    // Somebody else may have made it meanwhile.
    if (isFolder(folder)) return;
    if (!isTaken(cause)) throw cause;
    throw new Error(`${folder} is no folder, and one is wanted there (EEXIST)`, { cause });
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const isTaken = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
