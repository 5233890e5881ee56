import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readReport } from '../src/report/read-report.ts';
import { requireReal } from '../testbed/requirements.ts';
import { parity, ROOT } from './cli.ts';
import { series } from './series.ts';
import { temporary } from './temporary.ts';
import { httpEnvironment, startTestbed, type Testbed } from './testbed.ts';

const PASSWORD = 'canary-Secret/+with&odd=chars';

/** Drifts the real Laravel is asked to have, one at a time, and the one rule that must name each. */
const REAL_DRIFTS = {
  'links-http': 'url-scheme-changed',
  'cookie-insecure': 'cookie-attributes-changed',
  'debug-trace': 'debug-trace',
  'key-missing': 'property-removed',
  'list-as-object': 'list-became-object',
  'numeric-string': 'number-became-string',
} as const;

describe('a real Laravel', requireReal('laravel'), () => {
  let testbed: Testbed;
  before(async () => {
    testbed = await startTestbed(PASSWORD);
  });
  after(async () => await testbed[Symbol.asyncDispose]());

  test('the same application twice is the same, time and again, and no secret is in any report', async () => {
    await using reference = await testbed.start();
    await using candidate = await testbed.start();
    const env = testbed.environment(reference, candidate);
    for (let run = 0; run < series(5); run += 1) {
      using place = temporary();
      const reports = ['json', 'junit', 'github'].map((name) => `--reporter=${name}=${join(place.folder, name)}`);
      const { exitCode, stdout, stderr } = await parity(
        ['--tenant', 'testbed', '--keep-bodies', '--reporter=console', ...reports],
        env,
      );
      assert.equal(exitCode, 0, stdout + stderr);
      const texts = ['json', 'junit', 'github'].map((name) => readFileSync(join(place.folder, name), 'utf8'));
      for (const text of [stdout, stderr, ...texts]) assert.deepEqual(secretsIn(text, testbed.secrets), []);
    }
  });

  for (const [drift, rule] of Object.entries(REAL_DRIFTS)) {
    test(`${drift} is named ${rule}, and nothing else is`, async () => {
      // Both new: what one of them was asked before shows in the ids it gives.
      await using reference = await testbed.start();
      await using candidate = await testbed.start({ drifts: [drift] });
      const env = testbed.environment(reference, candidate);
      const { exitCode, stdout, stderr } = await parity(['--tenant', 'testbed', '--reporter', 'json'], env);
      const report = readReport(stdout);
      assert.ok(report.ok, stderr);
      assert.deepEqual(
        report.value.findings.map((finding) => `${finding.attribution} ${finding.rule}`),
        [`candidate-drifted ${rule}`],
      );
      assert.equal(exitCode, 1);
    });
  }
});

/** Planted secrets in the encodings they could appear in, and anything that looks like a token. */
function secretsIn(text: string, secrets: readonly string[]): readonly string[] {
  const encodings = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ]);
  return [...encodings.filter((secret) => text.includes(secret)), ...(text.match(/\b\d+\|[A-Za-z0-9]{40}\b/g) ?? [])];
}

describe('a target that is not there', () => {
  test('fails, is drift of nobody, and the other one is judged', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const bound = server.address();
    assert.ok(bound !== null && typeof bound === 'object');
    server.close();
    await once(server, 'close');
    const env = httpEnvironment(PASSWORD, `http://127.0.0.1:${bound.port}`, `http://127.0.0.2:${bound.port}`);
    const { exitCode, stdout } = await parity(['--tenant', 'testbed', '--reporter', 'json'], env);
    const report = readReport(stdout);
    assert.ok(report.ok);
    const kinds = report.value.outcomes.map(({ scenario, verdict }) => `${scenario} ${verdict.kind}`);
    // Who could tell about the scheduler is not there either.
    const blind = kinds.filter((kind) => !kind.endsWith(' fail'));
    assert.deepEqual(new Set(blind), new Set(['scheduler-evidence inconclusive']));
    assert.equal(exitCode, 1);
  });
});

describe('a saved report', () => {
  test('is judged again, offline, with the same findings', async () => {
    using place = temporary();
    const file = join(place.folder, 'run.json');
    await parity(['--tenant', 'demo-drift', `--reporter=json=${file}`]);
    const saved = readReport(readFileSync(file, 'utf8'));
    const { exitCode, stdout } = await parity(['judge', file, '--reporter', 'json']);
    const again = readReport(stdout);
    assert.ok(saved.ok && again.ok);
    assert.deepEqual(again.value.findings, saved.value.findings);
    assert.deepEqual(again.value.verdict, saved.value.verdict);
    assert.equal(exitCode, 1);
  });

  test('that is no report is refused', async () => {
    using place = temporary();
    const file = join(place.folder, 'run.json');
    writeFileSync(file, '{"version": 99}');
    const { exitCode, stderr } = await parity(['judge', file]);
    assert.equal(exitCode, 2);
    assert.match(stderr, /it has version 99/);
  });
});

describe('reports', () => {
  test('one that cannot be written is told, and the others are still there', async () => {
    const { exitCode, stdout, stderr } = await parity(['--reporter=console', '--reporter=json=/dev/full']);
    assert.match(stdout, /PASS/);
    assert.match(stderr, /error: reporter json could not write \/dev\/full: ENOSPC/);
    assert.equal(exitCode, 3);
  });
});

describe('baselines', () => {
  test('a missing one is inconclusive and names the command that records it', async () => {
    using place = temporary();
    const { cpSync } = await import('node:fs');
    cpSync(join(ROOT, 'tenants'), join(place.folder, 'tenants'), { recursive: true });
    const first = await parity(['--home', place.folder]);
    assert.equal(first.exitCode, 3);
    assert.match(first.stdout, /npm run parity -- record --tenant demo --scenario health/);
    const recorded = await parity(['record', '--home', place.folder]);
    assert.match(recorded.stdout, /^new {8}baselines\/academy\/health\/health\.json$/m);
    assert.equal((await parity(['--home', place.folder])).exitCode, 0);
    const again = await parity(['record', '--home', place.folder]);
    assert.doesNotMatch(again.stdout, /^(new|changed)/m);
    writeFileSync(join(place.folder, 'baselines/academy/health/gone.json'), '{}');
    writeFileSync(join(place.folder, 'baselines/academy/health/health.json'), '{"version": 1');
    const broken = await parity(['--home', place.folder]);
    assert.equal(broken.exitCode, 3);
    assert.match(broken.stdout, /gone\.json belongs to no step of any\s+scenario/);
    assert.match(broken.stdout, /health\.json\s+is not JSON/);
  });
});

const HEALTHY = '{"app":"ok","db":"ok","redis":"ok"}';
const ANSWER = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${HEALTHY.length}\r\nconnection: close\r\n\r\n${HEALTHY}`;

/**
 * Runs `health` on two targets, the first `healthy` requests of which are answered, and sends SIGINT at the next one.
 */
async function interruptedAfter(healthy: number): Promise<{ exitCode: unknown; stdout: string }> {
  let asked = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => (asked++ < healthy ? socket.end(ANSWER) : child.kill('SIGINT')));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  assert.ok(bound !== null && typeof bound === 'object');
  const env = httpEnvironment(PASSWORD, `http://127.0.0.1:${bound.port}`, `http://localhost:${bound.port}`);
  const args = ['src/cli/main.mjs', '--tenant', 'testbed', '--scenario', 'health', '--reporter', 'json'];
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env } });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  const [exitCode]: unknown[] = await once(child, 'close');
  server.close();
  return { exitCode, stdout: Buffer.concat(output).toString() };
}

describe('SIGINT', () => {
  for (const { name, healthy, want } of [
    { name: 'reports what is done', healthy: 0, want: ['skipped', 'skipped'] },
    { name: 'in the second question keeps what was judged', healthy: 2, want: ['drift', 'drift'] },
  ]) {
    test(`${name}, and ends in 130`, async () => {
      const { exitCode, stdout } = await interruptedAfter(healthy);
      const report = readReport(stdout);
      assert.ok(report.ok, stdout);
      const { run, verdict, outcomes } = report.value;
      assert.equal(exitCode, 130);
      assert.equal(run.interrupted, true);
      assert.match(verdict.headline, /^testbed was interrupted/);
      assert.deepEqual(
        outcomes.map((outcome) => outcome.verdict.kind),
        want,
      );
    });
  }
});
