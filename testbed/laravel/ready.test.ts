import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { untilWorking } from './ready.ts';
import { ownSocket } from './services.ts';

const OPS_TOKEN = 'ops-token-of-tests';
const PATIENCE_MS = 200;

describe('untilWorking', () => {
  for (const { name, stats } of [
    { name: 'waits for a Horizon that is not there yet', stats: ['{"status":"inactive","processes":0}'] },
    { name: 'waits for its workers', stats: ['{"status":"running","processes":0}'] },
    { name: 'waits for the application', stats: ['', ''] },
  ]) {
    test(name, async () => {
      await using horizon = await horizonThat([...stats, '{"status":"running","processes":1}']);
      await untilWorking(horizon.folder, OPS_TOKEN);
      assert.equal(horizon.asked(), stats.length + 1);
    });
  }

  test('gives up, with what Horizon says', async () => {
    await using horizon = await horizonThat(['{"status":"paused","processes":1}']);
    await assert.rejects(untilWorking(horizon.folder, OPS_TOKEN, PATIENCE_MS), {
      message: 'Horizon does not work after 200 ms; it says: 200 {"status":"paused","processes":1}',
    });
  });

  test('gives up when the token is refused', async () => {
    await using horizon = await horizonThat(['{"status":"running","processes":1}']);
    await assert.rejects(untilWorking(horizon.folder, 'another-token', PATIENCE_MS), {
      message: 'Horizon does not work after 200 ms; it says: 403 ',
    });
  });
});

/** Says one after the other, and the last for ever; nothing is an error of the server. */
async function horizonThat(says: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'horizon-'));
  let asked = 0;
  const server = createServer(({ url, headers }, answer) => {
    const text = says[Math.min(asked, says.length - 1)] ?? '';
    asked += 1;
    const isLetIn = url === '/horizon/api/stats' && headers['x-ops-token'] === OPS_TOKEN;
    answer.statusCode = isLetIn ? 200 : 403;
    if (isLetIn && text === '') answer.statusCode = 502;
    answer.end(isLetIn ? text : '');
  });
  server.listen(ownSocket(folder));
  await once(server, 'listening');
  return {
    folder,
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
      await rm(folder, { recursive: true });
    },
  };
}
