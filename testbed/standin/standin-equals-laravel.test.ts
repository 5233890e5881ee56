import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Laravel, startLaravel } from '../laravel/start.ts';
import { requireReal } from '../requirements.ts';
import { ACCOUNTS, CREDENTIALS, JSON_HEADERS, signIn, standin } from './fixtures/accounts.ts';
import { ask, type Request, type Seen } from './fixtures/ask.ts';
import { CASES } from './fixtures/requests.ts';
import type { Standin } from './start.ts';

/** Both are asked by this name, so that links are the same. */
const HOST = { Host: 'api.academy.test:8101' };

describe('the stand-in answers as the real Laravel does', requireReal('laravel'), () => {
  let real: Laravel;
  let own: Standin;
  before(async () => {
    [real, own] = await Promise.all([
      startLaravel({ accounts: ACCOUNTS, revision: 'r1' }),
      standin({ revision: 'r1' }),
    ]);
  });
  after(async () => Promise.all([real.stop(), own.stop()]));

  for (const { name, isSignedIn, ...request } of CASES) {
    test(name, async () => {
      const [wanted, seen] = [await answer(real.url, request, isSignedIn), await answer(own.url, request, isSignedIn)];
      assert.deepEqual(seen, wanted);
    });
  }
});

async function answer(url: string, request: Request, isSignedIn = false): Promise<Seen> {
  const authorization = isSignedIn ? await signIn(url) : {};
  return masked(await ask(url, { ...request, headers: { ...HOST, ...authorization, ...request.headers } }));
}

/** What differs from one answer to the next, whoever gives it. */
const VOLATILE_LINES: Readonly<Record<string, (value: string) => string>> = {
  date: (value) => value.replaceAll(/\d/g, '9').replaceAll(/[A-Z][a-z]{2}/g, 'Aaa'),
  'set-cookie': (value) =>
    value.replace(/=[^;]*;/, (text) => '='.padEnd(text.length - 1, '~') + ';').replace(/expires=[^;]*/, 'expires='),
  'x-ratelimit-remaining': () => '9',
  'x-ratelimit-reset': (value) => value.replaceAll(/\d/g, '9'),
};

const masked = ({ lines, body, ...seen }: Seen): Seen => ({
  ...seen,
  lines: lines.map(([name, value]) => [name, VOLATILE_LINES[name.toLowerCase()]?.(value) ?? value]),
  body: body
    .replace(/"token":"\d+\|[A-Za-z0-9]{40}"/, '"token":"~"')
    .replace(/"expires_at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z"/, '"expires_at":"~"'),
});
