import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Laravel, startLaravel } from '../laravel/start.ts';
import { requireReal } from '../requirements.ts';
import { ACCOUNTS, JSON_HEADERS, signIn, standin } from './fixtures/accounts.ts';
import { ask, type Request, type Seen } from './fixtures/ask.ts';
import { masked } from './fixtures/mask.ts';
import { askRaw } from './fixtures/raw.ts';
import { CASES } from './fixtures/requests.ts';
import type { Standin } from './start.ts';

/** Both are asked by this name, so that links are the same. */
const HOST = { Host: 'api.academy.test:8101' };

/** What a client library does not send. */
const RAW = {
  'a client of HTTP/1.0': 'GET /health HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n',
  'two requests in one go': `GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /up HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
  'no host': 'GET /health HTTP/1.1\r\n\r\n',
  'no request at all': 'hello\r\n\r\n',
  'a broken header': 'GET /health HTTP/1.1\r\nHost: a\r\nbroken header\r\n\r\n',
  'a length that is none': 'POST /api/login HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n',
  'a body in chunks':
    'POST /api/login HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
};

describe('the stand-in answers as the real Laravel does', requireReal('laravel'), () => {
  let real: Laravel;
  let own: Standin;
  before(async () => {
    const options = { accounts: ACCOUNTS, revision: 'r1' };
    [real, own] = await Promise.all([startLaravel(options), standin(options)]);
  });
  after(async () => Promise.all([real.stop(), own.stop()]));

  for (const { name, isSignedIn, ...request } of CASES) {
    test(name, async () => {
      const wanted = await answer(real.url, request, isSignedIn);
      assert.deepEqual(await answer(own.url, request, isSignedIn), wanted);
    });
  }

  for (const [name, request] of Object.entries(RAW)) {
    test(name, async () => {
      assert.equal(await askRaw(own.url, request), await askRaw(real.url, request));
    });
  }

  test('a token after the logout', async () => {
    assert.deepEqual(await afterLogout(own.url), await afterLogout(real.url));
  });
});

test('the stand-in counts logins as the real Laravel does', requireReal('laravel'), async () => {
  const options = { accounts: ACCOUNTS, loginLimit: 3 };
  await using real = await startLaravel(options);
  await using own = await standin(options);
  const [seen, wanted] = [await loginsOf(own.url), await loginsOf(real.url)];
  assert.deepEqual(seen, wanted);
  assert.deepEqual(
    seen.map(({ status }) => status),
    [422, 422, 422, 429, 429, 422, 422],
  );
});

const sessions = new Map<string, Promise<{ readonly Authorization: string }>>();

/** One login for each target; a request that ends it gets its own. */
function sessionOf(url: string, { path }: Request): Promise<{ readonly Authorization: string }> {
  if (path === '/api/logout') return signIn(url);
  const session = sessions.get(url) ?? signIn(url);
  sessions.set(url, session);
  return session;
}

async function answer(url: string, request: Request, isSignedIn = false): Promise<Seen> {
  const authorization = isSignedIn ? await sessionOf(url, request) : {};
  return masked(await ask(url, { ...request, headers: { ...HOST, ...authorization, ...request.headers } }));
}

async function afterLogout(url: string): Promise<Seen> {
  const headers = await signIn(url);
  await ask(url, { method: 'POST', path: '/api/logout', headers });
  return masked(await ask(url, { path: '/api/user', headers }));
}

/** Five from one client, two of which are too many; then two from others, as a proxy names them. */
async function loginsOf(url: string): Promise<readonly Seen[]> {
  const clients = [
    {},
    {},
    {},
    {},
    {},
    { 'X-Forwarded-For': '192.0.2.7' },
    { 'X-Forwarded-For': '192.0.2.7, 192.0.2.8' },
  ];
  const seen: Seen[] = [];
  for (const client of clients) {
    const headers = { ...JSON_HEADERS, ...client };
    seen.push(masked(await ask(url, { method: 'POST', path: '/api/login', headers, body: '{}' }), ['retry-after']));
  }
  return seen;
}
