import type { Exchange } from '../model/observation.ts';
import type { Answer, Api, Method } from '../model/scenario.ts';
import type { Application, Role, Target, Tenant } from '../model/tenant.ts';
import type { RunDeps } from './deps.ts';
import { type Scenario, scenario } from '../model/scenario.ts';

/** A scenario that does nothing, for those who only plan. */
export const declared = (id: string, more: Partial<Scenario> = {}): Scenario =>
  scenario({
    id,
    title: `The ${id}`,
    writes: false,
    session: false,
    deadlineMs: 400,
    stepDeadlineMs: 200,
    steps: { one: 'the first' },
    run: () => Promise.resolve(),
    ...more,
  });

/** What the tests of this room share: a tenant, and a client that answers from a table. */
export const target = (role: Role): Target => ({
  role,
  url: `http://${role}.example`,
  reach: { vantage: 'direct', headers: {} },
  writes: false,
  evidence: [],
});

const application: Application = {
  name: 'academy',
  locale: 'en',
  health: { path: '/health', expect: { '/app': 'ok' } },
  login: {
    path: '/api/login',
    identifierField: 'email',
    passwordField: 'password',
    extraFields: {},
    tokenPointer: '/token',
  },
  logout: { method: 'POST', path: '/api/logout' },
  whoAmI: { path: '/api/user', identifierPointer: '/data/email' },
  courses: {
    listPath: '/api/courses',
    itemPath: '/api/courses/{id}',
    pageParameter: 'page',
    itemsPointer: '/data',
    lastPagePointer: '/meta/last_page',
    idPointer: '/id',
    wrongMethod: 'PUT',
    unknownId: '999999',
    orderedPath: '/api/courses?sort=title',
    orderedByPointer: '/title',
    order: 'text',
  },
};

export const tenant: Tenant = {
  id: 'demo',
  title: 'Demo',
  application,
  targets: [target('reference'), target('candidate')],
  accounts: {
    canary: { identifier: 'canary@academy.example', password: 'CANARY' },
    refused: { identifier: 'refused@academy.example', password: 'REFUSED' },
  },
  required: [],
  policy: { preset: 'parity', levels: [], critical: [], arrays: [], noise: [] },
  secrets: ['CANARY', 'REFUSED'],
};

export type Canned = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: readonly [string, string][];
};

/** `METHOD path` → what is answered; an error is thrown instead. */
export type Answers = Readonly<Record<string, Canned | Error>>;

export function depsAnswering(answers: (role: Role) => Answers): Omit<RunDeps, 'scenarios'> {
  return {
    openApi: ({ role }, onExchange) => apiAnswering(answers(role), onExchange),
    credentials: () => ({ email: 'canary@academy.example', password: 'opensesame' }),
    redact: (text) => text.replaceAll('opensesame', '<redacted>'),
    openRealtime: () => raise('this test opens no socket'),
    hear: () => raise('this test asks no witness'),
  };
}

const raise = (why: string): never => {
  throw new Error(why);
};

function apiAnswering(answers: Answers, onExchange: (exchange: Exchange) => void): Api {
  return {
    request: (method, path) => answerFrom(answers, method, path, onExchange),
    as: () => apiAnswering(answers, onExchange),
  };
}

async function answerFrom(
  answers: Answers,
  method: Method,
  path: string,
  onExchange: (exchange: Exchange) => void,
): Promise<Answer> {
  const canned = answers[`${method} ${path}`] ?? new Error(`no answer for ${method} ${path}`);
  await Promise.resolve();
  if (canned instanceof Error) throw canned;
  onExchange(exchangeOf(method, path, canned));
  const text = JSON.stringify(canned.body ?? {});
  const json = (): unknown => JSON.parse(text);
  return { status: canned.status, headers: {}, text, json, at: (pointer) => read(json(), pointer) };
}

const read = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), value);

export function exchangeOf(method: string, path: string, { status, body = {}, headers = [] }: Canned): Exchange {
  const text = JSON.stringify(body);
  return {
    kind: 'exchange',
    request: { method, url: `http://reference.example${path}`, headers: [] },
    response: {
      status,
      headers: [['Content-Type', 'application/json'], ...headers],
      body: { state: 'json', bytes: text.length, digest: '', text },
    },
    connection: { address: '127.0.0.1', port: 80 },
    timings: { total: 1 },
  };
}
