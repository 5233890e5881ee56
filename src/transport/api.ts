import type { BodyState, Exchange, HeaderLine } from '../model/observation.ts';
import type { Answer, Api, Method } from '../model/scenario.ts';
import type { Application, Secrets, Target } from '../model/tenant.ts';
import type { Agent } from './agent.ts';
import type { Redactor } from './redactor.ts';
import { getByPointer, toValue } from '../json/index.ts';
import { StepFailed } from '../model/scenario.ts';
import { exchange, type Live } from './exchange.ts';
import { headersOf } from './header-lines.ts';

export type ApiDeps = {
  readonly target: Target;
  readonly app: Pick<Application, 'locale'>;
  /** Of this very target. */
  readonly agent: Agent;
  readonly redactor: Redactor;
  /** For the headers of the reach. */
  readonly secrets: Secrets;
  /** Gets every exchange, redacted, before `request` returns. */
  readonly onExchange: (exchange: Exchange) => void;
  readonly signal: AbortSignal;
  /** Sent as User-Agent. */
  readonly userAgent?: string;
  /** Every request belongs to it: 32 hex digits. */
  readonly traceId?: string;
};

/** Speaks to one target. Its requests throw NoAnswer, the signal's own reason, or an Error for a bug of ours. */
export function createApi(deps: ApiDeps): Api {
  return withToken(deps, undefined);
}

const withToken = (deps: ApiDeps, token: string | undefined): Api => ({
  as: (token) => {
    deps.redactor.register('token', token);
    return withToken(deps, token);
  },
  async request(method, path, request = {}) {
    const url = urlOf(deps.target, path);
    const body = request.json === undefined ? undefined : JSON.stringify(request.json);
    const headers = headersOf(deps, request, { token, hasBody: body !== undefined });
    const sent = { method, url, headers, mints: request.mints ?? [], ...(body !== undefined && { body }) };
    const { live, seen } = await exchange(deps.agent, sent, deps.redactor, deps.signal);
    deps.onExchange(seen);
    return answerOf(method, url, live);
  },
});

/** @throws Error when a path leads to another origin: a token must not reach another target */
function urlOf(target: Target, path: string): URL {
  const origin = new URL(target.url).origin;
  if (!URL.canParse(path, origin)) throw new Error(`${path} is no path of ${origin}; begin it with a slash`);
  const url = new URL(path, origin);
  if (url.origin !== origin || url.username !== '' || url.password !== '')
    throw new Error(`refused to ask ${url.origin} for ${url.pathname}: this target is ${origin}; use a path of it`);
  return url;
}

function answerOf(method: Method, url: URL, live: Live): Answer {
  const { status, body } = live;
  let parsed: { readonly value: unknown } | undefined;
  const json = (): unknown => {
    if (body.document === undefined) throw new StepFailed(notJson(`${method} ${url.pathname}`, live));
    parsed ??= { value: toValue(body.document) };
    return parsed.value;
  };
  return {
    status,
    headers: joined(live.headers),
    text: body.text,
    json,
    at: (pointer) => getByPointer(json(), pointer),
  };
}

const STATE_SAYS: Readonly<Record<BodyState, string>> = {
  json: 'JSON',
  html: 'HTML',
  text: 'text',
  empty: 'nothing',
  binary: 'what is not UTF-8',
  malformed: 'malformed JSON',
  truncated: 'a truncated body',
};

function notJson(asked: string, { status, bytes, body }: Live): string {
  const problem = body.problem === undefined ? '' : `: ${body.problem}`;
  const seen = body.state === 'empty' ? 'an empty body' : `${bytes} bytes of ${STATE_SAYS[body.state]}${problem}`;
  return `${asked} answered ${status} with ${seen}, wanted JSON`;
}

function joined(lines: readonly HeaderLine[]): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  for (const [name, value] of lines) {
    const before = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}
