import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { requireReal } from '../testbed/requirements.ts';
import { httpBackend } from '../src/transport/fixtures/servers.ts';
import { parity } from './cli.ts';
import { startReceiver } from './receiver.ts';
import { serveDemo } from './served.ts';
import { series } from './series.ts';
import { slopeOf, startServe } from './serving.ts';

const RUNS = series(500);

const HEALTH = ['--scenario', 'health', '--suite', 'smoke', '--jitter', '0.001'];
const ENDED = 'parity_scenario_runs_total';

describe('parity monitor serve', () => {
  test('serves metrics that please promtool, and pages, and ends well', requireReal('prometheus'), async () => {
    await using served = await serveDemo();
    await using monitor = await startServe(served, '--jitter', '0.001', '--period', '3');
    await monitor.until(ENDED, 60);
    const input = await (await fetch(`${monitor.url}/metrics`)).text();
    assert.equal(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' }), '');
    assert.equal(await monitor.counted('parity_session_logins_total'), 2);
    assert.equal(await monitor.counted('parity_internal_errors_total'), 0);
    for (const path of ['/healthz', '/readyz', '/status']) assert.equal((await fetch(monitor.url + path)).status, 200);
    const { rows, tenant } = JSON.parse(await (await fetch(`${monitor.url}/status.json`)).text());
    assert.equal(tenant, 'demo');
    assert.ok(rows.every(({ verdict }: { verdict: string }) => verdict === 'pass'));
    assert.deepEqual(await monitor.stop(), {
      exitCode: 0,
      stderr: `serving ${monitor.url}/status and ${monitor.url}/metrics\n`,
    });
  });

  test('a target that breaks is a failure of it from the next run on, and no fault of the monitor', async () => {
    let status = 200;
    await using candidate = await httpBackend((_request, response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"app":"ok","db":"ok","redis":"ok"}'),
    );
    await using served = await serveDemo((targets) =>
      targets.map((each) =>
        each.role === 'candidate' ? { ...each, url: `http://127.0.0.1:${candidate.port}` } : each,
      ),
    );
    await using monitor = await startServe(served, ...HEALTH, '--period', '0.3');
    await monitor.until(ENDED, 4);
    status = 500;
    await monitor.until(ENDED, (await monitor.counted(ENDED)) + 4);
    const text = await (await fetch(`${monitor.url}/metrics`)).text();
    assert.match(text, /^parity_scenario_success\{.*target="candidate"\} 0$/m);
    assert.match(text, /^parity_scenario_success\{.*target="reference"\} 1$/m);
    assert.equal(await monitor.counted('parity_internal_errors_total'), 0);
  });

  test('runs that a sink did not take wait, also without a disk, and arrive in order once it takes them', async () => {
    await using served = await serveDemo();
    await using receiver = await startReceiver();
    receiver.answer(500);
    await using monitor = await startServe(served, ...HEALTH, '--period', '0.5', '--faro', receiver.url);
    await monitor.until(ENDED, 6);
    receiver.answer(202);
    await monitor.until('parity_delivery_last_success_timestamp_seconds', 1);
    await monitor.stop();
    const taken = receiver.taken();
    assert.ok(taken.length >= 3);
    assert.equal(new Set(taken).size, taken.length);
  });

  for (const { name, args } of [
    { name: 'the kill switch', args: (file: string) => ['--stop-file', file] },
    { name: 'a maintenance window', args: () => ['--maintenance', 'daily 00:00-24:00'] },
  ]) {
    test(`${name} keeps it from beginning anything`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'parity-stop-'));
      const file = join(folder, 'stop');
      writeFileSync(file, '');
      let asked = 0;
      await using target = await httpBackend((_request, response) => {
        asked++;
        response.end();
      });
      await using served = await serveDemo((targets) =>
        targets.map((each) => (each.role === 'candidate' ? { ...each, url: `http://127.0.0.1:${target.port}` } : each)),
      );
      await using monitor = await startServe(served, ...HEALTH, '--period', '0.1', ...args(file));
      await pause(1_000);
      assert.deepEqual([asked, await monitor.counted('parity_monitor_paused')], [0, 1]);
      rmSync(folder, { recursive: true });
    });
  }

  test('names everything that is wrong with its schedule at once, and begins nothing', async () => {
    const periods = ['often', 'helth=60', 'login-refused=60', '0'].flatMap((period) => ['--period', period]);
    const args = ['--tenant', 'demo', ...periods, '--maintenance', 'tonight', '--listen', 'here', '--push', 'gateway'];
    const { exitCode, stderr } = await parity(['monitor', 'serve', ...args]);
    assert.equal(exitCode, 2);
    for (const says of [
      '--push gateway is no URL',
      '--period often is no number of seconds from 0.1',
      '--period names a scenario that does not exist: helth\n  try: --period health=60',
      '--period login-refused=60 is too often for login-refused\n  try: --period login-refused=600, or more',
      '--period 0 is no number of seconds from 0.1',
      '--maintenance "tonight": it is neither',
      '--listen here is no host and port',
    ])
      assert.ok(stderr.includes(`error: ${says}`), `${says}\n---\n${stderr}`);
  });

  test('refuses a budget of requests that has no room for a scenario, ever', async () => {
    const { exitCode, stderr } = await parity(['monitor', 'serve', '--requests-per-minute', '2']);
    assert.equal(exitCode, 2);
    assert.match(stderr, /--requests-per-minute 2 never suffices for login, .*\n {2}try: at least \d+/);
  });

  for (const { name, scenario, periodMs } of [
    { name: 'over HTTP', scenario: 'health', periodMs: 200 },
    { name: 'with sockets', scenario: 'realtime-connect', periodMs: 500 },
  ]) {
    test(`${RUNS} runs ${name} leave nothing behind and keep to the schedule`, { timeout: 3_600_000 }, async (t) => {
      await using served = await serveDemo();
      const often = ['--period', `${periodMs / 1_000}`, '--requests-per-minute', '100000', '--jitter', '0.001'];
      await using monitor = await startServe(served, '--scenario', scenario, '--suite', 'smoke', ...often);
      const points: { run: number; residentMiB: number; handles: number }[] = [];
      const beganAt = performance.now();
      for (let share = 1; share <= 20; share++) {
        await monitor.until(ENDED, (2 * RUNS * share) / 20);
        points.push({ run: (RUNS * share) / 20, ...monitor.size() });
      }
      const tookMs = performance.now() - beganAt;
      const late = points.slice(10);
      const growth = slopeOf(late.map(({ run, residentMiB }) => [run, residentMiB]));
      const handles = slopeOf(late.map((point) => [point.run, point.handles]));
      const missed = await monitor.counted('parity_scenario_missed_total');
      const slots = RUNS + missed;
      const sizes = `from ${late[0]?.residentMiB.toFixed(0)} MiB and ${late[0]?.handles} handles`;
      t.diagnostic(
        `in 1000 runs ${(growth * 1_000).toFixed(2)} MiB and ${(handles * 1_000).toFixed(2)} handles more, ${sizes}`,
      );
      t.diagnostic(
        `a slot each ${(tookMs / slots).toFixed(1)} ms, wanted ${periodMs}; ${missed} of ${slots} were missed`,
      );
      assert.ok(Math.abs(tookMs / (slots * periodMs) - 1) < 0.02, `${tookMs} ms for ${slots} slots`);
      assert.ok(Math.abs(handles * RUNS) < 8, `${handles * RUNS} handles more`);
      assert.ok(growth * RUNS < 8, `${growth * RUNS} MiB more`);
    });
  }
});
