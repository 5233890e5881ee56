import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plain, serve } from './server.ts';
import { type Status, statusPage } from './status.ts';

const HERE = { host: '127.0.0.1', port: 0 };

describe('the pages of the monitor', () => {
  for (const { name, path, method = 'GET', status, text } of [
    { name: 'a page that is there', path: '/healthz', status: 200, text: 'ok\n' },
    { name: 'a page with a query', path: '/healthz?x=1', status: 200, text: 'ok\n' },
    { name: 'a page that is not there', path: '/nothing', status: 404, text: 'there is /healthz, /broken\n' },
    { name: 'a name that every object has', path: '/toString', status: 404, text: 'there is /healthz, /broken\n' },
    { name: 'another method', path: '/healthz', method: 'POST', status: 405, text: 'GET only\n' },
    { name: 'a page that breaks', path: '/broken', status: 500, text: 'this page could not be made\n' },
  ]) {
    test(`${name} answers ${status}`, async () => {
      const errors: unknown[] = [];
      const broken = (): never => {
        throw new Error('broken');
      };
      await using server = await serve({ '/healthz': () => plain('ok'), '/broken': broken }, HERE, (cause) =>
        errors.push(cause),
      );
      const answer = await fetch(server.url + path, { method });
      assert.deepEqual([answer.status, await answer.text()], [status, text]);
      assert.equal(errors.length, path === '/broken' ? 1 : 0);
    });
  }
});

describe('the status page', () => {
  const status: Status = {
    tenant: 'academy-stg',
    suite: 'all',
    parity: '0.1.0',
    startedAt: '2026-11-25T03:00:00Z',
    nextInSeconds: 12.2,
    rows: [
      {
        scenario: 'health',
        target: 'candidate',
        verdict: 'fail',
        reason: '<script>alert(1)</script>',
        at: 1_795_576_329,
        durationMs: 12.4,
        run: 'a1',
      },
    ],
    sinks: [{ sink: 'push', waiting: 2 }],
  };

  test('says what is wrong and when it goes on', () => {
    assert.match(statusPage(status), /<p>1 wrong; next run in 13 s; up since/);
    assert.match(statusPage({ ...status, paused: 'maintenance' }), /paused: maintenance/);
    assert.match(statusPage({ ...status, rows: [] }), /nothing has run yet/);
  });

  test('says what was not judged, and shows the worst first', () => {
    const [failed] = status.rows;
    assert.ok(failed);
    const rows = (['pass', 'inconclusive', 'fail'] as const).map((verdict) => ({ ...failed, verdict }));
    const page = statusPage({ ...status, rows });
    assert.match(page, /<p>1 wrong, 1 not judged; next run/);
    assert.match(page, /class="fail"[\s\S]*class="inconclusive"[\s\S]*class="pass"/);
    assert.match(statusPage({ ...status, rows: rows.slice(0, 2) }), /<p>nothing wrong, 1 not judged;/);
  });

  test('shows what a target said as text, whatever it is', () => {
    assert.match(statusPage(status), /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
    assert.doesNotMatch(statusPage(status), /<script/);
  });
});
