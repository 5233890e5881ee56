import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ACCOUNTS, CREDENTIALS, JSON_HEADERS, signIn, standin } from './fixtures/accounts.ts';
import { ask } from './fixtures/ask.ts';
import { askRaw } from './fixtures/raw.ts';
import { startStandin } from './start.ts';

const login = { method: 'POST', path: '/api/login', headers: JSON_HEADERS, body: CREDENTIALS };

describe('startStandin', () => {
  test('takes a free port, and gives it back', async () => {
    const instance = await startStandin({ accounts: ACCOUNTS });
    assert.match(instance.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    await instance.stop();
    await assert.rejects(ask(instance.url, { path: '/health' }), { code: 'ECONNREFUSED' });
    const again = await standin({ port: Number(new URL(instance.url).port) });
    assert.equal(again.url, instance.url);
    await again.stop();
  });

  test('says so when the port is taken', async () => {
    await using first = await standin();
    await assert.rejects(standin({ port: Number(new URL(first.url).port) }), { code: 'EADDRINUSE' });
  });

  test('listens on another loopback address', async () => {
    await using instance = await standin({ host: '127.0.0.2' });
    assert.match(instance.url, /^http:\/\/127\.0\.0\.2:\d+$/);
    assert.equal((await ask(instance.url, { path: '/health' })).status, 200);
  });

  test('names the host and port that were asked in its links', async () => {
    await using instance = await standin();
    const { body } = await ask(instance.url, { path: '/api/user', headers: await signIn(instance.url) });
    assert.ok(body.includes(`"avatar_url":"${instance.url.replaceAll('/', String.raw`\/`)}`));
  });

  test('stops while a client keeps its connection, and may be stopped twice', async () => {
    const instance = await standin();
    const open = askRaw(instance.url, 'GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /hea').catch(() => 'cut');
    await ask(instance.url, { path: '/health' });
    await Promise.all([instance.stop(), instance.stop()]);
    await open;
    await assert.rejects(ask(instance.url, { path: '/health' }), { code: 'ECONNREFUSED' });
  });

  test('two instances know nothing of each other', async () => {
    await using one = await standin();
    await using other = await standin({ drifts: ['key-missing'] });
    const headers = await signIn(one.url);
    assert.equal((await ask(one.url, { path: '/api/user', headers })).status, 200);
    assert.equal((await ask(other.url, { path: '/api/user', headers })).status, 401);
  });

  test('a token ends with the logout, others stay', async () => {
    await using instance = await standin();
    const [one, other] = [await signIn(instance.url), await signIn(instance.url)];
    await ask(instance.url, { method: 'POST', path: '/api/logout', headers: one });
    assert.equal((await ask(instance.url, { path: '/api/user', headers: one })).status, 401);
    assert.equal((await ask(instance.url, { path: '/api/user', headers: other })).status, 200);
  });

  test('more logins than the limit are refused, for this client only', async () => {
    await using instance = await standin({ loginLimit: 1 });
    assert.equal((await ask(instance.url, login)).status, 200);
    const refused = await ask(instance.url, login);
    assert.equal(refused.status, 429);
    assert.equal(refused.body, '{\n    "message": "Too Many Attempts."\n}');
    const headers = { ...JSON_HEADERS, 'X-Forwarded-For': '192.0.2.7' };
    assert.equal((await ask(instance.url, { ...login, headers })).status, 200);
  });
});
