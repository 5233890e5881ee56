import { type Answer, type Asked, jsonAnswer, NO_CACHE } from './answer.ts';
import { type App, emailOf } from './app.ts';
import { withMicroseconds } from './dates.ts';
import { unauthenticated } from './errors.ts';
import type { JsonObject } from './laravel-json.ts';
import type { SeedUser } from './seed.ts';
import { type Bearer, revokeToken } from './tokens.ts';

/** @param origin of this host, for links */
export const userResource = (user: SeedUser, email: string, origin: string): JsonObject => ({
  id: user.id,
  name: user.name,
  email,
  locale: user.locale,
  email_verified_at: dateOf(user.email_verified_at),
  roles: user.roles,
  settings: user.settings,
  avatar_url: `${origin}/storage/avatars/${user.id}.png`,
  last_login_at: dateOf(user.last_login_at),
  created_at: withMicroseconds(user.created_at),
});

const dateOf = (iso: string | null): string | null => (iso === null ? null : withMicroseconds(iso));

/** `GET /api/user` */
export function showUser(asked: Asked, app: App, { userId }: Bearer): Answer {
  const user = app.seed.users.find(({ id }) => id === userId);
  if (user === undefined) return unauthenticated();
  return jsonAnswer({ data: userResource(user, emailOf(app, user), asked.origin) });
}

/** `POST /api/logout`: the token of this request is worth nothing afterwards. */
export function logout(app: App, { tokenId }: Bearer): Answer {
  revokeToken(app.tokens, tokenId);
  return { status: 204, headers: [NO_CACHE], cookies: [], body: { kind: 'empty' } };
}
