import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { makeCertificate, openssl } from '../src/config/fixture.ts';
import { readReport } from '../src/report/read-report.ts';
import { parity, ROOT } from './cli.ts';
import { assertSpoken, makeHomes, PASSWORD, target, type TenantFile } from './home.ts';

const homes = makeHomes();
after(() => homes[Symbol.dispose]());

const writeIn = (name: string, text: string): string => {
  writeFileSync(homes.at(name), text);
  return homes.at(name);
};

describe('bad configuration ends in 2, names the place, and sends nothing', () => {
  const CASES: readonly {
    readonly name: string;
    readonly change: (file: TenantFile) => TenantFile | string;
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
  ];
  for (const { name, change, env = PASSWORD, says } of CASES) {
    test(name, async () => {
      const ended = await parity(['--home', homes.with(change), '--tenant', 'testbed'], env);
      assert.equal(ended.exitCode, 2, ended.stdout + ended.stderr);
      for (const pattern of says) assert.match(ended.stderr, pattern);
      assertSpoken(ended);
    });
  }
});

describe('a root that is of no use ends in 2, names the file and why, and sends nothing', () => {
  before(() => {
    const root = homes.at('.');
    makeCertificate(root, 'root');
    openssl(root, ['x509', '-in', 'root.pem', '-signkey', 'root.key', '-days', '-1', '-out', 'expired.pem']);
    openssl(root, ['x509', '-in', 'root.pem', '-outform', 'der', '-out', 'root.der']);
    writeIn('empty.pem', '');
  });
  for (const { name, file, says } of [
    { name: 'a key', file: 'root.key', says: /root\.key holds a private key where only certificates belong/ },
    { name: 'an empty file', file: 'empty.pem', says: /empty\.pem is empty/ },
    { name: 'one that expired', file: 'expired.pem', says: /expired\.pem holds a certificate that expired on \d{4}-/ },
    { name: 'DER', file: 'root.der', says: /root\.der is DER, wanted PEM; convert it with openssl/ },
    { name: 'a file that is not there', file: 'none.pem', says: /none\.pem cannot be read \(ENOENT\)/ },
  ]) {
    test(name, async () => {
      const ca = [homes.at(file)];
      const home = homes.with((tenant) => ({
        ...tenant,
        targets: [target('candidate', 'https://127.0.0.1:1', { ca })],
      }));
      const ended = await parity(['--home', home, '--tenant', 'testbed'], PASSWORD);
      assert.equal(ended.exitCode, 2, ended.stdout + ended.stderr);
      assert.match(ended.stderr, /targets\.0\.reach\.ca\.0/);
      assert.match(ended.stderr, says);
      assert.equal(ended.stdout, '');
      assertSpoken(ended);
    });
  }
});

describe('a baseline that cannot be used leaves its scenario unjudged, and is named', () => {
  for (const { name, text, says } of [
    {
      name: 'one of another version',
      text: (recorded: string) => recorded.replace('"version": 1', '"version": 2'),
      says: 'is of version 2; this parity reads version 1',
    },
    { name: 'one without version', text: () => '{}', says: 'is no baseline: it has no version' },
  ]) {
    test(name, async () => {
      const home = homes.copy();
      const file = join(home, 'baselines/academy/health/health.json');
      writeFileSync(file, text(readFileSync(file, 'utf8')));
      const ended = await parity(['--home', home, '--reporter', 'json']);
      const report = readReport(ended.stdout);
      assert.ok(report.ok, ended.stderr);
      const { outcomes, notices } = report.value;
      assert.deepEqual(
        outcomes.map(({ scenario, verdict }) => [scenario, verdict.kind]),
        outcomes.map(({ scenario }) => [scenario, scenario === 'health' ? 'inconclusive' : 'pass']),
      );
      const [notice] = notices.filter(({ id }) => id === 'unreadable-baseline');
      assert.ok(notice?.says.startsWith(`${file} ${says}`), notice?.says);
      assert.equal(ended.exitCode, 3);
      assertSpoken(ended);
    });
  }
});

describe('reports', () => {
  for (const { name, place, why } of [
    { name: 'below a file', place: () => join(writeIn('a-file', ''), 'run.json'), why: /a-file is no folder, and one/ },
    { name: 'where no folder can be made', place: () => '/proc/x/run.json', why: /mkdir '\/proc\/x'/ },
  ]) {
    test(`one ${name} is told, and the others are written`, async () => {
      const file = place();
      const ended = await parity(['--scenario', 'health', '--reporter=console', `--reporter=json=${file}`]);
      assert.match(ended.stdout, /health +pass/);
      const [told, ...others] = ended.stderr.split('\n').filter((line) => line.startsWith('error: '));
      assert.ok(told !== undefined, 'nothing was told');
      assert.ok(told.startsWith(`error: reporter json could not write ${file}: `), told);
      assert.match(told, why);
      assert.deepEqual(others, []);
      assert.equal(ended.exitCode, 3);
      assertSpoken(ended);
    });
  }

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
    assert.match(ended.stdout, /^## parity PASS: demo$/m);
    assert.equal(ended.exitCode, 0);
  });

  test('github with a summary that cannot be written says so', async () => {
    const ended = await parity(['--reporter', 'github'], { GITHUB_STEP_SUMMARY: '/dev/full' });
    assert.match(ended.stderr, /error: reporter github.*ENOSPC/);
    assert.equal(ended.exitCode, 3);
  });
});
