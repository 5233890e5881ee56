import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Buffer, constants } from 'node:buffer';
import { type JsonDocument, readJson } from '../../json/index.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { usageError } from '../usage-error.ts';

/** Stands for standard input where a file is named. */
const STDIN = '-';

export type BodyFile = { readonly name: string; readonly bytes: Uint8Array };

/** A file that holds one JSON text. */
export type ReadBody = BodyFile & { readonly document: JsonDocument };

/** @throws UsageError when a file cannot be read */
export async function readFiles(files: readonly string[]): Promise<readonly BodyFile[]> {
  if (files.filter((file) => file === STDIN).length > 1) {
    throw usageError('two files are "-", and there is one standard input', 'save one of them to a file first');
  }
  const read: BodyFile[] = [];
  for (const file of files) read.push({ name: nameOf(file), bytes: await contentOf(file) });
  return read;
}

const nameOf = (file: string): string => (file === STDIN ? 'stdin' : basename(file));

async function contentOf(file: string): Promise<Uint8Array> {
  if (file === STDIN) return Buffer.concat(await Array.fromAsync(process.stdin, (chunk) => Buffer.from(chunk)));
  try {
    return await readFile(file);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw usageError(
      `${file} cannot be read (${why})`,
      'name a file that holds one JSON body, or - for standard input',
    );
  }
}

/** @returns the bodies, or why one of them cannot be judged, with its place */
export function readBodies(files: readonly BodyFile[]): Result<readonly ReadBody[], string> {
  const bodies: ReadBody[] = [];
  for (const file of files) {
    // The reader keeps one string of the whole.
    if (file.bytes.length > constants.MAX_STRING_LENGTH) return err(`${file.name} is larger than 512 MB`);
    const read = readJson(file.bytes);
    if (!read.ok) {
      const { line, column, message } = read.error;
      return err(`${file.name} is not JSON: line ${line}, column ${column}: ${message}`);
    }
    bodies.push({ ...file, document: read.document });
  }
  return ok(bodies);
}
