import { type Job, type Queue, triesOf } from './queue.ts';

export type WorkerOptions = {
  readonly queue: Queue;
  /** Throws when the job fails; the text of the error is kept. */
  readonly handle: (job: Job) => Promise<void>;
  /** How long a job waits until the worker looks for it, in milliseconds. */
  readonly delayMs: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

/** Takes each job of a queue, and tries it as often as it may. */
export function startWorker({ queue, handle, delayMs, now }: WorkerOptions): AsyncDisposable {
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const take = async (job: Job): Promise<void> => {
    while (job.status === 'pending') await attempt(job, handle, now);
  };
  const listener = (job: Job): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const taken = take(job).finally(() => running.delete(taken));
      running.add(taken);
    }, delayMs);
    timers.add(timer);
  };
  queue.listeners.add(listener);
  return {
    [Symbol.asyncDispose]: async () => {
      queue.listeners.delete(listener);
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}

async function attempt(job: Job, handle: WorkerOptions['handle'], now: () => number): Promise<void> {
  job.status = 'reserved';
  job.reservedAt = now();
  job.attempts += 1;
  try {
    await handle(job);
    job.status = 'completed';
  } catch (error) {
    job.status = job.attempts < triesOf(job.work) ? 'pending' : 'failed';
    job.exception = String(error);
  }
  job.endedAt = now();
}
