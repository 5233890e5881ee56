import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Report } from '../src/model/report.ts';
import { readReport } from '../src/report/read-report.ts';
import { startLaravel, type Laravel } from '../testbed/laravel/start.ts';
import { requireReal } from '../testbed/requirements.ts';
import { parity, ROOT } from './cli.ts';
import { series } from './series.ts';

const HOST = 'api.academy.example';
const PASSWORD = 'same-host-password';

const ACCOUNTS = {
  canary: { email: 'canary@academy.example', password: PASSWORD },
  refused: { email: 'refused@academy.example' },
};

let folder = '';
let reference: Laravel;
let candidate: Laravel;

const at = (name: string): string => join(folder, name);

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}

/** A root of its own, and a leaf for `name` that it signed; a negative number of days is one that has expired. */
function makeCertificates(id: string, name: string, days = 2): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-days',
    '2',
    '-subj',
    `/O=Root ${id}`,
    '-keyout',
    at(`${id}-ca.key`),
    '-out',
    at(`${id}-ca.pem`),
  );
  openssl('req', ...key, '-subj', `/CN=${name}`, '-keyout', at(`${id}.key`), '-out', at(`${id}.csr`));
  writeFileSync(at(`${id}.ext`), `subjectAltName=DNS:${name}\n`);
  const signed = [
    '-CA',
    at(`${id}-ca.pem`),
    '-CAkey',
    at(`${id}-ca.key`),
    '-CAcreateserial',
    '-extfile',
    at(`${id}.ext`),
  ];
  openssl('x509', '-req', '-in', at(`${id}.csr`), ...signed, '-days', String(days), '-out', at(`${id}.pem`));
}

const tlsOf = (id: string): { certificate: string; key: string } => ({
  certificate: at(`${id}.pem`),
  key: at(`${id}.key`),
});

const portOf = (laravel: Laravel): number => Number(new URL(laravel.url).port);

type Dial = { readonly host: string; readonly port: number; readonly ca: string };

const targetFile = (role: string, { host, port, ca }: Dial): unknown => ({
  role,
  url: `https://${HOST}`,
  reach: {
    connectTo: { host, port },
    ca: [at(`${ca}-ca.pem`)],
    origin: 'https://academy.example',
    headers: { 'X-Forwarded-Proto': 'https' },
  },
});

/** Runs the tenant `testbed` with these two ways to dial; the rest of its file stays. */
async function runWith(dials: readonly [Dial, Dial], ...args: readonly string[]): Promise<Report> {
  const home = mkdtempSync(join(folder, 'home-'));
  cpSync(join(ROOT, 'baselines'), join(home, 'baselines'), { recursive: true });
  mkdirSync(join(home, 'tenants'));
  const file: Record<string, unknown> = JSON.parse(readFileSync(join(ROOT, 'tenants/testbed.json'), 'utf8'));
  const targets = [targetFile('reference', dials[0]), targetFile('candidate', dials[1])];
  writeFileSync(join(home, 'tenants/testbed.json'), JSON.stringify({ ...file, targets }));
  const env = { PARITY_TESTBED_PASSWORD: PASSWORD };
  const { stdout, stderr } = await parity(['--home', home, '--tenant', 'testbed', '--reporter', 'json', ...args], env);
  const report = readReport(stdout);
  assert.ok(report.ok, stderr);
  return report.value;
}

describe('two targets with one host name', requireReal('laravel'), () => {
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parity-hosts-'));
    makeCertificates('one', HOST);
    makeCertificates('two', HOST);
    makeCertificates('other', 'other.academy.example');
    makeCertificates('old', HOST, -1);
    reference = await startLaravel({ accounts: ACCOUNTS, host: '127.0.0.2', revision: 'one', tls: tlsOf('one') });
    candidate = await startLaravel({ accounts: ACCOUNTS, host: '127.0.0.3', revision: 'two', tls: tlsOf('two') });
  });

  after(async () => {
    await reference.stop();
    await candidate.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const right = (): readonly [Dial, Dial] => [
    { host: '127.0.0.2', port: portOf(reference), ca: 'one' },
    { host: '127.0.0.3', port: portOf(candidate), ca: 'two' },
  ];

  test('every request lands at its own target, run after run, two runs at a time', async () => {
    for (let pair = 0; pair < series(8) / 2; pair += 1) {
      for (const report of await Promise.all([runWith(right()), runWith(right())])) {
        assert.deepEqual(
          report.targets.map(({ role, revision }) => `${role} ${revision}`),
          ['reference one', 'candidate two'],
        );
        assert.deepEqual(report.findings, []);
        assert.equal(report.verdict.kind, 'pass');
      }
    }
  });

  test('the wrong CA is named, fails that target, and is no drift', async () => {
    const [one, two] = right();
    const report = await runWith([one, { ...two, ca: 'one' }], '--scenario', 'health');
    assert.deepEqual(
      report.findings.map(({ rule }) => rule),
      ['answer-failed'],
    );
    const verdicts = Object.fromEntries(report.outcomes.map(({ role, verdict }) => [role, verdict.kind]));
    assert.deepEqual(verdicts, { reference: 'pass', candidate: 'fail' });
    assert.equal(report.outcomes.find(({ role }) => role === 'candidate')?.steps[0]?.fault?.kind, 'tls');
  });

  test('a wrong name on the certificate is named', async () => {
    await using wrong = await startLaravel({ accounts: ACCOUNTS, host: '127.0.0.4', tls: tlsOf('other') });
    const [one] = right();
    const dial = { host: '127.0.0.4', port: portOf(wrong), ca: 'other' };
    const report = await runWith([one, dial], '--scenario', 'health');
    const fault = report.outcomes.find(({ role }) => role === 'candidate')?.steps[0]?.fault;
    assert.deepEqual([fault?.kind, fault?.code], ['tls', 'ERR_TLS_CERT_ALTNAME_INVALID']);
  });

  test('a certificate that has expired is named, fails that target, and is no drift', async () => {
    await using old = await startLaravel({ accounts: ACCOUNTS, host: '127.0.0.5', tls: tlsOf('old') });
    const [one] = right();
    const dial = { host: '127.0.0.5', port: portOf(old), ca: 'old' };
    const report = await runWith([one, dial], '--scenario', 'health');
    const candidate = report.outcomes.find(({ role }) => role === 'candidate');
    assert.equal(candidate?.verdict.kind, 'fail');
    assert.deepEqual([candidate.steps[0]?.fault?.kind, candidate.steps[0]?.fault?.code], ['tls', 'CERT_HAS_EXPIRED']);
    assert.deepEqual(
      report.findings.map(({ rule }) => rule),
      ['answer-failed'],
    );
  });

  test('the wrong address is refused and named', async () => {
    const [one, two] = right();
    const report = await runWith([one, { ...two, host: '127.0.0.9' }], '--scenario', 'health');
    const fault = report.outcomes.find(({ role }) => role === 'candidate')?.steps[0]?.fault;
    assert.deepEqual([fault?.kind, fault?.code], ['refused', 'ECONNREFUSED']);
  });
});
