import type { Asked } from '../ask.ts';
import type { ReaderDeps } from '../reader.ts';
import { ask } from '../ask.ts';
import { elementsOf, field, numberOf, textOf } from '../plain.ts';
import { isRecord } from '../../json/index.ts';
import { epochMs } from '../times.ts';

/** A job of Horizon's lists; times in epoch milliseconds, of the server's clock. */
export type Job = {
  readonly name: string;
  /** Its name and the class in its payload: a broadcast has both. */
  readonly names: readonly string[];
  readonly queue: string;
  readonly status: string;
  readonly pushedAt: number | undefined;
  /** When it may run at the earliest, where the payload tells of a delay. */
  readonly dueAt: number | undefined;
  readonly reservedAt: number | undefined;
  readonly completedAt: number | undefined;
  readonly failedAt: number | undefined;
  /** How often a worker began it. */
  readonly attempts: number | undefined;
  readonly exception: string;
};

/** Newest first. */
export type Page = { readonly jobs: readonly Job[]; readonly total: number };

export type List = 'pending' | 'completed' | 'silenced' | 'failed';

/** Horizon's page. */
export const PAGE = 50;

const MOST_PAGES = 10;

type Back = {
  readonly list: List;
  /** By which it is ordered. */
  readonly time: (job: Job) => number | undefined;
  /** Epoch milliseconds of the server. */
  readonly since: number;
};

/** `whole`: nothing since then is missing. */
export type Since = { readonly jobs: readonly Job[]; readonly whole: boolean };

/**
 * One page of a list.
 *
 * @param after index of the last job that is not wanted
 * @returns undefined when this Horizon has no such list: a route it lacks answers `[]`
 */
export async function pageOf(list: List, asked: Asked, deps: ReaderDeps, after = -1): Promise<Page | undefined> {
  const query = after < 0 ? '' : `?starting_at=${after}`;
  const { answer } = await ask({ ...asked, path: `${asked.path}/jobs/${list}${query}` }, deps, 'success');
  const json = answer.json();
  if (!isRecord(json) || !Object.hasOwn(json, 'jobs')) return undefined;
  const jobs = elementsOf(json['jobs']).map(toJob);
  return { jobs, total: numberOf(json['total']) ?? jobs.length };
}

/**
 * The jobs of a list back to some time; it is scanned no further than 500 jobs.
 *
 * @returns undefined when this Horizon has no such list
 */
export async function jobsSince(
  { list, time, since }: Back,
  asked: Asked,
  deps: ReaderDeps,
): Promise<Since | undefined> {
  const found: Job[] = [];
  for (let page = 0; page < MOST_PAGES; page++) {
    const read = await pageOf(list, asked, deps, page * PAGE - 1);
    if (read === undefined) return undefined;
    found.push(...read.jobs.filter((job) => (time(job) ?? -1) >= since));
    const isLast = read.jobs.length === 0 || (page + 1) * PAGE >= read.total;
    if (isLast || read.jobs.some((job) => (time(job) ?? since) < since)) return { jobs: found, whole: true };
  }
  return { jobs: found, whole: false };
}

/** Fields that Redis does not hold come as `false` or `null`, by the client library. */
function toJob(job: unknown): Job {
  const payload = field(job, 'payload');
  const name = textOf(field(job, 'name')) || textOf(field(payload, 'displayName'));
  const pushedAt = epochMs(field(payload, 'pushedAt'));
  const delay = numberOf(field(payload, 'delay'));
  return {
    name,
    names: [name, textOf(field(payload, 'displayName')), textOf(field(field(payload, 'data'), 'commandName'))],
    queue: textOf(field(job, 'queue')),
    status: textOf(field(job, 'status')),
    pushedAt,
    dueAt: pushedAt !== undefined && delay !== undefined ? pushedAt + delay * 1_000 : undefined,
    reservedAt: epochMs(field(job, 'reserved_at')),
    completedAt: epochMs(field(job, 'completed_at')),
    failedAt: epochMs(field(job, 'failed_at')),
    attempts: numberOf(field(payload, 'attempts')),
    exception: textOf(field(job, 'exception')),
  };
}
