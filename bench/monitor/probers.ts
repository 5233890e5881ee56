import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

/** How long one probe took by the prober's own word, in milliseconds. */
export type Timed = {
  /** The probe from start to end. */
  readonly probeMs: number;
  /** Of it the exchange: from the connection, or from the request on one that is kept, to the last byte. */
  readonly exchangeMs: number;
};

/** A process that probes one target, each `PERIOD_MS`, from its start until it is disposed of. */
export type Prober = AsyncDisposable & {
  readonly says: string;
  readonly version: string;
  readonly pid: number;
  /** Every probe that found the target well, in order; it grows. */
  readonly well: readonly Timed[];
};

export const PERIOD_MS = 200;

/**
 * What a program says once it is ready.
 *
 * @returns the groups of the pattern, from the first line that matches; all further lines are read and dropped
 * @throws when it ends before; `whenMissing` when there is no such program
 */
export async function firstLine(
  child: ChildProcess & { readonly stderr: Readable },
  pattern: RegExp,
  whenMissing = 'it did not start',
): Promise<Readonly<Record<string, string>>> {
  const found = Promise.withResolvers<Readonly<Record<string, string>>>();
  let all = '';
  createInterface(child.stderr).on('line', (line) => {
    const groups = pattern.exec(line)?.groups;
    if (groups === undefined) all = `${all}${line}\n`.slice(-4_000);
    else found.resolve(groups);
  });
  child.once('error', (cause) => found.reject(new Error(whenMissing, { cause })));
  child.once('close', (code) => found.reject(new Error(`it ended with ${code}: ${all}`)));
  return await found.promise;
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}
