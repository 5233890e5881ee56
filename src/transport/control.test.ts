import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answers } from './control.ts';
import { never } from './fixtures/asking.ts';
import { closedPort, rawBackend } from './fixtures/servers.ts';

test('a control address that takes connections answers', async () => {
  await using backend = await rawBackend(() => undefined);
  assert.equal(await answers(`127.0.0.1:${backend.port}`, never()), true);
  assert.equal(await answers(`localhost:${backend.port}`, never()), true);
});

test('one that refuses, or whose name does not resolve, does not', async () => {
  assert.equal(await answers(`127.0.0.1:${await closedPort()}`, never()), false);
  assert.equal(await answers('no..such..name:443', never()), false);
});

test('one that is none is a mistake', async () => {
  for (const text of ['example', 'example:', ':443', 'example:99999', 'https://example:443/'])
    await assert.rejects(answers(text, never()), {
      message: `the control address "${text}" is no host:port; write e.g. one.one.one.one:443`,
    });
});

test('the signal ends it with its own reason', async () => {
  const reason = new Error('stopped');
  await assert.rejects(answers('127.0.0.1:1', AbortSignal.abort(reason)), (thrown) => thrown === reason);
});
