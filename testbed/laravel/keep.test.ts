import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { until } from './fixture.ts';
import { supervise } from './supervise.ts';

const KEEP = fileURLToPath(new URL('keep.sh', import.meta.url));
const ENVIRONMENT = { PATH: process.env['PATH'] ?? '' };

async function kept(when: string, script: string) {
  const folder = await mkdtemp(join(tmpdir(), 'keep-'));
  const services = supervise(folder, [`sh '${KEEP}' ${when} sh -c '${script}'`], ENVIRONMENT);
  const pids = async (): Promise<readonly number[]> =>
    existsSync(join(folder, 'pids'))
      ? (await readFile(join(folder, 'pids'), 'utf8')).trim().split('\n').map(Number)
      : [];
  const stop = (): Promise<void> => services.stop();
  return { pids, stop, [Symbol.asyncDispose]: stop };
}

describe('keep.sh', () => {
  test('runs a command again that ended by itself, whatever it ended with', async () => {
    await using service = await kept('soon', 'echo $$ >>pids; exit 3');
    await until('it ran three times', async () => (await service.pids()).length >= 3);
  });

  test('runs a command again that was killed, and ends it when told to end', async () => {
    await using service = await kept('soon', 'echo $$ >>pids; exec sleep 600');
    await until('it runs', async () => (await service.pids()).length === 1);
    process.kill((await service.pids())[0] ?? 0, 'SIGKILL');
    await until('it runs again', async () => (await service.pids()).length === 2);
    const [, second = 0] = await service.pids();
    assert.equal(process.kill(second, 0), true);
    await service.stop();
    assert.throws(() => process.kill(second, 0), { code: 'ESRCH' });
  });

  test('runs a command at once, and not again in the same minute', async () => {
    await untilEarlyInMinute();
    await using service = await kept('each-minute', 'echo $$ >>pids');
    await using other = await kept('soon', 'echo $$ >>pids');
    await until('another ran three times', async () => (await other.pids()).length >= 3);
    assert.equal((await service.pids()).length, 1);
  });
});

/** The test must not meet the end of a minute. */
const untilEarlyInMinute = (): Promise<void> => until('a minute with time left', () => new Date().getSeconds() < 55);
