import type { Delivery, DeliveryFault, Exporter, Sink } from '../export/delivery.ts';
import type { Spool, Waiting } from './spool.ts';

/** Somewhere that results go. */
export type OpenSink = { readonly name: string; readonly exporter: Exporter; readonly sink: Sink };

/** What became of one sink's queue. */
export type SinkEnd = {
  readonly sink: string;
  /** Ids of the runs that it took now, in order. */
  readonly taken: readonly string[];
  /** Why it did not take the others. */
  readonly fault?: DeliveryFault;
  /** Of those that are not on disk, the ones that it did not take. */
  readonly left: readonly Delivery[];
};

/** What a sink rejects may be one bad run; when it rejects so many in a row, it rejects everything. */
const MOST_REJECTIONS = 3;

type Job = { readonly delivery: Delivery; readonly done: () => unknown };

/**
 * Hands a sink what waits for it, in order, and takes from the spool only what it has taken.
 *
 * @param direct runs that could not be spooled; they come last
 */
export async function deliverTo(
  { name, exporter, sink }: OpenSink,
  spool: Spool | undefined,
  direct: readonly Delivery[],
  signal: AbortSignal,
): Promise<SinkEnd> {
  const left = new Set(direct);
  const waiting = spool === undefined ? [] : readable(spool, name);
  const jobs: readonly Job[] = [
    ...waiting.map((each) => ({ delivery: each.delivery, done: () => forget(spool, name, each) })),
    ...direct.map((delivery) => ({ delivery, done: () => left.delete(delivery) })),
  ];
  const wanted = exporter.keeps === 'state' ? newestOf(jobs) : jobs;
  const end = await handOver(wanted, (delivery) => exporter.deliver(delivery, sink, signal));
  return { sink: name, ...end, left: [...left] };
}

/** A spool that cannot be read must not keep what is at hand from being delivered. */
function readable(spool: Spool, sink: string): readonly Waiting[] {
  try {
    return spool.waiting(sink);
  } catch {
    return [];
  }
}

/** It is there. What cannot be taken off a disk is delivered again, and known by its id. */
function forget(spool: Spool | undefined, sink: string, { name }: Waiting): void {
  try {
    spool?.drop(sink, name);
  } catch {
    // Told where the next run cannot be put.
  }
}

/** Of a state only the newest counts; when that is taken, the older ones are done too. */
function newestOf(jobs: readonly Job[]): readonly Job[] {
  const newest = jobs.at(-1);
  return newest === undefined ? [] : [{ ...newest, done: () => jobs.forEach(({ done }) => done()) }];
}

async function handOver(
  jobs: readonly Job[],
  deliver: (delivery: Delivery) => ReturnType<Exporter['deliver']>,
): Promise<Omit<SinkEnd, 'sink' | 'left'>> {
  const taken: string[] = [];
  let rejected: DeliveryFault | undefined;
  let rejections = 0;
  for (const { delivery, done } of jobs) {
    const delivered = await deliver(delivery);
    if (delivered.ok) {
      taken.push(delivery.run.id);
      done();
      rejections = 0;
      continue;
    }
    const { error } = delivered;
    if (error.kind !== 'rejected' || ++rejections >= MOST_REJECTIONS) return { taken, fault: error };
    rejected = error;
  }
  return { taken, ...(rejected && { fault: rejected }) };
}
