/** What joins the instances of a Reverb: every message reaches every instance, the sender too. */
export type Relay = { readonly join: (listener: (text: string) => void) => Promise<Link> };

/** The place of one instance in a relay. */
export type Link = {
  /** @returns how many instances it reached; waits for the relay as long as it is away */
  readonly publish: (text: string) => Promise<number>;
  readonly leave: () => Promise<void>;
};

/** A relay in this process, which can be taken away and given back. */
export type MemoryRelay = Relay & { readonly kill: () => void; readonly revive: () => void };

export function memoryRelay(): MemoryRelay {
  const listeners = new Set<(text: string) => void>();
  const waiting: (() => void)[] = [];
  let isAlive = true;
  const spread = (text: string): number => {
    for (const listener of listeners) listener(text);
    return listeners.size;
  };
  return {
    join: (listener) => {
      listeners.add(listener);
      return Promise.resolve({
        publish: (text) =>
          isAlive ? Promise.resolve(spread(text)) : new Promise((resolve) => waiting.push(() => resolve(spread(text)))),
        leave: () => Promise.resolve(void listeners.delete(listener)),
      });
    },
    kill: () => {
      isAlive = false;
    },
    revive: () => {
      isAlive = true;
      for (const publish of waiting.splice(0)) publish();
    },
  };
}
