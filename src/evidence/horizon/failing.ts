import type { ReaderDeps } from '../reader.ts';
import type { Job, Page } from './jobs.ts';
import { excerpt } from '../plain.ts';
import { PAGE } from './jobs.ts';

/** Failures that are older say nothing of now. */
const WINDOW_MS = 600_000;

/** A live system has failures; more than this share of the jobs that ended is growth. */
const SHARE = 0.1;

/**
 * Do failures grow: did more than one in ten of the jobs fail that ended in the last ten minutes? Of a busy Horizon only
 * the newest page of completed jobs is known, so failures are counted over the time of that page.
 *
 * @returns a sentence when they do
 */
export function failing(completed: Page, failed: Page, now: number, deps: ReaderDeps): string | undefined {
  const pageBegins =
    completed.total > PAGE ? Math.min(...completed.jobs.map(({ completedAt = now }) => completedAt)) : 0;
  const since = Math.max(now - WINDOW_MS, pageBegins);
  const fails = failed.jobs.filter(({ failedAt = 0 }) => failedAt >= since);
  const ended = fails.length + completed.jobs.filter(({ completedAt = 0 }) => completedAt >= since).length;
  const [newest] = fails;
  if (newest === undefined || fails.length <= ended * SHARE) return undefined;
  return `${fails.length} of the last ${ended} jobs failed, at last ${failureOf(newest, deps)}`;
}

/** The job and the first line of its exception. */
export const failureOf = ({ name, exception }: Job, deps: ReaderDeps): string =>
  `${name}: ${excerpt(deps.redact(exception)) || 'no exception is told'}`;
