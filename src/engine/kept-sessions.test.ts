import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keepSessions } from './kept-sessions.ts';
import { type Answers, depsAnswering, target, tenant } from './fixtures.ts';

const NEVER = new AbortController().signal;
const HOUR = 3_600_000;

/** A keeper, the requests that its targets got, and a clock. */
function keeping(whoAmI: () => number) {
  const asked: string[] = [];
  let now = 0;
  let logins = 0;
  const keeper = keepSessions({ lifeMs: HOUR, now: () => now, onLogin: () => logins++ });
  const given = depsAnswering((): Answers => ({
    'POST /api/login': { status: 200, body: { token: `token-${logins}` } },
    'GET /api/user': { status: whoAmI() },
    'POST /api/logout': { status: 204 },
  }));
  const deps = {
    ...given,
    scenarios: new Map(),
    openApi: (...args: Parameters<typeof given.openApi>) => {
      const api = given.openApi(...args);
      const request: typeof api.request = (method, path, options) => {
        asked.push(`${method} ${path}`);
        return api.request(method, path, options);
      };
      const watched: typeof api = { request, as: () => watched };
      return watched;
    },
  };
  const app = tenant.application;
  const targets = [target('candidate')];
  return {
    asked,
    pass: (ms: number) => void (now += ms),
    run: () => keeper.sessions(targets, app, deps, NEVER).token('candidate'),
    revoke: () => keeper.revoke(targets, app, deps),
  };
}

describe('a session that is kept', () => {
  test('is opened once, and shown before each run relies on it', async () => {
    const at = keeping(() => 200);
    assert.deepEqual([await at.run(), await at.run(), await at.run()], ['token-1', 'token-1', 'token-1']);
    assert.deepEqual(at.asked, ['POST /api/login', 'GET /api/user', 'GET /api/user']);
  });

  test('that somebody revoked is opened again, and no scenario sees the old one', async () => {
    let status = 200;
    const at = keeping(() => status);
    await at.run();
    status = 401;
    assert.equal(await at.run(), 'token-2');
  });

  test('of a target that is broken stays: the scenarios will judge it', async () => {
    let status = 200;
    const at = keeping(() => status);
    await at.run();
    status = 503;
    assert.equal(await at.run(), 'token-1');
  });

  test('that has lived its life is signed out, and opened again', async () => {
    const at = keeping(() => 200);
    await at.run();
    at.pass(HOUR);
    assert.equal(await at.run(), 'token-2');
    assert.deepEqual(at.asked, ['POST /api/login', 'POST /api/logout', 'POST /api/login']);
  });

  test('is signed out at the end, once', async () => {
    const at = keeping(() => 200);
    await at.run();
    assert.deepEqual([await at.revoke(), await at.revoke()], [[], []]);
    assert.deepEqual(at.asked, ['POST /api/login', 'POST /api/logout']);
  });
});
