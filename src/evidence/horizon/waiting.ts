import type { Job } from './jobs.ts';
import { elementsOf, field, numberOf, textOf } from '../plain.ts';

/** How many jobs stand ready, by queue; queues that no worker watches are missing. */
export type Lengths = ReadonlyMap<string, number>;

/** @param workload Horizon's `/workload`; one entry may stand for several queues */
export function lengthsOf(workload: unknown): Lengths {
  const entries = elementsOf(workload).flatMap((entry) => {
    const split = elementsOf(field(entry, 'split_queues'));
    return split.length > 0 ? split : [entry];
  });
  return new Map(entries.map((entry) => [textOf(field(entry, 'name')), numberOf(field(entry, 'length')) ?? 0]));
}

/**
 * The job that waits longest for its first worker.
 *
 * Horizon lists delayed jobs as pending too. Queues are first in, first out: a job is delayed, not waiting, when its
 * queue is empty or when one that was pushed later has been taken already. One that was taken before has been put back.
 *
 * @param taken jobs that workers took: reserved, completed, failed
 */
export function longestWaiting(pending: readonly Job[], taken: readonly Job[], lengths: Lengths, now: number) {
  const waiting = pending.filter(
    ({ status, queue, pushedAt, dueAt = 0, reservedAt }) =>
      status === 'pending' &&
      reservedAt === undefined &&
      pushedAt !== undefined &&
      dueAt <= now &&
      lengths.get(queue) !== 0 &&
      !taken.some((job) => job.queue === queue && (job.pushedAt ?? 0) > pushedAt),
  );
  return waiting.reduce<Job | undefined>(
    (oldest, job) => (oldest === undefined || sinceOf(job) < sinceOf(oldest) ? job : oldest),
    undefined,
  );
}

/** When it began to wait, epoch milliseconds. */
export const sinceOf = ({ pushedAt = 0, dueAt = 0 }: Job): number => Math.max(pushedAt, dueAt);

/** Does anybody work on a queue: took a job and holds it, or ended one since then? */
export const hasProgress = (queue: string, since: number, taken: readonly Job[]): boolean =>
  taken.some(
    (job) =>
      job.queue === queue && (job.status === 'reserved' || Math.max(job.completedAt ?? 0, job.failedAt ?? 0) >= since),
  );
