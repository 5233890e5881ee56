import { z } from 'zod';
import type { Message, RawSocket, Wanted } from '../src/model/realtime.ts';
import type { Answer, ScenarioContext } from '../src/model/scenario.ts';
import type { Application } from '../src/model/tenant.ts';
import { demand, scenario, StepFailed } from '../src/model/scenario.ts';
import { fits } from '../src/model/glob.ts';
import { type LostEvent, whereLost } from './lost-event.ts';
import { rely } from './rely.ts';
import { authorise, channelFor, demandNone, LOST, memberId, realtimeOf } from './sockets.ts';
import { demandYes } from './witnesses.ts';

type Dispatch = NonNullable<Application['dispatch']>;

/** A second event of the same job comes soon, or only after `retry_after`: the attempts tell of that one. */
const SETTLE_MS = 1_000;

/** One nonce through API, Redis, worker, websocket server and two sockets. */
export const queueDispatch = scenario({
  id: 'queue-dispatch',
  title: 'An action of a member is worked off by the queue, once, and announced',
  writes: true,
  needs: ['realtime', 'dispatch'],
  session: true,
  deadlineMs: 120_000,
  stepDeadlineMs: 40_000,
  steps: {
    member: 'the member is recognised',
    open: 'two websockets are open',
    'authorise-a': 'the own channel is authorised for the first',
    'authorise-b': 'the own channel is authorised for the second',
    join: 'both join the own channel',
    dispatch: 'the action is accepted',
    received: 'the event of its job reaches both sockets, from a worker of this deployment',
    once: 'the job ran once',
    witnesses: 'who watches the queue has seen the job',
    'read-back': 'what the job made can be read',
  },
  async run(context) {
    const { app, member, realtime, step, nonce, cleanUp } = context;
    const dispatch = dispatchOf(app);
    const id = await step('member', () => memberId(member, app));
    const channel = channelFor(realtimeOf(app).privateChannel, id);
    realtime.alias(channel, realtimeOf(app).privateChannel);
    realtime.alias(nonce, '<nonce>');
    const [a, b] = await step('open', async () => [await realtime.open(), await realtime.open()] as const);
    const forA = await step('authorise-a', () => authorise(member, app, a.socketId, channel));
    const forB = await step('authorise-b', () => authorise(member, app, b.socketId, channel));
    await step('join', async () => {
      await a.subscribe(channel, forA);
      await b.subscribe(channel, forB);
    });
    const since = Date.now();
    const sentAt = performance.now();
    const made = await step('dispatch', async () => {
      const answer = await member.request('POST', dispatch.path, { json: fieldsOf(dispatch, nonce) });
      const made = madeBy(answer, dispatch);
      cleanUp(`what ${dispatch.path} made`, async (api) => {
        const path = dispatch.removePath.replaceAll('{id}', made);
        const { status } = await api.request('DELETE', path);
        if (status >= 300 && status !== 404) throw new Error(`DELETE ${path} answered ${status}`);
      });
      return made;
    });
    const wanted = eventOf(dispatch, channel, nonce);
    await step('received', async () => {
      const lost = { dispatch, id: made, sinceMs: since, listeners: [a, b], channel, nonce };
      const messages = await bothReceive(context, [a, b], wanted, lost);
      realtime.measure('dispatch-to-receive', Math.max(...messages.map(({ receivedAt }) => receivedAt)) - sentAt);
      for (const message of messages) await demandOwnWorker(context, dispatch, message, since);
    });
    await step('once', () => demandNone(a, wanted, SETTLE_MS, { rule: 'message-unexpected', cause: 'job-twice' }));
    await step('witnesses', async () => {
      const testimonies = await context.ask({ kind: 'job', name: dispatch.jobName, sinceMs: since });
      if (testimonies.length > 0) demandYes(testimonies, 'queue-unwell');
    });
    await step('read-back', async () => {
      const path = dispatch.readPath.replaceAll('{id}', made);
      const answer = await member.request('GET', path);
      demand(answer.status === 200, `GET ${path} answered ${answer.status}, wanted 200`);
    });
  },
});

function dispatchOf({ dispatch }: Application): Dispatch {
  if (dispatch === undefined) throw new Error('the scenario uses application.dispatch and does not need it');
  return dispatch;
}

const fieldsOf = ({ fields }: Dispatch, nonce: string): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.replaceAll('{nonce}', nonce)]));

function madeBy(answer: Answer, { path, idPointer }: Dispatch): string {
  demand(answer.status < 300, `POST ${path} answered ${answer.status}, wanted 202`);
  const id = rely(z.union([z.number(), z.string().min(1)]), answer.at(idPointer), `the id at ${idPointer}`);
  return String(id);
}

const eventOf = ({ event, noncePointer }: Dispatch, channel: string, nonce: string): Wanted => ({
  event,
  channel,
  where: ({ at }) => at(noncePointer) === nonce,
});

type Context = Pick<ScenarioContext, 'aside' | 'target'>;

/** @throws StepFailed when one of the sockets does not hear it, with where it was lost */
async function bothReceive(
  { aside }: Context,
  sockets: readonly RawSocket[],
  wanted: Wanted,
  lost: LostEvent,
): Promise<readonly Message[]> {
  const { withinMs } = lost.dispatch;
  const settled = await Promise.allSettled(sockets.map((socket) => socket.next(wanted, withinMs)));
  const messages = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (messages.length === sockets.length) return messages;
  const [broken] = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  if (!(broken instanceof StepFailed) || broken.why.cause !== undefined) throw broken;
  const reached = `${wanted.event} reached ${messages.length} of ${sockets.length} sockets within ${withinMs} ms`;
  throw new StepFailed(reached, messages.length > 0 ? LOST : await whereLost(aside, lost));
}

async function demandOwnWorker(
  { target, aside }: Context,
  { hostPointer, attemptsPointer, jobName }: Dispatch,
  { at }: Message,
  sinceMs: number,
): Promise<void> {
  const host = hostPointer === undefined ? undefined : at(hostPointer);
  if (target.workers !== undefined && hostPointer !== undefined) {
    const isOwn = typeof host === 'string' && fits(host, target.workers);
    const unseen = isOwn ? [] : await aside.ask({ kind: 'job', name: jobName, sinceMs });
    demand(isOwn, `the job ran on ${String(host)}, wanted a worker like ${target.workers}`, {
      rule: 'queue-unwell',
      cause: unseen.some(({ cause }) => cause === 'queue-sync') ? 'queue-sync' : 'worker-foreign',
    });
  }
  const attempts = attemptsPointer === undefined ? undefined : at(attemptsPointer);
  demand(attempts === undefined || attempts === 1, `the job needed ${String(attempts)} attempts, wanted 1`, {
    rule: 'queue-unwell',
    cause: 'job-twice',
  });
}
