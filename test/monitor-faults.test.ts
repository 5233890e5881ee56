import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { ROOT } from './cli.ts';
import { type Answer, startReceiver } from './receiver.ts';
import { series } from './series.ts';
import { serveDemo } from './served.ts';
import { blamed, monitorOnce, runsIn, SMOKE, start } from './told.ts';
import { temporary } from './temporary.ts';

const KILLS = series(3);

describe('a sink that fails loses no run', () => {
  for (const { name, answer, says } of [
    { name: 'is too slow', answer: 'nothing', says: /did not begin to answer|was too slow/ },
    { name: 'answers 400', answer: 400, says: /answered 400/ },
    { name: 'answers 429', answer: 429, says: /answered 429/ },
    { name: 'answers 500', answer: 500, says: /answered 500/ },
  ] satisfies { name: string; answer: Answer; says: RegExp }[]) {
    test(`it ${name}, twice, and then takes all three runs in order, each once`, async () => {
      using spool = temporary();
      await using served = await serveDemo();
      await using receiver = await startReceiver();
      receiver.answer(answer);
      const first = await monitorOnce(served, receiver.url, '--spool', spool.folder);
      const second = await monitorOnce(served, receiver.url, '--spool', spool.folder);
      receiver.answer(202);
      const third = await monitorOnce(served, receiver.url, '--spool', spool.folder);
      assert.deepEqual([first.exitCode, second.exitCode, third.exitCode], [3, 3, 0], third.stderr);
      assert.match(first.stderr, says);
      assert.deepEqual(
        receiver.taken(),
        [first, second, third].flatMap(({ stdout }) => runsIn(stdout)),
      );
      for (const { stdout } of [first, second, third]) assert.deepEqual(blamed(stdout), []);
    });
  }

  test('it is not there, and then is', async () => {
    using spool = temporary();
    await using served = await serveDemo();
    await using receiver = await startReceiver();
    const first = await monitorOnce(served, 'http://127.0.0.1:1/collect', '--spool', spool.folder);
    const second = await monitorOnce(served, receiver.url, '--spool', spool.folder);
    assert.match(first.stderr, /127\.0\.0\.1:1 refused the connection/);
    assert.deepEqual([first.exitCode, second.exitCode], [3, 0]);
    assert.deepEqual(receiver.taken(), [...runsIn(first.stdout), ...runsIn(second.stdout)]);
  });
});

describe('a disk that fails does not keep a run from being delivered', () => {
  for (const { name, below } of [
    { name: 'below a file', below: 'file' },
    { name: 'below /proc, where nobody can make one', below: '/proc/parity' },
  ]) {
    test(`the spool cannot be made ${name}`, async () => {
      using at = temporary();
      writeFileSync(join(at.folder, 'file'), '');
      await using served = await serveDemo();
      await using receiver = await startReceiver();
      const ended = await monitorOnce(served, receiver.url, '--spool', resolve(at.folder, below));
      assert.equal(ended.exitCode, 0, ended.stderr);
      assert.match(ended.stderr, /warning: run [0-9a-f]{16} could not be spooled for faro: .*(wanted there|ENOENT)/);
      assert.deepEqual(receiver.taken(), runsIn(ended.stdout));
    });
  }

  const mounts = spawnSync('unshare', ['-rm', 'true']).status === 0;
  for (const { name, mount, says } of [
    { name: 'full', mount: 'mount -t tmpfs -o size=4k tmpfs .', says: /could not be spooled for faro: ENOSPC/ },
    {
      name: 'read-only',
      mount: 'mount -t tmpfs tmpfs . && cd $PWD && mkdir -p demo/smoke/faro && mount -o remount,ro .',
      says: /could not be spooled for faro: EROFS/,
    },
  ]) {
    test(`the disk is ${name}`, { skip: mounts ? false : 'this machine lets nobody mount' }, async () => {
      using at = temporary();
      await using served = await serveDemo();
      await using receiver = await startReceiver();
      const args = [...SMOKE, '--spool', at.folder];
      const child = start(served, receiver.url, args, [
        'unshare',
        '-rm',
        'sh',
        '-c',
        `cd ${at.folder} && ${mount} && cd ${ROOT} && exec "$0" "$@"`,
      ]);
      const { exitCode, stdout, stderr } = await child.ended;
      assert.equal(exitCode, 0, stderr);
      assert.match(stderr, says);
      assert.deepEqual(receiver.taken(), runsIn(stdout));
      assert.deepEqual(blamed(stdout), []);
    });
  }
});

describe('a process that is stopped', () => {
  test('by SIGTERM in the middle of a run tells and delivers what it has, and blames nobody', async () => {
    await using receiver = await startReceiver();
    // The courses of a stand-in take longer than a process needs to notice the signal.
    await using served = await serveDemo();
    const child = start(served, receiver.url, ['--scenario', '*', '--suite', 'stopped']);
    await child.firstLine;
    child.process.kill('SIGTERM');
    const { exitCode, stdout } = await child.ended;
    assert.equal(exitCode, 130);
    assert.deepEqual(receiver.taken(), runsIn(stdout));
    assert.ok(blamed(stdout).every(({ verdict }) => verdict === 'skipped'));
  });

  test(`by SIGKILL at ${KILLS} random moments loses no run that it told of`, { timeout: 600_000 }, async (t) => {
    using spool = temporary();
    await using served = await serveDemo();
    await using receiver = await startReceiver();
    const told: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const afterMs = Math.random() * 2_500;
      t.diagnostic(`killed after ${afterMs.toFixed(0)} ms`);
      const child = start(served, receiver.url, [...SMOKE, '--spool', spool.folder]);
      await Promise.race([pause(afterMs), child.ended]);
      child.process.kill('SIGKILL');
      told.push(...runsIn((await child.ended).stdout));
    }
    const last = await monitorOnce(served, receiver.url, '--spool', spool.folder);
    told.push(...runsIn(last.stdout));
    const received = new Set(receiver.taken());
    assert.equal(last.exitCode, 0, last.stderr);
    assert.deepEqual(
      told.filter((id) => !received.has(id)),
      [],
    );
  });
});
