import type { ReverbApp } from './app.ts';
import { askAll } from './ask.ts';
import { traitsOf } from './channels.ts';
import { type BatchItem, readBatch, readEvent } from './event-input.ts';
import { earlyAnswer, routeAnswer } from './http-answer.ts';
import { channelsOf, dispatch, type Instance, terminate } from './instance.ts';
import { isObject, type Json, type JsonObject } from '../laravel-json.ts';
import { mergeChannels, mergeConnections, mergeUsers } from './metrics.ts';
import { apiSignature, isSameSignature } from './signature.ts';

/** A request to Reverb's HTTP API. `path` is without the server's prefix. */
export type ApiRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
};

type Call = {
  readonly instance: Instance;
  readonly app: ReverbApp;
  readonly request: ApiRequest;
  readonly name: string;
};

type Handler = (call: Call) => string | Promise<string>;

type ApiRoute = { readonly method: 'GET' | 'POST'; readonly path: RegExp; readonly handle: Handler };

const INTERNAL_ERROR = earlyAnswer(500, 'Internal server error.');

/** Routes of an application; all of them are signed. */
const ROUTES: readonly ApiRoute[] = [
  { method: 'POST', path: /^\/apps\/([^/]+)\/events$/, handle: postEvent },
  { method: 'POST', path: /^\/apps\/([^/]+)\/batch_events$/, handle: postBatch },
  { method: 'GET', path: /^\/apps\/([^/]+)\/connections$/, handle: showConnections },
  { method: 'GET', path: /^\/apps\/([^/]+)\/channels$/, handle: listChannels },
  { method: 'GET', path: /^\/apps\/([^/]+)\/channels\/([^/]+)$/, handle: showChannel },
  { method: 'GET', path: /^\/apps\/([^/]+)\/channels\/([^/]+)\/users$/, handle: listUsers },
  { method: 'POST', path: /^\/apps\/([^/]+)\/users\/([^/]+)\/terminate_connections$/, handle: terminateUser },
];

/** @returns the bytes of an answer, head and all */
export async function answerApi(instance: Instance, request: ApiRequest): Promise<string> {
  const { method, path, body } = request;
  if (Buffer.byteLength(body) > instance.maxRequestSize) return earlyAnswer(413, 'Payload too large.');
  const fitting = ROUTES.filter(({ path: pattern }) => pattern.test(path));
  const found = fitting.find((route) => route.method === method);
  if (found !== undefined) return await answerSigned(found, instance, request);
  const allowed = fitting[0]?.method ?? (/^\/(up|app\/[^/]+)$/.test(path) ? 'GET' : undefined);
  if (allowed === undefined) return earlyAnswer(404, 'Not found.');
  if (allowed !== method) return earlyAnswer(405, 'Method not allowed.', [`Allow: ${allowed}`]);
  // A socket's address without an upgrade: its controller is given something that is no socket.
  return path === '/up' ? routeAnswer({ health: 'OK' }) : INTERNAL_ERROR;
}

async function answerSigned(route: ApiRoute, instance: Instance, request: ApiRequest): Promise<string> {
  const [, id = '', name = ''] = (route.path.exec(request.path) ?? []).map(decodeURIComponent);
  const app = [...instance.apps.values()].find((app) => app.id === id);
  if (app === undefined) return earlyAnswer(404, `No matching application for ID [${id}].`);
  if (!isSameSignature(apiSignature(app.secret, request), request.query['auth_signature'] ?? '')) {
    return earlyAnswer(401, 'Authentication signature invalid.');
  }
  return await route.handle({ instance, app, request, name });
}

async function postEvent({ instance, app, request }: Call): Promise<string> {
  const read = readEvent(request.body);
  if (read.kind === 'unreadable') return INTERNAL_ERROR;
  if (read.kind === 'invalid') return routeAnswer(read.errors, 422);
  const { name, data, channels, socketId, info } = read.event;
  dispatch(instance, app.id, { event: name, channels, data }, socketId);
  if (info === undefined) return routeAnswer({});
  const answers = await askAll(instance, app.id, { kind: 'channels', channels, prefix: '', info });
  return routeAnswer({ channels: orEmptyList(mergeChannels(answers)) });
}

async function postBatch({ instance, app, request }: Call): Promise<string> {
  const read = readBatch(request.body);
  if (read.kind === 'unreadable') return INTERNAL_ERROR;
  if (read.kind === 'invalid') return routeAnswer(read.errors, 422);
  for (const { name, channel, data, socketId } of read.items) {
    dispatch(instance, app.id, { event: name, channel, data }, socketId);
  }
  if (read.items.every(({ info }) => info === undefined)) return routeAnswer({ batch: {} });
  const infoOf = async ({ channel, info = '' }: BatchItem): Promise<Json> => {
    const answers = await askAll(instance, app.id, { kind: 'channels', channels: [channel], prefix: '', info });
    return mergeChannels(answers)[channel] ?? {};
  };
  return routeAnswer({ batch: await Promise.all(read.items.map(infoOf)) });
}

async function showConnections({ instance, app }: Call): Promise<string> {
  return routeAnswer({ connections: mergeConnections(await askAll(instance, app.id, { kind: 'connections' })) });
}

async function listChannels({ instance, app, request: { query } }: Call): Promise<string> {
  const { filter_by_prefix: prefix = '', info = '' } = query;
  const answers = await askAll(instance, app.id, { kind: 'channels', channels: null, prefix, info });
  return routeAnswer({ channels: orEmptyList(mergeChannels(answers)) });
}

async function showChannel({ instance, app, request: { query }, name }: Call): Promise<string> {
  const info = [...(query['info'] === undefined ? [] : [query['info']]), 'occupied'].join(',');
  const answers = await askAll(instance, app.id, { kind: 'channels', channels: [name], prefix: '', info });
  const found = mergeChannels(answers)[name];
  return routeAnswer(isObject(found) ? found : {});
}

async function listUsers({ instance, app, name }: Call): Promise<string> {
  if (!channelsOf(instance, app.id).has(name)) return routeAnswer({}, 404);
  if (!traitsOf(name).isPresence) return routeAnswer({}, 400);
  return routeAnswer({ users: mergeUsers(await askAll(instance, app.id, { kind: 'users', channel: name })) });
}

function terminateUser({ instance, app, name }: Call): string {
  terminate(instance, app.id, name);
  return routeAnswer({});
}

/** To PHP an array without entries is a list. */
const orEmptyList = (value: JsonObject): Json => (Object.keys(value).length === 0 ? [] : value);
