import type { OpenOptions } from '../../model/realtime.ts';
import type { WebSocket } from 'ws';
import type { Desk } from './desk-state.ts';
import { dial, type Dialled } from '../connect.ts';
import { unanswered } from './unanswered.ts';
import { type Way, wayOf } from './way.ts';

/** A connection that is open and proven, with what makes a websocket of it. */
export type Reached = { readonly way: Way; readonly dialled: Dialled; readonly Socket: typeof WebSocket };

/** @throws NoAnswer; the signal's own reason when it aborts */
export async function reachOut(desk: Desk, options?: OpenOptions): Promise<Reached> {
  // Loaded before the clock starts.
  const { WebSocket: Socket } = await import('ws');
  const way = wayOf(desk, options);
  desk.book.opening();
  const budgetMs = desk.limits.connectMs;
  const { certificate } = way;
  try {
    const dialled = await dial(way.endpoint, { budgetMs, ...(certificate && { certificate }) }, desk.signal);
    return { way, dialled, Socket };
  } catch (cause) {
    throw unanswered(cause);
  }
}
