import type { CauseId } from '../src/model/causes.ts';
import type { FailureKind, ScenarioContext } from '../src/model/scenario.ts';
import type { Application } from '../src/model/tenant.ts';
import type { Question } from '../src/model/testimony.ts';
import { type Probe, probePublishing } from './publishing.ts';

/** What the action made, when it was asked for, and who waits for its event. */
export type LostEvent = Pick<Probe, 'listeners' | 'channel' | 'nonce'> & {
  readonly dispatch: NonNullable<Application['dispatch']>;
  readonly id: string;
  readonly sinceMs: number;
};

type Aside = ScenarioContext['aside'];

/** On which leg an event got lost that reached nobody: the job's own trace, those who watch the queue, and a try of ours. */
export async function whereLost(aside: Aside, lost: LostEvent): Promise<FailureKind> {
  const { dispatch, sinceMs } = lost;
  const job = (name: string): Promise<CauseId | undefined> => troubleOf(aside, { kind: 'job', name, sinceMs });
  const trace = await traceOf(aside, lost);
  if (trace === 'failed') return { rule: 'queue-unwell', cause: 'job-failed' };
  if (trace === 'none') return unwell(aside, await job(dispatch.workName ?? dispatch.jobName));
  const event = await job(dispatch.jobName);
  if (event === 'queue-not-consumed' || event === 'queue-behind') return unwell(aside, event);
  return published(aside, lost, event === 'job-failed');
}

/** What the job left of itself. */
async function traceOf(
  { member, ask }: Aside,
  { dispatch, id, sinceMs }: LostEvent,
): Promise<'ran' | 'failed' | 'none'> {
  const { readPath, ready, workName, jobName } = dispatch;
  if (ready === undefined) {
    const testimonies = await ask({ kind: 'job', name: workName ?? jobName, sinceMs });
    return testimonies.some(({ answer }) => answer === 'yes') ? 'ran' : 'none';
  }
  const answer = await member.request('GET', readPath.replaceAll('{id}', id));
  const value = answer.status === 200 ? answer.at(ready.pointer) : undefined;
  if (value === undefined) return 'none';
  return value === ready.value ? 'ran' : value === ready.failed ? 'failed' : 'none';
}

async function troubleOf({ ask }: Aside, question: Question): Promise<CauseId | undefined> {
  return (await ask(question)).find(({ answer }) => answer === 'no')?.cause;
}

/** The job did not run. Those who watch the whole queue know better why. */
async function unwell(aside: Aside, job: CauseId | undefined): Promise<FailureKind> {
  if (job === 'job-failed') return { rule: 'queue-unwell', cause: job };
  const queue = await troubleOf(aside, { kind: 'queue' });
  // A queue that is well and knows nothing of the job has lost it: one that is sync would have run it.
  const cause = queue ?? (job === 'queue-sync' ? 'job-lost' : job);
  return { rule: 'queue-unwell', cause: cause ?? 'queue-not-consumed' };
}

/** The job ran. Does what is published come through at all? */
async function published(aside: Aside, lost: LostEvent, hasFailed: boolean): Promise<FailureKind> {
  const mute: FailureKind = hasFailed
    ? { rule: 'publish-refused', cause: 'publisher-unreachable' }
    : { rule: 'message-missing', cause: 'broadcast-lost' };
  if (!aside.realtime.hasApp) return mute;
  const probed = await probePublishing({ ...lost, realtime: aside.realtime });
  switch (probed.kind) {
    case 'refused':
      return { rule: 'publish-refused', ...(probed.cause && { cause: probed.cause }) };
    case 'lost':
      return { rule: 'message-missing', cause: 'relay-broken' };
    case 'heard':
      return mute;
    default:
      return probed satisfies never;
  }
}
