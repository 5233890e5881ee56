import type { Exchange, Talk } from '../model/observation.ts';
import type { Realtime, RealtimeDesk } from '../model/realtime.ts';
import type { Target } from '../model/tenant.ts';
import type { RunDeps } from './deps.ts';

/** The websocket desks of one scenario on one target; a scenario that opens none pays nothing. */
export type Sockets = {
  readonly own: (onExchange: (exchange: Exchange) => void, signal: AbortSignal) => Realtime;
  readonly peer: (signal: AbortSignal) => Realtime;
  /** What the own sockets have shown since it was last called. */
  readonly takeTalk: () => Talk | undefined;
  /** Ends every socket, in whatever state it is. */
  readonly close: () => Promise<void>;
};

export function makeSockets(target: Target, deps: Pick<RunDeps, 'openRealtime' | 'openPeer'>): Sockets {
  let own: RealtimeDesk | undefined;
  let peer: RealtimeDesk | undefined;
  return {
    own: (onExchange, signal) => (own ??= deps.openRealtime(target, onExchange, signal)).realtime,
    peer(signal) {
      if (deps.openPeer === undefined) throw new Error('the scenario uses the isolation peer and does not need it');
      return (peer ??= deps.openPeer(target, signal)).realtime;
    },
    takeTalk: () => own?.take(),
    async close() {
      await own?.[Symbol.asyncDispose]();
      await peer?.[Symbol.asyncDispose]();
    },
  };
}
