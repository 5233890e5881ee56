import { z } from 'zod';
import type { ChannelAuth, Listener, Message, Wanted } from '../src/model/realtime.ts';
import type { Answer, Api, FailureKind } from '../src/model/scenario.ts';
import type { Application } from '../src/model/tenant.ts';
import { NoAnswer } from '../src/model/fault.ts';
import { demand, StepFailed } from '../src/model/scenario.ts';
import { rely } from './rely.ts';

/** What the scenarios with sockets share. */

type App = Pick<Application, 'realtime' | 'whoAmI'>;

/** @throws Error when the tenant names none: the scenario's needs say so before */
export function realtimeOf({ realtime }: App): NonNullable<Application['realtime']> {
  if (realtime === undefined) throw new Error('the scenario uses application.realtime and does not need it');
  return realtime;
}

/** The id of the member who is signed in, as it stands in channel names. One request: a step of its own. */
export async function memberId(member: Api, app: App): Promise<string> {
  const { path } = app.whoAmI;
  const { memberIdPointer } = realtimeOf(app);
  const answer = await member.request('GET', path);
  demand(answer.status === 200, `GET ${path} answered ${answer.status}, wanted 200`);
  const id = rely(z.union([z.number(), z.string().min(1)]), answer.at(memberIdPointer), `the id at ${memberIdPointer}`);
  return String(id);
}

export const channelFor = (pattern: string, id: string): string => pattern.replaceAll('{id}', id);

/** Asks whether a socket may join a channel. One request: a step of its own. */
export const askAuth = (api: Api, app: App, socketId: string, channel: string): Promise<Answer> =>
  api.request('POST', realtimeOf(app).authPath, {
    json: { socket_id: socketId, channel_name: channel },
    mints: ['/auth'],
  });

/** @throws StepFailed when the member's own channel is not authorised */
export async function authorise(api: Api, app: App, socketId: string, channel: string): Promise<ChannelAuth> {
  const answer = await askAuth(api, app, socketId, channel).catch(silent);
  const asked = `POST ${realtimeOf(app).authPath} for the own channel`;
  demand(answer.status === 200, `${asked} answered ${answer.status}, wanted 200`, refusalOf(answer.status));
  demand(answer.text !== '', `${asked} answered nothing, wanted a signature`, {
    rule: 'channel-refused',
    cause: 'broadcaster-mute',
  });
  const isJson = (answer.headers['content-type'] ?? '').includes('json') || answer.text.startsWith('{');
  demand(isJson, `${asked} answered with a page, wanted JSON`, {
    rule: 'channel-refused',
    cause: 'channel-auth-redirected',
  });
  const auth = rely(z.string().min(1), answer.at('/auth'), 'the signature at /auth');
  const channelData = rely(z.string().optional(), answer.at('/channel_data'), 'the member at /channel_data');
  return { auth, ...(channelData !== undefined && { channelData }) };
}

/** The target is there: nobody who asks for something else waits for it. */
function silent(thrown: unknown): never {
  if (!(thrown instanceof NoAnswer) || thrown.fault.phase !== 'wait' || thrown.fault.kind !== 'timeout') throw thrown;
  const why = { rule: 'channel-refused', cause: 'channel-auth-silent' } as const;
  throw new NoAnswer(thrown.fault, { cause: thrown, why });
}

const refusalOf = (status: number): FailureKind =>
  status >= 300 && status < 400
    ? { rule: 'channel-refused', cause: 'channel-auth-redirected' }
    : { rule: 'channel-refused', cause: 'channel-auth-refused' };

/** Waits, and fails when one comes after all. A socket that ends meanwhile has not proved silence. */
export async function demandNone(listener: Listener, wanted: Wanted, forMs: number, why: FailureKind): Promise<void> {
  demand(!(await hears(listener, wanted, forMs)), `${wanted.event} arrived at ${listener.name}, wanted none`, why);
}

/** What a message that got lost between two sockets that live tells of the server's instances. */
export const LOST = { rule: 'message-missing', cause: 'relay-broken' } as const;

/** Does it come? A socket that broke meanwhile proves nothing. */
export async function hears(listener: Listener, wanted: Wanted, withinMs: number): Promise<boolean> {
  try {
    await listener.next(wanted, withinMs);
    return true;
  } catch (thrown) {
    if (thrown instanceof StepFailed && thrown.why.cause === undefined) return false;
    throw thrown;
  }
}

/** The next message that fits, of another socket or of a publisher. @throws StepFailed when it got lost on the way */
export async function across(listener: Listener, wanted: Wanted, withinMs = 5_000): Promise<Message> {
  try {
    return await listener.next(wanted, withinMs);
  } catch (thrown) {
    if (thrown instanceof StepFailed && thrown.why.cause === undefined) throw new StepFailed(thrown.message, LOST);
    throw thrown;
  }
}

/** A `where` for messages that carry a nonce under this name. */
export const carries =
  (name: string, nonce: string): NonNullable<Wanted['where']> =>
  ({ at }) =>
    at(`/${name}`) === nonce;
