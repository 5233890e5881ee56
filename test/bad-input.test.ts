import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Report } from '../src/model/report.ts';
import { readReport } from '../src/report/read-report.ts';
import { type Ended, parity, ROOT } from './cli.ts';

const PASSWORD = { PARITY_TESTBED_PASSWORD: 'bad-input-password' };

let folder = '';

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'parity-bad-'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

type File = Record<string, unknown>;

/** A home of its own whose tenant `testbed` was changed; a text stands for the whole file. */
function homeWith(change: (file: File) => File | string): string {
  const home = mkdtempSync(join(folder, 'home-'));
  cpSync(join(ROOT, 'baselines'), join(home, 'baselines'), { recursive: true });
  mkdirSync(join(home, 'tenants'));
  const file: File = JSON.parse(readFileSync(join(ROOT, 'tenants/testbed.json'), 'utf8'));
  const changed = change(file);
  writeFileSync(
    join(home, 'tenants/testbed.json'),
    typeof changed === 'string' ? changed : JSON.stringify(changed, null, 2),
  );
  return home;
}

const target = (role: string, url: string, reach: object = {}): object => ({ role, url, reach });

function assertSpoken({ stdout, stderr }: Ended): void {
  assert.doesNotMatch(stdout + stderr, /^\s+at .*:\d+:\d+/m);
}

describe('bad configuration ends in 2, names the place, and sends nothing', () => {
  const CASES: readonly {
    readonly name: string;
    readonly change: (file: File) => File | string;
    readonly env?: Readonly<Record<string, string>>;
    readonly says: readonly RegExp[];
  }[] = [
    {
      name: 'JSON with a comma too many',
      change: () => '{\n  "title": "x",\n}',
      says: [/testbed\.json/, /line 3|3:1/],
    },
    {
      name: 'six mistakes at once',
      change: (file) => ({
        ...file,
        title: 7,
        required: ['helth'],
        control: 'nowhere',
        policy: { preset: 'strict' },
        targets: [target('aws', 'http://127.0.0.1:1'), target('candidate', 'ftp://127.0.0.2')],
      }),
      says: [
        /title/,
        /required\.0.*did you mean "health"/,
        /control/,
        /policy\.preset/,
        /targets\.0\.role/,
        /targets\.1\.url/,
      ],
    },
    {
      name: 'secrets that are not set, all of them',
      change: (file) => ({
        ...file,
        targets: [target('candidate', 'http://127.0.0.1:1', { headers: { 'X-Key': { secret: 'PARITY_EDGE_KEY' } } })],
      }),
      env: { PARITY_TESTBED_PASSWORD: '' },
      says: [/PARITY_TESTBED_PASSWORD/, /PARITY_EDGE_KEY/],
    },
    {
      name: 'a secret that is too short to be taken out of a report',
      change: (file) => file,
      env: { PARITY_TESTBED_PASSWORD: 'short' },
      says: [/PARITY_TESTBED_PASSWORD/, /8/],
    },
    {
      name: 'a root that is a key',
      change: (file) => {
        writeFileSync(join(folder, 'key.pem'), '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n');
        return { ...file, targets: [target('candidate', 'https://127.0.0.1:1', { ca: [join(folder, 'key.pem')] })] };
      },
      says: [/targets\.0\.reach\.ca\.0/, /private key/],
    },
    {
      name: 'a root that is empty',
      change: (file) => {
        writeFileSync(join(folder, 'empty.pem'), '');
        return { ...file, targets: [target('candidate', 'https://127.0.0.1:1', { ca: [join(folder, 'empty.pem')] })] };
      },
      says: [/targets\.0\.reach\.ca\.0/, /is empty/],
    },
  ];
  for (const { name, change, env = PASSWORD, says } of CASES) {
    test(name, async () => {
      const ended = await parity(['--home', homeWith(change), '--tenant', 'testbed'], env);
      assert.equal(ended.exitCode, 2, ended.stdout + ended.stderr);
      for (const pattern of says) assert.match(ended.stderr, pattern);
      assertSpoken(ended);
    });
  }
});

const HEALTHY = '{"app":"ok","db":"ok","redis":"ok"}';

const healthy = (socket: Socket): void =>
  void socket.end(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${HEALTHY.length}\r\nconnection: close\r\n\r\n${HEALTHY}`,
  );

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

/** Writes for as long as somebody reads. */
function endless(socket: Socket): void {
  socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
  const chunk = `${(65_536).toString(16)}\r\n${' '.repeat(65_536)}\r\n`;
  const more = (): void => {
    while (socket.writable && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
}

describe('a target that answers badly fails, and the other one is judged', () => {
  const CASES: readonly {
    readonly name: string;
    readonly answers: (socket: Socket) => void;
    readonly fault: string;
    readonly args?: readonly string[];
  }[] = [
    { name: 'garbage', answers: (socket) => void socket.end('\u0000\u0001 no HTTP\r\n\r\n'), fault: 'protocol' },
    { name: 'nothing at all', answers: (socket) => socket.destroy(), fault: 'reset' },
    {
      name: 'half of what it announced',
      answers: (socket) => void socket.end(`${HEAD}content-length: 500\r\n\r\n{"app":`),
      fault: 'none',
    },
    { name: 'a body without end', answers: endless, fault: 'too-large' },
    {
      name: 'a page instead of JSON',
      answers: (socket) =>
        void socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5\r\n\r\n<b>x'),
      fault: 'none',
    },
  ];
  for (const { name, answers, fault, args = [] } of CASES) {
    test(name, async () => {
      const report = await reportBetween(healthy, answers, args);
      const [reference, candidate] = report.outcomes;
      assert.equal(candidate?.verdict.kind, 'fail', JSON.stringify(candidate?.verdict));
      assert.equal(candidate.steps[0]?.fault?.kind ?? 'none', fault);
      assert.notEqual(reference?.verdict.kind, 'fail');
      assert.equal(reference?.ended.kind, 'pass');
      assert.deepEqual(
        report.findings.filter(({ rule }) => rule === 'answer-failed').map(({ attribution }) => attribution),
        ['target-failed'],
      );
      assert.equal(report.verdict.exitCode, 1);
    });
  }

  test('a target that is silent costs no more than the budget; what was judged stays', async () => {
    const report = await reportBetween(healthy, () => undefined, ['--timeout', '2']);
    const [reference, candidate] = report.outcomes;
    assert.equal(reference?.ended.kind, 'pass');
    assert.notEqual(candidate?.verdict.kind, 'pass');
    assert.notEqual(candidate?.verdict.kind, 'error');
    assert.notEqual(report.verdict.exitCode, 0);
    assert.ok(report.run.durationMs < 10_000);
  });
});

async function listening(answers: (socket: Socket) => void, host: string) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => answers(socket));
  }).listen(0, host);
  await once(server, 'listening');
  const bound = server.address();
  assert.ok(bound !== null && typeof bound === 'object');
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `http://${host}:${bound.port}`, [Symbol.dispose]: close };
}

async function reportBetween(
  reference: (socket: Socket) => void,
  candidate: (socket: Socket) => void,
  args: readonly string[],
): Promise<Report> {
  using one = await listening(reference, '127.0.0.1');
  using other = await listening(candidate, '127.0.0.2');
  const home = homeWith((file) => ({
    ...file,
    required: ['health'],
    targets: [target('reference', one.url), target('candidate', other.url)],
  }));
  const asked = ['--home', home, '--tenant', 'testbed', '--scenario', 'health', '--reporter', 'json', ...args];
  const ended = await parity(asked, PASSWORD);
  assertSpoken(ended);
  const report = readReport(ended.stdout);
  assert.ok(report.ok, ended.stderr);
  return report.value;
}

describe('reports', () => {
  test('a folder that is a file is told, and the others are written', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const ended = await parity([
      '--scenario',
      'health',
      '--reporter=console',
      `--reporter=json=${join(file, 'run.json')}`,
    ]);
    assert.match(ended.stdout, /health +pass/);
    assert.match(ended.stderr, /error: reporter json could not write .*ENOTDIR|EEXIST/);
    assert.equal(ended.exitCode, 3);
    assertSpoken(ended);
  });

  for (const { tenant, exitCode } of [
    { tenant: 'demo', exitCode: 3 },
    { tenant: 'demo-drift', exitCode: 1 },
  ]) {
    test(`standard output on a full disk is told, and ${tenant} ends in ${exitCode}`, async () => {
      using full = { fd: openSync('/dev/full', 'w'), [Symbol.dispose]: () => closeSync(full.fd) };
      const args = [join(ROOT, 'src/cli/main.mjs'), '--tenant', tenant];
      const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', full.fd, 'pipe'] });
      const told: Buffer[] = [];
      child.stderr?.on('data', (chunk: Buffer) => told.push(chunk));
      const [code]: unknown[] = await once(child, 'close');
      const stderr = Buffer.concat(told).toString();
      assert.match(stderr, /error: standard output could not be written: ENOSPC/);
      assert.doesNotMatch(stderr, /^\s+at .*:\d+:\d+/m);
      assert.equal(code, exitCode);
    });
  }

  test('github without its variables writes to standard output', async () => {
    const ended = await parity(['--reporter', 'github'], { GITHUB_STEP_SUMMARY: '' });
    assert.match(ended.stdout, /\| scenario|Scenario/);
    assert.equal(ended.exitCode, 0);
  });

  test('github with a summary that cannot be written says so', async () => {
    const ended = await parity(['--reporter', 'github'], { GITHUB_STEP_SUMMARY: '/dev/full' });
    assert.match(ended.stderr, /error: reporter github.*ENOSPC/);
    assert.equal(ended.exitCode, 3);
  });
});
