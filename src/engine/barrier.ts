/** Where the targets of one scenario wait for each other before each step. */
export type Barrier<R extends string> = {
  /** Resolves when everybody who has not left is here; in the given order. */
  readonly arrive: (who: R, step: string) => Promise<void>;
  /** Nobody waits for `who` any more. */
  readonly leave: (who: R) => void;
};

/**
 * @param order the roles in the order in which they are released at a step
 */
export function makeBarrier<R extends string>(
  parties: readonly R[],
  order: (step: string, roles: readonly R[]) => readonly R[],
): Barrier<R> {
  const present = new Set(parties);
  const waiting = new Map<R, { step: string; release: () => void }>();

  const releaseIfComplete = (): void => {
    const [first] = waiting.values();
    if (first === undefined || waiting.size < present.size) return;
    const released = new Map(waiting);
    waiting.clear();
    // Not before the last to arrive awaits too, or it could never be the first to go.
    queueMicrotask(() => {
      for (const who of order(first.step, [...released.keys()])) released.get(who)?.release();
    });
  };

  return {
    arrive(who, step) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(who, { step, release: resolve });
      releaseIfComplete();
      return promise;
    },
    leave(who) {
      present.delete(who);
      waiting.delete(who);
      releaseIfComplete();
    },
  };
}
