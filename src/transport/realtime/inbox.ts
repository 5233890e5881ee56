import type { Message } from '../../model/realtime.ts';
import type { Heard } from './protocol.ts';
import type { RealtimeLimits } from './limits.ts';

/** Does a message fit what is waited for? */
export type Fits = (message: Message) => boolean;

/** The messages of one socket: those that came and those that are waited for. Bounded, whatever the server sends. */
export type Inbox = {
  readonly accept: (heard: Heard) => void;
  /**
   * The oldest message that fits and was not taken yet, or the next one. Stops waiting when the signal aborts.
   *
   * @param from `now`: what came before does not count
   * @throws Ended when the socket has ended, or ends
   */
  readonly next: (fits: Fits, from: 'start' | 'now', signal: AbortSignal) => Promise<Heard>;
  /** How many that fit have come, taken ones included. */
  readonly count: (fits: Fits) => number;
  /** Nothing comes any more. */
  readonly end: () => void;
  /** How many messages came and were not kept. */
  readonly dropped: () => number;
};

/** The socket ended; whoever waits knows why better than the inbox. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

type Kept = { readonly heard: Heard; taken: boolean };
type Waiter = PromiseWithResolvers<Heard> & { readonly fits: Fits };
type Box = { readonly kept: Kept[]; readonly waiters: Set<Waiter>; bytes: number; dropped: number; ended: boolean };

export function createInbox(limits: Pick<RealtimeLimits, 'keptMessages' | 'keptBytes'>): Inbox {
  const box: Box = { kept: [], waiters: new Set(), bytes: 0, dropped: 0, ended: false };
  return {
    accept: (heard) => accept(box, heard, limits),
    next: (fits, from, signal) => next(box, fits, from, signal),
    count: (fits) => box.kept.filter(({ heard }) => fits(heard.message)).length,
    end() {
      box.ended = true;
      for (const waiter of box.waiters) waiter.reject(new Ended());
      box.waiters.clear();
    },
    dropped: () => box.dropped,
  };
}

/** Whoever waits gets it, even when nothing is kept any more. */
function accept(box: Box, heard: Heard, limits: Pick<RealtimeLimits, 'keptMessages' | 'keptBytes'>): void {
  const taken = handOver(box, heard);
  const isFull = box.kept.length >= limits.keptMessages || box.bytes + heard.text.length > limits.keptBytes;
  if (isFull) return void box.dropped++;
  box.bytes += heard.text.length;
  box.kept.push({ heard, taken });
}

function handOver(box: Box, heard: Heard): boolean {
  for (const waiter of box.waiters) {
    if (!wants(waiter, heard.message)) continue;
    box.waiters.delete(waiter);
    waiter.resolve(heard);
    return true;
  }
  return false;
}

/** A predicate of a scenario may throw: that is the scenario's fault and must not reach the socket. */
function wants(waiter: Waiter, message: Message): boolean {
  try {
    return waiter.fits(message);
  } catch (cause) {
    waiter.reject(cause);
    return false;
  }
}

async function next(box: Box, fits: Fits, from: 'start' | 'now', signal: AbortSignal): Promise<Heard> {
  const before = from === 'now' ? undefined : box.kept.find(({ heard, taken }) => !taken && fits(heard.message));
  if (before !== undefined) {
    before.taken = true;
    return before.heard;
  }
  if (box.ended) throw new Ended();
  const waiter: Waiter = { ...Promise.withResolvers<Heard>(), fits };
  box.waiters.add(waiter);
  const leave = (): void => void box.waiters.delete(waiter);
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await waiter.promise;
  } finally {
    leave();
    signal.removeEventListener('abort', leave);
  }
}
