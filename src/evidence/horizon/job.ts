import type { Question } from '../../model/testimony.ts';
import type { Asked } from '../ask.ts';
import type { ReaderDeps, Said } from '../reader.ts';
import type { Job, List, Since } from './jobs.ts';
import { ask } from '../ask.ts';
import { Unheard } from '../reader.ts';
import { duration } from '../times.ts';
import { failureOf } from './failing.ts';
import { jobsSince } from './jobs.ts';
import { hasProgress } from './waiting.ts';

type JobQuestion = Extract<Question, { readonly kind: 'job' }>;

/** The Date of an answer has no fraction of a second, and the way to us takes its time. */
const LENIENCE_MS = 1_500;

/**
 * A failure is told before a success: another member's job of the same name may have succeeded meanwhile.
 *
 * @throws Unheard when it may have scrolled out of what Horizon shows
 */
export async function readJob(question: JobQuestion, source: Asked, deps: ReaderDeps): Promise<Said> {
  const asked = { ...source, path: source.path.replace(/\/+$/, '') };
  const { answer, serverNow } = await ask({ ...asked, path: `${asked.path}/stats` }, deps, 'success');
  answer.json(); // A page of something else is no Horizon.
  const since = question.sinceMs + serverNow - deps.now() - LENIENCE_MS;
  const wanted = async (list: List, time: (job: Job) => number | undefined): Promise<Since> => {
    const found = await jobsSince({ list, time, since }, asked, deps);
    if (found === undefined) throw new Unheard('absent', `Horizon has no list of ${list} jobs`);
    return found;
  };
  const [pending, failed, completed, silenced = NONE] = await Promise.all([
    wanted('pending', ({ pushedAt }) => pushedAt),
    wanted('failed', ({ failedAt }) => failedAt),
    wanted('completed', ({ completedAt }) => completedAt),
    // Where the application says so, jobs end here instead of among the completed ones.
    jobsSince({ list: 'silenced', time: ({ completedAt }) => completedAt, since }, asked, deps),
  ]);
  const found = { pending: pending.jobs, failed: failed.jobs, completed: [...completed.jobs, ...silenced.jobs] };
  const whole = [pending, failed, completed, silenced].every(({ whole }) => whole);
  return judge(found, question.name, { deps, serverNow, whole });
}

const NONE: Since = { jobs: [], whole: true };

type Found = { readonly pending: readonly Job[]; readonly failed: readonly Job[]; readonly completed: readonly Job[] };
type Around = { readonly deps: ReaderDeps; readonly serverNow: number; readonly whole: boolean };

function judge(found: Found, name: string, { deps, serverNow, whole }: Around): Said {
  const isMeant = ({ names }: Job): boolean => names.some((known) => known.includes(name));
  const failed = found.failed.find(isMeant);
  if (failed !== undefined)
    return { answer: 'no', says: failureOf(failed, deps), cause: 'job-failed', facts: { ran: false } };
  const completed = found.completed.filter(isMeant);
  if (completed.length > 0) return ran(completed, serverNow);
  const pending = found.pending.find(isMeant);
  if (pending !== undefined) return waits(pending, [...found.pending, ...found.completed, ...found.failed]);
  if (!whole) throw new Unheard('absent', `${name} is not among the newest jobs, and more have ended since`);
  const says = `Horizon has seen no job ${name} since it was sent off, wanted one`;
  return { answer: 'no', says, cause: 'queue-sync', facts: { ran: false } };
}

function ran(completed: readonly Job[], serverNow: number): Said {
  const attempts = completed.map(({ attempts }) => attempts).filter((count) => count !== undefined);
  const times = attempts.length > 0 ? { times: Math.max(1, ...attempts) } : {};
  const ageMs = Math.max(0, serverNow - Math.max(...completed.map(({ completedAt = 0 }) => completedAt)));
  const says = `${completed[0]?.name} ran ${duration(ageMs)} ago`;
  return { answer: 'yes', says, ageMs, facts: { ran: true, ...times } };
}

function waits({ name, queue, status, pushedAt = 0 }: Job, others: readonly Job[]): Said {
  const facts = { ran: false };
  if (status === 'reserved')
    return { answer: 'no', says: `${name} was taken by a worker and has not ended`, cause: 'queue-behind', facts };
  const cause = hasProgress(queue, pushedAt, others) ? 'queue-behind' : 'queue-not-consumed';
  return { answer: 'no', says: `${name} still waits in ${queue}`, cause, facts };
}
