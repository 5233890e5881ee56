/** What a job does: plain data, as in Redis. */
export type Work =
  | { readonly kind: 'build-report'; readonly reportId: number }
  | { readonly kind: 'report-ready'; readonly userId: number; readonly data: ReportReady };

/** What the event `report.ready` tells the owner of a report, in this order. */
export type ReportReady = {
  readonly id: number;
  readonly title: string;
  readonly nonce: string;
  /** Which machine built it. */
  readonly host: string;
  readonly attempts: number;
};

/** A job and what became of it. Times are milliseconds since the epoch. */
export type Job = {
  /** The uuid of its payload. */
  readonly id: string;
  /** From 0, in the order they were pushed. */
  readonly index: number;
  readonly work: Work;
  readonly pushedAt: number;
  status: 'pending' | 'reserved' | 'completed' | 'failed';
  attempts: number;
  reservedAt?: number;
  endedAt?: number;
  /** Text with its stack. */
  exception?: string;
};

/** The queue `default` of one Redis. */
export type Queue = { readonly jobs: Job[]; readonly listeners: Set<(job: Job) => void> };

export const createQueue = (): Queue => ({ jobs: [], listeners: new Set() });

/** @param now milliseconds since the epoch */
export function push(queue: Queue, work: Work, now: number): void {
  const job: Job = {
    id: crypto.randomUUID(),
    index: queue.jobs.length,
    work,
    pushedAt: now,
    status: 'pending',
    attempts: 0,
  };
  queue.jobs.push(job);
  for (const listener of queue.listeners) listener(job);
}

/** How often a job is tried before it has failed. A broadcast has one try, as Horizon's workers give it. */
export const triesOf = ({ kind }: Work): number => (kind === 'build-report' ? 3 : 1);

/** Its class, as Horizon names it. */
export const nameOf = ({ kind }: Work): string =>
  kind === 'build-report' ? String.raw`App\Jobs\BuildReport` : String.raw`App\Events\ReportReady`;
