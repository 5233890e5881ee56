import type { Answer, Asked } from './answer.ts';
import type { App } from './app.ts';
import { authorizeChannel, beforeChannelAuth, beforeMovedChannelAuth } from './broadcast-auth.ts';
import { listCourses, showCourse } from './courses.ts';
import { methodNotAllowed, options, routeNotFound, unauthenticated } from './errors.ts';
import { showHealth, showUp, showVersion } from './health.ts';
import { showHorizon } from './horizon/api.ts';
import { login } from './login.ts';
import { deleteReport, orderReport, showReport } from './reports.ts';
import { showChecks, showHeartbeat, showScheduleLog } from './scheduler/answers.ts';
import { throttled } from './throttle.ts';
import { type Bearer, bearerOf } from './tokens.ts';
import { logout, showUser } from './user.ts';

/** What a route sees: the request, the instance, and the variable part of the path. */
type Handler = (asked: Asked, app: App, parameter: string) => Answer | Promise<Answer>;

type Route = { readonly method: 'GET' | 'POST' | 'DELETE'; readonly path: RegExp; readonly handle: Handler };

const signedIn =
  (handle: (asked: Asked, app: App, bearer: Bearer, parameter: string) => Answer | Promise<Answer>): Handler =>
  (asked, app, parameter) => {
    const bearer = bearerOf(app.tokens, asked.headers['authorization'], app.now());
    return bearer === undefined ? unauthenticated() : handle(asked, app, bearer, parameter);
  };

/** A route that something stands before, which may answer itself. */
const after =
  (before: (asked: Asked, app: App) => Answer | undefined, handle: Handler): Handler =>
  (asked, app, parameter) =>
    before(asked, app) ?? handle(asked, app, parameter);

/** Every route of the application. To add one: write its handler, then add its line here. */
const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/health$/, handle: showHealth },
  { method: 'GET', path: /^\/version$/, handle: showVersion },
  { method: 'GET', path: /^\/up$/, handle: showUp },
  {
    method: 'POST',
    path: /^\/api\/login$/,
    handle: (asked, app) => throttled(app.loginThrottle, asked.address, () => login(asked, app)),
  },
  { method: 'POST', path: /^\/api\/logout$/, handle: signedIn((_asked, app, bearer) => logout(app, bearer)) },
  { method: 'GET', path: /^\/api\/user$/, handle: signedIn(showUser) },
  { method: 'GET', path: /^\/api\/courses$/, handle: signedIn((asked, app) => listCourses(asked, app)) },
  {
    method: 'GET',
    path: /^\/api\/courses\/([^/]+)$/,
    handle: signedIn((asked, app, _bearer, id) => showCourse(id, asked, app)),
  },
  { method: 'POST', path: /^\/api\/reports$/, handle: signedIn(orderReport) },
  { method: 'GET', path: /^\/api\/reports\/([^/]+)$/, handle: signedIn(showReport) },
  { method: 'DELETE', path: /^\/api\/reports\/([^/]+)$/, handle: signedIn(deleteReport) },
  { method: 'GET', path: /^\/broadcasting\/auth$/, handle: after(beforeChannelAuth, signedIn(authorizeChannel)) },
  { method: 'POST', path: /^\/broadcasting\/auth$/, handle: after(beforeChannelAuth, signedIn(authorizeChannel)) },
  {
    method: 'POST',
    path: /^\/api\/broadcasting\/auth$/,
    handle: after(beforeMovedChannelAuth, signedIn(authorizeChannel)),
  },
  { method: 'GET', path: /^\/api\/heartbeat$/, handle: showHeartbeat },
  { method: 'GET', path: /^\/health\/checks$/, handle: showChecks },
  { method: 'GET', path: /^\/ops\/schedule\.log$/, handle: showScheduleLog },
  { method: 'GET', path: /^\/horizon\/api\/(.+)$/, handle: showHorizon },
];

/** Answers one request as the router does: 404 for an unknown path, 405 for a known one with another method. */
export function route(asked: Asked, app: App): Answer | Promise<Answer> {
  const fitting = ROUTES.filter(({ path }) => path.test(asked.path));
  const allowed = fitting.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  if (fitting.length === 0) return routeNotFound();
  const found = fitting.find(({ method }) => method === (asked.method === 'HEAD' ? 'GET' : asked.method));
  if (found !== undefined) return found.handle(asked, app, found.path.exec(asked.path)?.[1] ?? '');
  if (asked.method === 'OPTIONS') return options(allowed);
  return methodNotAllowed(asked.method, allowed);
}
