import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ROOT } from './cli.ts';
import { intercept } from './interceptor.ts';
import { startReceiver } from './receiver.ts';
import { serveDemo } from './served.ts';
import { startServe } from './serving.ts';
import { linesOf, monitorOnce, runsIn, SMOKE, start } from './told.ts';
import { temporary } from './temporary.ts';

const ENDED = 'parity_scenario_runs_total';
const LOGINS = 'parity_session_logins_total';

const verdictsIn = (stdout: string): readonly string[] =>
  linesOf(stdout)
    .filter(({ kind }) => kind === 'scenario')
    .map(({ target, verdict }) => `${String(target)} ${String(verdict)}`);

describe('a resolver that is dead', () => {
  const mounts = spawnSync('unshare', ['-rm', 'true']).status === 0;
  const lookUp = { skip: mounts ? false : 'this machine lets nobody mount' };

  test('is not the fault of the target whose name it does not know', lookUp, async () => {
    using at = temporary();
    // Nobody listens there, and the system says so at once.
    writeFileSync(join(at.folder, 'resolv.conf'), 'nameserver 127.0.0.254\noptions timeout:1 attempts:1\n');
    await using receiver = await startReceiver();
    await using served = await serveDemo((targets) =>
      targets.map((each) => (each.role === 'candidate' ? { ...each, url: 'http://api.academy.example' } : each)),
    );
    const blind = `mount --bind ${join(at.folder, 'resolv.conf')} "$(readlink -f /etc/resolv.conf)" && cd ${ROOT} && exec "$0" "$@"`;
    const child = start(served, receiver.url, SMOKE, ['unshare', '-rm', 'sh', '-c', blind]);
    const { exitCode, stdout, stderr } = await child.ended;
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(verdictsIn(stdout), ['reference pass', 'candidate inconclusive']);
    assert.match(stdout, /our own resolver did not answer/);
    assert.deepEqual(receiver.taken(), runsIn(stdout));
  });

  test('is told apart from a target that is down', async () => {
    await using receiver = await startReceiver();
    await using served = await serveDemo((targets) =>
      targets.map((each) => (each.role === 'candidate' ? { ...each, url: 'http://127.0.0.1:1' } : each)),
    );
    const { stdout } = await monitorOnce(served, receiver.url);
    assert.deepEqual(verdictsIn(stdout), ['reference pass', 'candidate fail']);
  });
});

describe('a wall clock that jumps', () => {
  const HOUR_MS = 3_600_000;

  /** For a process whose clock is wrong by so much. */
  const shifted = (byMs: number): Readonly<Record<string, string>> => {
    const code = `const Right = Date;
      globalThis.Date = class extends Right {
        constructor(...of) { super(...(of.length === 0 ? [Right.now() + ${byMs}] : of)); }
        static now() { return Right.now() + ${byMs}; }
      };`;
    return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}` };
  };

  test('by an hour, forth and back, loses no run, changes no order and blames nobody', async () => {
    using spool = temporary();
    await using served = await serveDemo();
    await using receiver = await startReceiver();
    const told: string[] = [];
    const began: number[] = [];
    for (const { byMs, answer } of [
      { byMs: 0, answer: 500 },
      { byMs: HOUR_MS, answer: 500 },
      { byMs: -HOUR_MS, answer: 500 },
      { byMs: 0, answer: 202 },
    ]) {
      receiver.answer(answer);
      const at = { ...served, env: { ...served.env, ...shifted(byMs) } };
      const { exitCode, stdout, stderr } = await monitorOnce(at, receiver.url, '--spool', spool.folder);
      assert.equal(exitCode, answer === 202 ? 0 : 3, stderr);
      assert.deepEqual(verdictsIn(stdout), ['reference pass', 'candidate pass']);
      told.push(...runsIn(stdout));
      began.push(Date.parse(String(linesOf(stdout)[0]?.['time'])));
    }
    const [first = 0, second = 0, third = 0] = began;
    assert.ok(second - first > HOUR_MS && third < first, `the clocks did not jump: ${began.join(', ')}`);
    assert.deepEqual(receiver.taken(), told);
  });
});

test('a token that somebody revokes between two runs is replaced, and no target is blamed', async () => {
  await using served = await serveDemo();
  const file = join(served.home, 'tenants/demo.json');
  const tenant = JSON.parse(readFileSync(file, 'utf8'));
  const candidate: { url: string } = tenant.targets[1];
  const { url } = candidate;
  let bearer = '';
  await using between = await intercept(url, {}, ({ headers }) => void (bearer = headers.authorization ?? bearer));
  candidate.url = between.url;
  writeFileSync(file, JSON.stringify(tenant));
  // Time enough to revoke it before the next one begins.
  const often = ['--period', '2', '--requests-per-minute', '100000', '--jitter', '0.001'];
  await using monitor = await startServe(served, '--scenario', 'courses', '--suite', 'smoke', ...often);
  await monitor.until(ENDED, 4);
  const before = await monitor.counted(LOGINS);
  const { status } = await fetch(`${url}/api/logout`, { method: 'POST', headers: { authorization: bearer } });
  await monitor.until(LOGINS, before + 1);
  await monitor.until(ENDED, (await monitor.counted(ENDED)) + 4);
  const metrics = await (await fetch(`${monitor.url}/metrics`)).text();
  assert.deepEqual([status < 300, before, await monitor.counted(LOGINS)], [true, 2, 3]);
  const ends = metrics.split('\n').filter((line) => line.startsWith(`${ENDED}{`));
  assert.ok(ends.length > 0 && ends.every((line) => line.includes('verdict="pass"')), ends.join('\n'));
});
