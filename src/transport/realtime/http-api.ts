import type { ChannelAuth } from '../../model/realtime.ts';
import type { Answer, Method } from '../../model/scenario.ts';
import type { Target } from '../../model/tenant.ts';
import type { Desk } from './desk-state.ts';
import { createHash, createHmac } from 'node:crypto';
import { createAgent } from '../agent.ts';
import { createApi } from '../api.ts';
import { valueOf } from '../endpoint.ts';
import { httpUrlOf, prefixOf, reachOf, realtimeOf } from './way.ts';

/**
 * A signed GET of the websocket server's HTTP API, e.g. `/connections`.
 *
 * @param path below `/apps/{id}`, with query
 * @throws NoAnswer; the signal's own reason when it aborts; Error when the tenant names no app
 */
export const status = (desk: Desk, path: string): Promise<Answer> => ask(desk, 'GET', path, undefined);

/** A signed publication. Its data is a JSON string inside of the JSON, as the protocol has it. */
export const publish = (desk: Desk, channel: string, event: string, data: unknown): Promise<Answer> =>
  ask(desk, 'POST', '/events', { name: event, channels: [channel], data: JSON.stringify(data) });

/** What the application's channel authorisation would give. */
export function sign(desk: Desk, socketId: string, channel: string, channelData?: string): ChannelAuth {
  const { app, key } = appOf(desk);
  const plain = [socketId, channel, ...(channelData === undefined ? [] : [channelData])].join(':');
  const auth = `${key}:${createHmac('sha256', valueOf(desk.secrets, app.secret)).update(plain).digest('hex')}`;
  return { auth, ...(channelData !== undefined && { channelData }) };
}

async function ask(desk: Desk, method: Method, path: string, json: unknown): Promise<Answer> {
  const realtime = realtimeOf(desk.target);
  const target: Target = { ...desk.target, url: httpUrlOf(realtime), reach: reachOf(desk.target) };
  const { statusMs: headersMs, connectMs } = desk.limits;
  await using agent = createAgent(target, desk.secrets, { headersMs, connectMs });
  const api = createApi({ ...desk, target, agent, app: { locale: 'en' } });
  const request = json === undefined ? {} : { json };
  return await api.request(method, prefixOf(realtime) + signedPath(desk, method, path, json), request);
}

function signedPath(desk: Desk, method: Method, asked: string, json: unknown): string {
  const { app, key } = appOf(desk);
  const { pathname, searchParams } = new URL(`/apps/${app.id}${asked}`, 'http://path.invalid');
  searchParams.set('auth_key', key);
  searchParams.set('auth_timestamp', String(Math.floor(Date.now() / 1_000)));
  searchParams.set('auth_version', '1.0');
  if (json !== undefined) searchParams.set('body_md5', createHash('md5').update(JSON.stringify(json)).digest('hex'));
  searchParams.sort();
  const signature = signatureOf(`${method}\n${pathname}`, searchParams, valueOf(desk.secrets, app.secret));
  desk.redactor.register('signature', signature);
  return `${pathname}?${searchParams.toString()}&auth_signature=${signature}`;
}

/** Over the plain text of the parameters, in the order of their names; the path is the one behind any prefix. */
function signatureOf(asked: string, parameters: URLSearchParams, secret: string): string {
  const plain = [...parameters].map(([name, value]) => `${name}=${value}`).join('&');
  return createHmac('sha256', secret).update(`${asked}\n${plain}`).digest('hex');
}

function appOf({ target }: Desk) {
  const { app, key } = realtimeOf(target);
  if (app === undefined) throw new Error(`the ${target.role} names no websocket app; set realtime.app for this target`);
  return { app, key };
}
