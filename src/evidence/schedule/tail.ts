import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Unheard } from '../reader.ts';

/** Bytes from the end of a log that are read. */
export const TAIL_BYTES = 256 * 1_024;

export type Tail = {
  readonly text: string;
  /** Epoch milliseconds. */
  readonly writtenAt?: number;
};

/**
 * The end of a log file of this machine.
 *
 * @throws Unheard when there is none, or it may not be read
 */
export async function tailOfFile(file: string): Promise<Tail> {
  try {
    // A pipe without a writer would wait for one for ever.
    await using handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await handle.stat();
    if (!stat.isFile()) throw new Unheard('absent', `${file} is no file`);
    const start = Math.max(0, stat.size - TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(TAIL_BYTES), 0, TAIL_BYTES, start);
    return { text: wholeLines(buffer.toString('utf8', 0, bytesRead), start > 0), writtenAt: stat.mtimeMs };
  } catch (cause) {
    throw unreadable(cause, file) ?? cause;
  }
}

/** @param isCut the first line may be a part of one */
export const wholeLines = (text: string, isCut: boolean): string => (isCut ? text.slice(text.indexOf('\n') + 1) : text);

/** Codes of the system that say something about the file. */
const UNREADABLE = new Map<string, readonly [Unheard['answer'], string]>([
  ['ENOENT', ['absent', 'does not exist']],
  ['ENOTDIR', ['absent', 'does not exist']],
  ['ENXIO', ['absent', 'is no file']],
  ['EISDIR', ['absent', 'is no file']],
  ['EACCES', ['no-permission', 'may not be read']],
  ['EPERM', ['no-permission', 'may not be read']],
]);

function unreadable(cause: unknown, file: string): Unheard | undefined {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const [answer, says] = UNREADABLE.get(code) ?? [];
  return answer === undefined ? undefined : new Unheard(answer, `${file} ${says}`);
}
