import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Report } from '../src/model/report.ts';
import { readReport } from '../src/report/read-report.ts';
import { type Deployment, startDeployment } from '../testbed/laravel/deployment.ts';
import { type RedisServer, startRedis } from '../testbed/laravel/redis.ts';
import { startLaravel, type Laravel } from '../testbed/laravel/start.ts';
import { requireReal } from '../testbed/requirements.ts';
import { makeCertificates } from './certificates.ts';
import { parity, ROOT } from './cli.ts';
import { series } from './series.ts';

const HOST = 'api.academy.example';
const PASSWORD = 'same-host-password';

const ACCOUNTS = {
  canary: { email: 'canary@academy.example', password: PASSWORD },
  refused: { email: 'refused@academy.example' },
};

let folder = '';
let redis: RedisServer;
let reference: Deployment;
let candidate: Deployment;

const at = (name: string): string => join(folder, name);

const tlsOf = (id: string): { certificate: string; key: string } => ({
  certificate: at(`${id}.pem`),
  key: at(`${id}.key`),
});

/** Whatever lets somebody in is another at each of the two. */
const keyOf = (id: string): string => `key-of-${id}`;
const secretOf = (id: string): string => `secret-of-the-app-${id}`;
const opsTokenOf = (id: string): string => `token-of-operations-${id}`;

const deploymentAt = (host: string, id: string): Promise<Deployment> =>
  startDeployment({
    accounts: ACCOUNTS,
    redis,
    host,
    revision: id,
    tls: tlsOf(id),
    passesSockets: true,
    app: { id: 'academy', key: keyOf(id), secret: secretOf(id) },
    opsToken: opsTokenOf(id),
  });

const socketPortOf = ({ socketUrl }: Deployment): number => Number(new URL(socketUrl).port);

const portOf = ({ url }: Pick<Laravel, 'url'>): number => Number(new URL(url).port);

/** `sockets`: where they are taken; `key`: of the app there. */
type Dial = {
  readonly host: string;
  readonly port: number;
  readonly ca: string;
  readonly sockets?: number;
  readonly key?: string;
};

const targetFile = (file: { readonly evidence: unknown }, role: string, dial: Dial): unknown => {
  const { host, port, ca, sockets = 1, key = keyOf(ca) } = dial;
  return {
    role,
    url: `https://${HOST}`,
    reach: {
      connectTo: { host, port },
      ca: [at(`${ca}-ca.pem`)],
      origin: 'https://academy.example',
      headers: { 'X-Forwarded-Proto': 'https' },
    },
    writes: true,
    workers: 'academy-worker*',
    realtime: {
      url: `wss://${HOST}:6001`,
      route: 'direct-6001',
      connectTo: { host, port: sockets },
      key,
      app: { id: 'academy', secret: `SAME_HOST_${role.toUpperCase()}_SECRET` },
    },
    evidence: JSON.parse(
      JSON.stringify(file.evidence).replaceAll('PARITY_TESTBED_OPS_TOKEN', `SAME_HOST_${role.toUpperCase()}_OPS`),
    ),
  };
};

/** The secrets of each role; those of the certificate's namesake. */
const environmentOf = (dials: readonly Dial[]): Record<string, string> =>
  Object.fromEntries(
    ['REFERENCE', 'CANDIDATE'].flatMap((role, index) => [
      [`SAME_HOST_${role}_SECRET`, secretOf(dials[index]?.ca ?? '')],
      [`SAME_HOST_${role}_OPS`, opsTokenOf(dials[index]?.ca ?? '')],
    ]),
  );

type TenantFile = { readonly targets: readonly [{ readonly evidence: unknown }, { readonly evidence: unknown }] };

/** Runs the tenant `testbed` with these two ways to dial; the rest of its file stays. */
async function runWith(dials: readonly [Dial, Dial], ...args: readonly string[]): Promise<Report> {
  const home = mkdtempSync(join(folder, 'home-'));
  cpSync(join(ROOT, 'baselines'), join(home, 'baselines'), { recursive: true });
  mkdirSync(join(home, 'tenants'));
  const file: TenantFile = JSON.parse(readFileSync(join(ROOT, 'tenants/testbed.json'), 'utf8'));
  const [one, two] = file.targets;
  const targets = [targetFile(one, 'reference', dials[0]), targetFile(two, 'candidate', dials[1])];
  writeFileSync(join(home, 'tenants/testbed.json'), JSON.stringify({ ...file, targets }));
  const env = { PARITY_TESTBED_PASSWORD: PASSWORD, ...environmentOf(dials) };
  const { stdout, stderr } = await parity(['--home', home, '--tenant', 'testbed', '--reporter', 'json', ...args], env);
  const report = readReport(stdout);
  assert.ok(report.ok, stderr);
  return report.value;
}

/** All findings, but that two runs at once take the ids of what they make in another order on each target. */
const alarmsOf = ({ findings }: Report): readonly unknown[] =>
  findings.filter(
    ({ attribution, places }) =>
      attribution !== 'data-differs' || !places.every(({ path }) => path.endsWith('/data/id')),
  );

/** Sockets that were answered from elsewhere than their target's address. */
const foreignSockets = ({ outcomes }: Report): readonly string[] =>
  outcomes.flatMap(({ role, scenario, steps }) =>
    steps.flatMap(({ id, observation }) => {
      if (observation?.kind !== 'talk' || observation.connection === undefined) return [];
      const { address } = observation.connection;
      return address === (role === 'reference' ? '127.0.0.2' : '127.0.0.3') ? [] : [`${scenario}/${id}: ${address}`];
    }),
  );

describe('two targets with one host name', requireReal('laravel'), () => {
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parity-hosts-'));
    makeCertificates(folder, 'one', HOST);
    makeCertificates(folder, 'two', HOST);
    makeCertificates(folder, 'other', 'other.academy.example');
    makeCertificates(folder, 'old', HOST, -1);
    redis = await startRedis();
    [reference, candidate] = await Promise.all([deploymentAt('127.0.0.2', 'one'), deploymentAt('127.0.0.3', 'two')]);
  });

  after(async () => {
    await reference.stop();
    await candidate.stop();
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const right = (): readonly [Dial, Dial] => [
    { host: '127.0.0.2', port: portOf(reference), ca: 'one', sockets: socketPortOf(reference) },
    { host: '127.0.0.3', port: portOf(candidate), ca: 'two', sockets: socketPortOf(candidate) },
  ];

  /** A token, a cookie or a frame at the wrong target would be refused there: it knows none of the other's. */
  test('every request and every frame lands at its own target, run after run, two runs at a time', async () => {
    for (let pair = 0; pair < series(4) / 2; pair += 1) {
      for (const report of await Promise.all([runWith(right()), runWith(right())])) {
        assert.deepEqual(
          report.targets.map(({ role, revision }) => `${role} ${revision}`),
          ['reference one', 'candidate two'],
        );
        assert.deepEqual(alarmsOf(report), []);
        assert.equal(report.verdict.kind, 'pass');
        assert.deepEqual(foreignSockets(report), []);
      }
    }
  });

  test('a socket that knows the key of the other target is refused', async () => {
    const [one, two] = right();
    const report = await runWith([one, { ...two, key: keyOf('one') }], '--scenario', 'realtime-connect');
    assert.deepEqual(
      report.findings.map(({ rule, cause, places }) => [rule, cause, places.map(({ step }) => step)]),
      [['socket-failed', 'app-key-unknown', ['handshake']]],
    );
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
