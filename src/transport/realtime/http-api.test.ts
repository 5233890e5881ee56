import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { Exchange } from '../../model/observation.ts';
import { rawBackend } from '../fixtures/servers.ts';
import { deskAt, targetWith } from './fixtures/desks.ts';
import { APP_SECRET, reverb } from './fixtures/reverb.ts';

test('the HTTP API is asked with a signature over path and sorted parameters', async () => {
  const urls: string[] = [];
  await using server = await reverb({
    http: ({ url = '' }) => {
      urls.push(url);
      return '{"connections":2}';
    },
  });
  const seen: Exchange[] = [];
  const target = targetWith(server, { url: `ws://ws.example:${server.port}/realtime` });
  await using desk = deskAt(target, { seen });
  const answer = await desk.realtime.status('/channels?info=subscription_count');
  assert.equal(answer.at('/connections'), 2);
  const { pathname, searchParams } = new URL(urls[0] ?? '', 'http://x');
  assert.equal(pathname, '/realtime/apps/app-1/channels');
  const { auth_signature: signature, ...signed } = Object.fromEntries(searchParams);
  assert.deepEqual(Object.keys(signed), ['auth_key', 'auth_timestamp', 'auth_version', 'info']);
  const plain = Object.entries(signed)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const wanted = createHmac('sha256', APP_SECRET).update(`GET\n/apps/app-1/channels\n${plain}`).digest('hex');
  assert.equal(signature, wanted);
  assert.ok(Math.abs(Number(signed['auth_timestamp']) - Date.now() / 1_000) < 5);
  assert.equal(seen.length, 1);
  assert.ok(!JSON.stringify(seen).includes(wanted) && !JSON.stringify(seen).includes(APP_SECRET));
  assert.match(
    seen[0]?.request.url ?? '',
    /^http:\/\/ws\.example:\d+\/realtime\/apps\/app-1\/channels\?.*auth_signature=<redacted signature 64>$/,
  );
});

test('an API that is silent fails in its own time, over its own connection', async () => {
  await using server = await rawBackend(() => undefined);
  await using desk = deskAt(targetWith(server), { limits: { statusMs: 20 } });
  await assert.rejects(desk.realtime.status('/connections'), /did not begin to answer; nothing came within 20 ms/);
  assert.equal(server.connections(), 1);
});

test('a tenant that names no app is told so', async () => {
  await using server = await reverb();
  const { realtime, ...target } = targetWith(server);
  const { app: _, ...without } = realtime!;
  await using desk = deskAt({ ...target, realtime: without });
  await assert.rejects(desk.realtime.status('/connections'), {
    message: 'the candidate names no websocket app; set realtime.app for this target',
  });
});
