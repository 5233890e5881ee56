import { type Answer, type Asked, htmlAnswer, jsonAnswer, withHeader } from './answer.ts';
import type { App } from './app.ts';
import { exceptionAnswer, forbidden, routeNotFound, serverError } from './errors.ts';
import { inputOf } from './input.ts';
import { type JsonObject, printJson } from './laravel-json.ts';
import { channelSignature } from './reverb/signature.ts';
import type { Settings } from './settings.ts';
import type { Bearer } from './tokens.ts';

/** `POST /broadcasting/auth`: signs a channel for a socket of the member. */
export function authorizeChannel(asked: Asked, app: App, { userId }: Bearer): Answer {
  const { channel_name: name, socket_id: socket } = inputOf(asked);
  // Such a broadcaster lets everybody in, and has nothing to say.
  if (isMute(app.settings)) return htmlAnswer('');
  if (typeof name !== 'string' || app.settings.channelAuth === 'forbidden') return forbidden();
  const access = accessTo(name, app, userId);
  if (access === undefined) return forbidden();
  if (typeof socket !== 'string' || !/^\d+\.\d+$/.test(socket)) return serverError();
  const { key, secret } = app.broadcasting;
  const auth = (data?: string): string => `${key}:${channelSignature(secret, socket, name, data)}`;
  if (name.startsWith('private-')) return jsonAnswer({ auth: auth() });
  const data = printJson({ user_id: String(userId), user_info: access.info });
  return jsonAnswer({ auth: auth(data), channel_data: data });
}

const isMute = ({ broadcaster }: Settings): boolean => broadcaster === 'null' || broadcaster === 'log';

type Access = { readonly info: JsonObject | true };

/** What `routes/channels.php` says of a channel; undefined when it does not let the member in. */
function accessTo(name: string, { seed }: App, userId: number): Access | undefined {
  const [, kind, id] =
    /^(users|courses)\.([^.]+)$/.exec(name.replace(/^(private-encrypted|private|presence)-/, '')) ?? [];
  if (kind === 'users') return id === String(userId) ? { info: true } : undefined;
  if (kind !== 'courses' || !seed.courses.some((course) => String(course.id) === id)) return undefined;
  return { info: { name: seed.users.find((user) => user.id === userId)?.name ?? '' } };
}

const LOGIN_PAGE =
  '<!DOCTYPE html>\n<html lang="en">\n    <body>\n        <p>Please sign in.</p>\n    </body>\n</html>\n';

/** What stands before the route, whoever asks. */
const BEFORE: Readonly<Partial<Record<Settings['channelAuth'], (asked: Asked) => Answer>>> = {
  'not-there': routeNotFound,
  csrf: () => exceptionAnswer(419, 'CSRF token mismatch.'),
  'login-page': ({ origin }) => withHeader({ ...htmlAnswer(LOGIN_PAGE), status: 302 }, ['Location', `${origin}/login`]),
  html: () => htmlAnswer(LOGIN_PAGE),
};

/** The answer to a request for the usual path, when it does not get as far as the route. */
export const beforeChannelAuth = (asked: Asked, { settings }: App): Answer | undefined =>
  BEFORE[settings.channelAuth]?.(asked);

/** The route has the prefix `api` when it is missing where everybody expects it. */
export const beforeMovedChannelAuth = (_asked: Asked, { settings }: App): Answer | undefined =>
  settings.channelAuth === 'not-there' ? undefined : routeNotFound();
