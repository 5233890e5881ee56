/** For tests: a small application with known faults, and a doctor that looks at it. */
import type { Application, Target, Tenant } from '../../model/tenant.ts';
import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Check, DoctorDeps } from './check.ts';
import { doctor } from './doctor.ts';
import { doctorDeps } from './deps.ts';

export const PASSWORD = 'correct horse battery';
const TOKEN = '1|0123456789abcdefghijklmnopqrstuvwxyzABCD';

export type Reply = { readonly status?: number; readonly json?: unknown; readonly headers?: Record<string, string> };

/** `METHOD /path` → the reply, or what makes it of the body; one request is one reply. */
export type Replies = Readonly<Record<string, Reply | ((body: string, authorization?: string) => Reply)>>;

const REFUSED: Reply = { status: 422, json: { message: 'The given data was invalid.' } };

/** An application in which everything is well. */
export const WELL: Replies = {
  'GET /up': { json: { db: 'ok' } },
  'POST /api/login': (body) => (JSON.parse(body).password === PASSWORD ? { json: { token: TOKEN } } : REFUSED),
  'GET /api/user': (_body, authorization) =>
    authorization === `Bearer ${TOKEN}` ? { json: { email: 'canary@academy.example' } } : { status: 401, json: {} },
  'POST /api/logout': { status: 204 },
};

export type Running = AsyncDisposable & { readonly port: number; readonly seen: readonly string[] };

/** @param tls key and certificate in PEM; absent: plain http */
export async function serve(replies: Replies, tls?: { readonly key: string; readonly cert: string }): Promise<Running> {
  const seen: string[] = [];
  const listener: RequestListener = (request, response) => {
    const asked = `${request.method} ${request.url}`;
    seen.push(asked);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const reply = replies[asked] ?? { status: 404, json: {} };
      const body = Buffer.concat(chunks).toString();
      send(response, typeof reply === 'function' ? reply(body, request.headers.authorization) : reply);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  return { ...(await running(server)), seen };
}

function send(response: ServerResponse, { status = 200, json, headers = {} }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}

/** Takes connections and ends each as soon as a request comes. */
export const hangUp = (): Promise<Running> =>
  running(createTcpServer((socket) => socket.on('error', () => undefined).once('data', () => socket.end())));

async function running(server: Server): Promise<Running> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => open.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    seen: [],
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) socket.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}

const APPLICATION: Application = {
  name: 'academy',
  locale: 'en',
  health: { path: '/up', expect: { '/db': 'ok' } },
  login: {
    path: '/api/login',
    identifierField: 'email',
    passwordField: 'password',
    extraFields: {},
    tokenPointer: '/token',
  },
  logout: { method: 'POST', path: '/api/logout' },
  whoAmI: { path: '/api/user', identifierPointer: '/email' },
  courses: {
    listPath: '/api/courses',
    itemPath: '/api/courses/{id}',
    pageParameter: 'page',
    itemsPointer: '/data',
    lastPagePointer: '/meta/last_page',
    idPointer: '/id',
    wrongMethod: 'PUT',
    unknownId: '999999',
    orderedPath: '/api/courses',
    orderedByPointer: '/id',
    order: 'unchecked',
  },
};

export const tenantOf = (target: Target): Tenant => ({
  id: 'small',
  title: 'A small one',
  application: APPLICATION,
  targets: [target],
  accounts: {
    canary: { identifier: 'canary@academy.example', password: 'PARITY_CANARY_PASSWORD' },
    refused: { identifier: 'refused@academy.example', password: 'PARITY_CANARY_PASSWORD' },
  },
  required: ['health'],
  policy: { preset: 'parity', levels: [], critical: [], arrays: [], noise: [] },
  secrets: ['PARITY_CANARY_PASSWORD'],
});

/** Every check of a tenant with one target. No name is ever looked up outside this process. */
export async function examined(tenant: Tenant, changes: Partial<DoctorDeps> = {}): Promise<readonly Check[]> {
  const secrets = new Map([['PARITY_CANARY_PASSWORD', PASSWORD]]);
  await using real = doctorDeps(tenant, secrets, changes.missing ?? []);
  const deps = { ...real, lookup: unknownName, ...changes };
  return Array.fromAsync(doctor(tenant, secrets, deps, new AbortController().signal));
}

export const unknownName = (host: string): Promise<never> =>
  Promise.reject(Object.assign(new Error(`no ${host}`), { code: 'ENOTFOUND' }));
