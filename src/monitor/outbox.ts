import type { Delivery } from '../export/delivery.ts';
import type { OpenSink, SinkEnd } from './deliver.ts';
import type { Spool } from './spool.ts';
import { deliverTo } from './deliver.ts';
import { messageOf } from '../model/message-of.ts';

/** Runs on their way to the sinks. Nothing of it throws, except when the signal aborts. */
export type Outbox = {
  /** On disk, if there is one; what no disk takes waits in memory. */
  readonly put: (delivery: Delivery) => void;
  /** Hands over all that waits, each sink for itself; one call after the other. */
  readonly deliver: (signal: AbortSignal) => Promise<readonly SinkEnd[]>;
  /** Runs that a sink has not taken yet. */
  readonly waiting: (sink: string) => number;
};

/** Most runs that wait in memory for one sink: for a disk that fails, not in its place. */
const MOST_IN_MEMORY = 50;

/** @param tell what goes wrong, a sentence each */
export function makeOutbox(sinks: readonly OpenSink[], spool: Spool | undefined, tell: (says: string) => void): Outbox {
  const inMemory = new Map<string, readonly Delivery[]>();
  const inMemoryFor = (sink: string): readonly Delivery[] => inMemory.get(sink) ?? [];
  let last: Promise<unknown> = Promise.resolve();
  const deliverOne = async (sink: OpenSink, signal: AbortSignal): Promise<SinkEnd> => {
    const direct = inMemoryFor(sink.name);
    const end = await deliverTo(sink, spool, direct, signal);
    // Others may have been put there meanwhile.
    const isDone = (delivery: Delivery): boolean => direct.includes(delivery) && !end.left.includes(delivery);
    inMemory.set(
      sink.name,
      inMemoryFor(sink.name).filter((delivery) => !isDone(delivery)),
    );
    return end;
  };
  const deliverAll = (signal: AbortSignal): Promise<readonly SinkEnd[]> =>
    Promise.all(sinks.map((sink) => deliverOne(sink, signal)));
  return {
    put(delivery) {
      for (const { name } of sinks)
        if (!isOnDisk(spool, name, delivery, tell))
          inMemory.set(name, [...inMemoryFor(name), delivery].slice(-MOST_IN_MEMORY));
    },
    deliver(signal) {
      const next = last.then(() => deliverAll(signal));
      last = next.catch(() => undefined);
      return next;
    },
    waiting: (sink) => onDisk(spool, sink) + inMemoryFor(sink).length,
  };
}

function isOnDisk(spool: Spool | undefined, sink: string, delivery: Delivery, tell: (says: string) => void): boolean {
  if (spool === undefined) return false;
  try {
    const lost = spool.put(sink, delivery);
    if (lost > 0) tell(`the spool is full: the ${lost} oldest runs for ${sink} are lost`);
    return true;
  } catch (cause) {
    tell(`run ${delivery.run.id} could not be spooled for ${sink}: ${messageOf(cause)}`);
    return false;
  }
}

/** A disk that cannot be read is told of where something is put on it. */
function onDisk(spool: Spool | undefined, sink: string): number {
  try {
    return spool?.size(sink) ?? 0;
  } catch {
    return 0;
  }
}
