import type { Compare } from './contestants.ts';

/** Loads a peer when it runs. */
export const PEERS: Readonly<Record<string, () => Promise<Compare>>>;
