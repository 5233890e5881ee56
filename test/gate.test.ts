import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import type { Report } from '../src/model/report.ts';
import { application, NEW, PRESYNC_FAILED } from '../src/gate/fixtures/applications.ts';
import { readReport } from '../src/report/read-report.ts';
import { httpBackend } from '../src/transport/fixtures/servers.ts';
import { startBalancer } from '../testbed/balancer.ts';
import { ACCOUNTS } from '../testbed/laravel/fixture.ts';
import { startLaravel } from '../testbed/laravel/start.ts';
import { requireReal } from '../testbed/requirements.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { parity, ROOT } from './cli.ts';
import { series } from './series.ts';

const TOKEN = 'a-token-of-argo-cd-1234567890';
const ENV = { PARITY_TESTBED_PASSWORD: ACCOUNTS.canary.password, PARITY_ARGOCD_TOKEN: TOKEN };

let folder = '';
before(() => (folder = mkdtempSync(join(tmpdir(), 'parity-gate-'))));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A home whose tenant `testbed` has this gate, and neither sockets nor witnesses: what is waited for is not theirs. */
function homeWith(gate: object): string {
  const home = mkdtempSync(join(folder, 'home-'));
  cpSync(join(ROOT, 'baselines'), join(home, 'baselines'), { recursive: true });
  mkdirSync(join(home, 'tenants'));
  const file: { targets: readonly object[] } = JSON.parse(readFileSync(join(ROOT, 'tenants/testbed.json'), 'utf8'));
  const targets = file.targets.map((target) => ({ ...target, realtime: undefined, evidence: undefined }));
  const required = ['health', 'login', 'login-refused', 'courses'];
  writeFileSync(join(home, 'tenants/testbed.json'), JSON.stringify({ ...file, targets, required, gate }));
  return home;
}

const gateArgs = (home: string, ...more: readonly string[]): readonly string[] => [
  'gate',
  '--home',
  home,
  '--tenant=testbed',
  '--reporter=json',
  '--poll=0.1',
  ...more,
];

function reportIn(stdout: string, stderr: string): Report {
  const report = readReport(stdout);
  assert.ok(report.ok, stderr);
  return report.value;
}

/** The gate as a process whose lines can be waited for. */
type Gate = {
  readonly lines: Interface;
  readonly told: string[];
  readonly ended: Promise<{ exitCode: unknown; report: Report }>;
};

function startGate(home: string, env: Readonly<Record<string, string>>, ...more: readonly string[]): Gate {
  const { CI: _ci, ...inherited } = process.env;
  const args = [join(ROOT, 'src/cli/main.mjs'), ...gateArgs(home, ...more)];
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines = createInterface(child.stderr);
  const told: string[] = [];
  lines.on('line', (line) => told.push(line));
  const out = child.stdout.setEncoding('utf8').toArray();
  const ended = once(child, 'close').then(async ([exitCode]: unknown[]) => ({
    exitCode,
    report: reportIn((await out).join(''), told.join('\n')),
  }));
  return { lines, told, ended };
}

/** The next line that fits, taken with those before it; the end of the gate without one is a failure. */
async function line({ lines, told }: Gate, pattern: RegExp): Promise<void> {
  for (;;) {
    const at = told.findIndex((each) => pattern.test(each));
    if (at !== -1) return void told.splice(0, at + 1);
    const next: unknown = await Promise.race([once(lines, 'line'), once(lines, 'close').then(() => 'closed')]);
    assert.notEqual(next, 'closed', `the gate ended before it said ${pattern}`);
  }
}

const OLD_SAYS = /version not-yet: it says v1, wanted tag v2/;
const MIXED = /version not-yet: answer \d+ of 20 differs .* old and new are mixed: it says v1/;

describe('the gate on a real Laravel behind nginx', requireReal('laravel'), () => {
  test('judges only the new version, and a balancer that mixes both keeps it waiting', async () => {
    await using reference = await startLaravel({ accounts: ACCOUNTS, revision: 'v1' });
    // Judged by mistake, the old one would be found to drift.
    await using old = await startLaravel({ accounts: ACCOUNTS, revision: 'v1', drifts: ['key-missing'] });
    await using next = await startLaravel({ accounts: ACCOUNTS, revision: 'v2' });
    await using balancer = await startBalancer(old);
    const targets = { PARITY_TESTBED_REFERENCE_URL: reference.url, PARITY_TESTBED_CANDIDATE_URL: balancer.url };
    const home = homeWith({ version: { pointer: '/revision' } });
    for (let run = 0; run < series(2); run += 1) {
      await balancer.switchTo(old);
      const gate = startGate(home, { ...ENV, ...targets }, '--image-tag', 'v2', '--wait', '60');
      await line(gate, OLD_SAYS);
      // Of one run to the next, more and more of the new: up to nine connections of ten.
      await balancer.switchTo(old, { ...next, weight: 1 + (run % 9) });
      await line(gate, MIXED);
      await balancer.switchTo(next);
      const { exitCode, report } = await gate.ended;
      assert.equal(exitCode, 0, report.verdict.headline);
      assert.equal(report.gate?.end, 'deployed');
      assert.deepEqual(report.gate.witnesses, [
        { name: 'version', sees: 'agrees', says: 'all of 20 answers say tag v2' },
      ]);
      assert.deepEqual(
        report.targets.map(({ revision }) => revision),
        ['v1', 'v2'],
      );
      assert.deepEqual(report.findings, []);
    }
  });

  test('a version that never comes ends in 3, nothing runs, and the last word is told', async () => {
    await using candidate = await startLaravel({ accounts: ACCOUNTS, revision: 'v1' });
    const home = homeWith({ version: { pointer: '/revision' } });
    const env = { ...ENV, PARITY_TESTBED_CANDIDATE_URL: candidate.url };
    const { exitCode, report } = await startGate(home, env, '--image-tag', 'v2', '--wait', '2').ended;
    assert.deepEqual([exitCode, report.verdict.kind, report.outcomes], [3, 'inconclusive', []]);
    assert.match(report.verdict.headline, /was not seen to run tag v2 after 2 s; version: it says v1, wanted tag v2$/);
  });
});

const gateBy = (url: string, more: object = {}): object => ({
  argocd: { url, app: 'academy', token: 'PARITY_ARGOCD_TOKEN' },
  ...more,
});

describe('the gate by Argo CD', () => {
  const CASES = [
    {
      name: 'a PreSync Job that failed ends in 1, with the reason',
      status: 200,
      body: PRESYNC_FAILED,
      exitCode: 1,
      says: /the deployment failed while waiting for 222222222222 after 0 s; argocd: sync Failed: PreSync Job migrate/,
    },
    {
      name: 'a token that is refused ends in 3 and blames nobody else',
      status: 401,
      body: { message: 'invalid session' },
      exitCode: 3,
      says: /cannot see whether the candidate runs .* argocd: refused our token \(401: invalid session\)/,
    },
    {
      name: 'a revision that never comes ends in 3',
      status: 200,
      body: application(),
      exitCode: 3,
      says: /was not seen to run 222222222222 after 1 s; argocd: Synced at 111111111111, which is not 222222222222/,
    },
  ];
  for (const { name, status, body, exitCode, says } of CASES) {
    test(name, async () => {
      await using server = await httpBackend((_request, response) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
      const home = homeWith(gateBy(`http://127.0.0.1:${server.port}`));
      const ended = await parity(gateArgs(home, '--revision', NEW, '--wait', '1'), ENV);
      const report = reportIn(ended.stdout, ended.stderr);
      assert.equal(ended.exitCode, exitCode, report.verdict.headline);
      assert.match(report.verdict.headline, says);
      assert.deepEqual([report.outcomes, report.findings], [[], []]);
      assert.ok(!`${ended.stdout}${ended.stderr}`.includes(TOKEN));
      const file = join(home, 'run.json');
      writeFileSync(file, ended.stdout);
      const again = await parity(['judge', file, '--home', home, '--reporter', 'json'], ENV);
      assert.deepEqual([again.exitCode, reportIn(again.stdout, again.stderr).verdict], [exitCode, report.verdict]);
    });
  }

  test('an interruption while it waits ends in 130', async () => {
    await using server = await httpBackend((_request, response) => void response.end(JSON.stringify(application())));
    const home = homeWith(gateBy(`http://127.0.0.1:${server.port}`));
    const { CI: _ci, ...inherited } = process.env;
    const args = [join(ROOT, 'src/cli/main.mjs'), ...gateArgs(home, '--revision', NEW)];
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...inherited, ...ENV },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    for await (const said of createInterface(child.stderr)) if (said.includes('argocd not-yet')) child.kill('SIGTERM');
    assert.equal(child.exitCode ?? (await once(child, 'exit'))[0], 130);
  });
});

describe('what the gate cannot work with ends in 2, all at once, and sends nothing', () => {
  const CASES = [
    {
      name: 'no witness, nothing wanted',
      gate: {},
      args: [],
      says: [/tenant testbed has no witness to wait for/, /nothing to wait for: give --revision or --image-tag/],
    },
    {
      name: 'an Application where there is no Argo CD, and a name that is none',
      gate: { version: { header: 'X-App-Revision' } },
      args: ['--argocd-app', 'academy', '--image-tag', 'v 2'],
      says: [/--argocd-app names an Application/, /--image-tag "v 2" is no name/],
    },
    {
      name: 'a token that is not set',
      gate: gateBy('http://127.0.0.1:1'),
      args: ['--revision', NEW],
      env: { PARITY_ARGOCD_TOKEN: '' },
      says: [/PARITY_ARGOCD_TOKEN is not set; gate.argocd of tenant testbed needs it/],
    },
    {
      name: 'globs that fit nothing, and a scenario on both sides',
      gate: { version: { header: 'X-App-Revision' }, blocking: ['health', 'login*'], advisory: ['login', 'cours'] },
      args: ['--revision', NEW],
      says: [/gate: no scenario fits "cours"/, /gate: login is both blocking and advisory/],
    },
    {
      name: 'nothing that decides',
      gate: { version: { header: 'X-App-Revision' }, advisory: ['*'] },
      args: ['--revision', NEW],
      says: [/every scenario is advisory, so nothing would decide/],
    },
    {
      name: 'the reference alone',
      gate: { version: { header: 'X-App-Revision' } },
      args: ['--revision', NEW, '--target', 'reference'],
      says: [/a gate judges the candidate; leave --target out/],
    },
  ];
  for (const { name, gate, args, env = {}, says } of CASES) {
    test(name, async () => {
      const ended = await parity(gateArgs(homeWith(gate), ...args), { ...ENV, ...env });
      assert.equal(ended.exitCode, 2, ended.stdout);
      for (const pattern of says) assert.match(ended.stderr, pattern);
    });
  }

  test('stand-ins are nobody’s deployment', async () => {
    const { exitCode, stderr } = await parity(['gate', '--revision', NEW]);
    assert.equal(exitCode, 2);
    assert.match(stderr, /the candidate of demo is started by parity itself, nobody deploys it; give --no-wait/);
  });
});

test('without waiting the gate judges what runs now', async () => {
  const { exitCode, stdout, stderr } = await parity(['gate', '--no-wait', '--reporter', 'json']);
  const report = reportIn(stdout, stderr);
  assert.deepEqual([exitCode, report.gate?.end, report.outcomes.length], [0, 'not-waited', 2 * SCENARIOS.length]);
});
