import { renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';

/** Writes a file whole or not at all. */
export function writeWhole(file: string, text: string): void {
  makeFolder(dirname(file));
  const half = `${file}.tmp`;
  writeFileSync(half, text);
  renameSync(half, file);
}
