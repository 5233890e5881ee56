import type { Answer } from '../../model/scenario.ts';
import type { Target } from '../../model/tenant.ts';
import type { Desk } from './desk-state.ts';
import { createHmac } from 'node:crypto';
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
export async function status(desk: Desk, path: string): Promise<Answer> {
  const realtime = realtimeOf(desk.target);
  const target: Target = { ...desk.target, url: httpUrlOf(realtime), reach: reachOf(desk.target) };
  const { statusMs: headersMs, connectMs } = desk.limits;
  await using agent = createAgent(target, desk.secrets, { headersMs, connectMs });
  const api = createApi({ ...desk, target, agent, app: { locale: 'en' } });
  return await api.request('GET', prefixOf(realtime) + signedPath(desk, path));
}

function signedPath({ target, secrets, redactor }: Desk, asked: string): string {
  const { app, key } = realtimeOf(target);
  if (app === undefined) throw new Error(`the ${target.role} names no websocket app; set realtime.app for this target`);
  const { pathname, searchParams } = new URL(`/apps/${app.id}${asked}`, 'http://path.invalid');
  searchParams.set('auth_key', key);
  searchParams.set('auth_timestamp', String(Math.floor(Date.now() / 1_000)));
  searchParams.set('auth_version', '1.0');
  searchParams.sort();
  const signature = signatureOf(pathname, searchParams, valueOf(secrets, app.secret));
  redactor.register('signature', signature);
  return `${pathname}?${searchParams.toString()}&auth_signature=${signature}`;
}

/** Over the plain text of the parameters, in the order of their names; the path is the one behind any prefix. */
function signatureOf(pathname: string, parameters: URLSearchParams, secret: string): string {
  const plain = [...parameters].map(([name, value]) => `${name}=${value}`).join('&');
  return createHmac('sha256', secret).update(`GET\n${pathname}\n${plain}`).digest('hex');
}
