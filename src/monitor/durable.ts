import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** The end of names of files that are being written; one that is found later was left by a process that died. */
export const UNFINISHED = '.tmp';

/**
 * Writes a file so that it is there whole or not at all, whenever the process or the machine ends.
 *
 * @throws what the system says, e.g. ENOSPC or EROFS; nothing half is left then
 */
export function writeDurably(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}${UNFINISHED}`;
  try {
    synced(unfinished, 'w', (fd) => writeAll(fd, Buffer.from(text)));
    renameSync(unfinished, file);
    // The name is part of the folder: it is safe only when that is.
    synced(dirname(file), 'r');
  } catch (cause) {
    rmSync(unfinished, { force: true });
    throw cause;
  }
}

function synced(path: string, flags: string, use: (fd: number) => void = () => undefined): void {
  const fd = openSync(path, flags, 0o600);
  try {
    use(fd);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written);
}
