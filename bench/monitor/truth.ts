import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a server knows of those who asked it, since it started. */
export type Seen = {
  /** Milliseconds from each request until its answer went out, by the server's own clock. */
  readonly heldMs: readonly number[];
  readonly connections: number;
};

/** A server in a process of its own, all of whose answers take a known time. Disposing it ends it. */
export type Truth = AsyncDisposable & { readonly url: string; readonly seen: () => Promise<Seen> };

const PROGRAM = fileURLToPath(new URL('answering.ts', import.meta.url));

export async function startTruth(holdMs: number): Promise<Truth> {
  const child = fork(PROGRAM, [String(holdMs)]);
  const [{ url }] = await once(child, 'message');
  return {
    url,
    async seen() {
      const told = once(child, 'message');
      child.send('seen');
      const [seen] = await told;
      return seen;
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
