import { type Answer, type Asked, jsonAnswer } from './answer.ts';
import { type App, emailOf } from './app.ts';
import { deviceCookie } from './cookie.ts';
import { isoSeconds, withMicroseconds } from './dates.ts';
import { invalid } from './errors.ts';
import { inputOf } from './input.ts';
import type { SeedUser } from './seed.ts';
import { mintToken } from './tokens.ts';
import { userResource } from './user.ts';
import { atMost, email, type FieldRules, string, validate } from './validate.ts';

const FIELDS: Readonly<Record<string, FieldRules>> = {
  email: { isRequired: true, rules: [string, email] },
  password: { isRequired: true, rules: [string] },
  device_name: { isRequired: false, rules: [string, atMost(100)] },
};

/** `POST /api/login`: a token for a day, and the cookie that remembers the device. */
export function login(asked: Asked, app: App): Answer {
  const input = inputOf(asked);
  const errors = validate(input, FIELDS);
  if (Object.keys(errors).length > 0) return invalid(errors);
  const { canary } = app.accounts;
  const user = app.seed.users.find(({ account }) => account === 'canary');
  if (user === undefined || input['email'] !== canary.email || input['password'] !== canary.password) {
    return invalid({ email: ['These credentials do not match our records.'] });
  }
  return signedIn(user, asked, app);
}

function signedIn(user: SeedUser, asked: Asked, app: App): Answer {
  const { plain, expiresAt } = mintToken(app.tokens, user.id, app.now());
  const answer = jsonAnswer({
    token: plain,
    token_type: 'Bearer',
    expires_at: withMicroseconds(isoSeconds(expiresAt)),
    user: userResource(user, emailOf(app, user), asked.origin),
  });
  return { ...answer, cookies: [deviceCookie(app.now())] };
}
