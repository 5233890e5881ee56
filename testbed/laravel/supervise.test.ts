import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { supervise } from './supervise.ts';
import { until } from './fixture.ts';

/** Says who it is, then stays. */
const service = (name: string): string => `sh -c 'echo $$ >${name}.pid && exec sleep 600'`;
const ENVIRONMENT = { PATH: process.env['PATH'] ?? '' };

test('stopping ends all services and removes their folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'supervise-'));
  const services = supervise(folder, [service('one'), service('two')], ENVIRONMENT);
  const pids = [await pidOf(folder, 'one'), await pidOf(folder, 'two')];
  assert.deepEqual(pids.map(isAlive), [true, true]);
  await services.stop();
  assert.deepEqual([...pids.map(isAlive), existsSync(folder)], [false, false, false]);
  await services.stop();
});

test('services of a process that was killed end, and their folder goes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'supervise-'));
  const script = `
    import { supervise } from ${JSON.stringify(import.meta.resolve('./supervise.ts'))};
    supervise(${JSON.stringify(folder)}, [${JSON.stringify(service('one'))}], ${JSON.stringify(ENVIRONMENT)});`;
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' });
  const pid = await pidOf(folder, 'one');
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  await until(`${folder} is gone`, () => !existsSync(folder));
  assert.equal(isAlive(pid), false);
});

test('a service that ended by itself does not hinder the stop', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'supervise-'));
  const services = supervise(folder, ['true', 'no-such-program', service('one')], ENVIRONMENT);
  await pidOf(folder, 'one');
  await services.stop();
  assert.equal(existsSync(folder), false);
});

async function pidOf(folder: string, name: string): Promise<number> {
  const file = join(folder, `${name}.pid`);
  const text = async (): Promise<string> => (existsSync(file) ? readFile(file, 'utf8') : '');
  await until(`${name} runs`, async () => (await text()).endsWith('\n'));
  return Number(await text());
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
