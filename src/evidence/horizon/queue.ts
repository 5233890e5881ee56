import type { Asked } from '../ask.ts';
import type { ReaderDeps, Said } from '../reader.ts';
import type { FactsTold } from '../words.ts';
import type { Job, List, Page } from './jobs.ts';
import { ask } from '../ask.ts';
import { elementsOf, field, numberOf, textOf } from '../plain.ts';
import { isRecord } from '../../json/index.ts';
import { Unheard } from '../reader.ts';
import { duration } from '../times.ts';
import { failing } from './failing.ts';
import { PAGE, pageOf } from './jobs.ts';
import { hasProgress, lengthsOf, type Lengths, longestWaiting, sinceOf } from './waiting.ts';

type Source = Asked & { readonly maxWaitMs: number };

/** @throws Unheard when Horizon cannot tell whether jobs wait or fail */
export async function readQueue(source: Source, deps: ReaderDeps): Promise<Said> {
  const asked = { ...source, path: source.path.replace(/\/+$/, '') };
  // Workload first: a job it counts has ended, or is pending, by the time the lists are read.
  const [stats, masters, workload] = await Promise.all(
    ['stats', 'masters', 'workload'].map((page) => ask({ ...asked, path: `${asked.path}/${page}` }, deps, 'success')),
  );
  const supply = supplyOf(stats?.answer.json(), masters?.answer.json());
  const trouble = supplyTrouble(supply);
  if (trouble !== undefined) return trouble;
  const now = stats?.serverNow ?? deps.now();
  const lists = await listsOf(asked, deps);
  const lengths = lengthsOf(workload?.answer.json());
  return demandTrouble({ ...lists, lengths, now }, source.maxWaitMs, deps);
}

const isPaused = (part: unknown): boolean => field(part, 'status') === 'paused';

type Supply = { readonly status: string; readonly paused: boolean; readonly processes: number };

function supplyOf(stats: unknown, masters: unknown): Supply {
  const status = textOf(field(stats, 'status'));
  if (!isRecord(stats) || !['running', 'paused', 'inactive'].includes(status))
    throw new Unheard('absent', `Horizon’s stats tell no status, wanted running, paused or inactive`);
  const supervisors = elementsOf(masters).flatMap((master) => elementsOf(field(master, 'supervisors')));
  const counted = supervisors
    .flatMap((supervisor) => elementsOf(field(supervisor, 'processes')))
    .reduce<number>((sum, count) => sum + (numberOf(count) ?? 0), 0);
  return {
    status,
    paused: status === 'paused' || (numberOf(stats['pausedMasters']) ?? 0) > 0 || supervisors.some(isPaused),
    processes: numberOf(stats['processes']) ?? counted,
  };
}

function supplyTrouble({ status, paused, processes }: Supply): Said | undefined {
  const facts = { running: status === 'running', workers: processes > 0, paused };
  if (status === 'inactive')
    return { answer: 'no', says: 'Horizon is inactive, wanted running', cause: 'queue-not-consumed', facts };
  if (paused) {
    const what = status === 'paused' ? 'Horizon is paused' : 'Horizon runs and a part of it is paused';
    return { answer: 'no', says: `${what}, wanted running`, cause: 'queue-paused', facts };
  }
  if (processes <= 0)
    return { answer: 'no', says: 'Horizon runs with 0 processes, wanted some', cause: 'queue-no-workers', facts };
  return undefined;
}

type Lists = { readonly pending: Page; readonly completed: Page; readonly failed: Page };

/** Pending is ordered like the others, newest first; its last page holds those that wait longest. */
async function listsOf(asked: Asked, deps: ReaderDeps): Promise<Lists> {
  const wanted = async (list: List, after?: number): Promise<Page> => {
    const page = await pageOf(list, asked, deps, after);
    if (page === undefined) throw new Unheard('absent', `Horizon has no list of ${list} jobs`);
    return page;
  };
  const first = await wanted('pending');
  const oldest = first.total > PAGE ? await wanted('pending', first.total - PAGE - 1) : { jobs: [] };
  const pending = { total: first.total, jobs: [...first.jobs, ...oldest.jobs] };
  const [completed, failed] = await Promise.all([wanted('completed'), wanted('failed')]);
  return { pending, completed, failed };
}

type Demand = Lists & { readonly lengths: Lengths; readonly now: number };

const WELL: FactsTold = { running: true, workers: true, paused: false };

function demandTrouble(demand: Demand, maxWaitMs: number, deps: ReaderDeps): Said {
  const { pending, completed, failed, lengths, now } = demand;
  const reserved = pending.jobs.filter(({ status }) => status === 'reserved');
  const taken: readonly Job[] = [...reserved, ...completed.jobs, ...failed.jobs];
  const waiting = longestWaiting(pending.jobs, taken, lengths, now);
  const ageMs = waiting === undefined ? 0 : Math.max(0, now - sinceOf(waiting));
  const fails = failing(completed, failed, now, deps);
  const facts = { ...WELL, behind: ageMs > maxWaitMs, failing: fails !== undefined };
  if (waiting !== undefined && ageMs > maxWaitMs) {
    const cause = hasProgress(waiting.queue, sinceOf(waiting), taken) ? 'queue-behind' : 'queue-not-consumed';
    const says = `${waiting.name} waits for ${duration(ageMs)} in ${waiting.queue}, wanted ${duration(maxWaitMs)} at most`;
    return { answer: 'no', says, cause, ageMs, facts };
  }
  const forgotten = forgottenQueue(demand, taken, maxWaitMs);
  if (forgotten !== undefined) {
    const says = `${forgotten} holds jobs that no list shows any more, and none of it ended for ${duration(maxWaitMs)}`;
    return { answer: 'no', says, cause: 'queue-not-consumed', facts: { ...facts, behind: true } };
  }
  if (fails !== undefined) return { answer: 'no', says: fails, cause: 'job-failed', ageMs, facts };
  return { answer: 'yes', says: `Horizon runs, and no job waits longer than ${duration(maxWaitMs)}`, ageMs, facts };
}

/** After an hour Horizon forgets a pending job; the queue still holds it. Told only where all pending jobs are known. */
function forgottenQueue({ pending, lengths, now }: Demand, taken: readonly Job[], maxWaitMs: number) {
  if (pending.total > 2 * PAGE) return undefined;
  return [...lengths].find(
    ([queue, length]) =>
      length > 0 && !pending.jobs.some((job) => job.queue === queue) && !hasProgress(queue, now - maxWaitMs, taken),
  )?.[0];
}
