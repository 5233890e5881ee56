import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { LedgerEntry } from '../src/model/ledger.ts';
import type { Report } from '../src/model/report.ts';
import { readReport } from '../src/report/read-report.ts';
import { parity, ROOT, type Ended } from './cli.ts';

let home = '';
let found: Report;

const at = (name: string): string => join(home, name);
const ledger = (): readonly LedgerEntry[] => JSON.parse(readFileSync(at('baselines/ledger.json'), 'utf8')).entries;
const edit = (change: (entries: readonly LedgerEntry[]) => readonly object[]): void =>
  writeFileSync(at('baselines/ledger.json'), JSON.stringify({ version: 1, entries: change(ledger()) }));

async function run(...args: readonly string[]): Promise<{ readonly ended: Ended; readonly report: Report }> {
  const ended = await parity(['--home', home, '--tenant', 'demo-drift', '--reporter', 'json', ...args]);
  const report = readReport(ended.stdout);
  assert.ok(report.ok, ended.stderr);
  return { ended, report: report.value };
}

const DETAILS = ['--reason', 'meant so', '--owner', 'platform', '--ticket', 'BD-1'] as const;

const accept = (id: string, ...more: readonly string[]): Promise<Ended> => {
  const until = more.includes('--expires') ? [] : ['--expires', inDays(90)];
  return parity(['ledger', 'accept', id, '--home', home, '--report', at('run.json'), ...DETAILS, ...until, ...more]);
};

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const idOf = (rule: string): string => found.findings.find((finding) => finding.rule === rule)?.id ?? 'none';

describe('the ledger', () => {
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'parity-ledger-'));
    for (const name of ['tenants', 'baselines']) cpSync(join(ROOT, name), at(name), { recursive: true });
    const { ended, report } = await run();
    writeFileSync(at('run.json'), ended.stdout);
    found = report;
  });

  after(() => rmSync(home, { recursive: true, force: true }));

  test('what is accepted is no finding any more, and everything else still is', async () => {
    const accepted = await accept(idOf('property-removed'));
    assert.equal(accepted.exitCode, 0, accepted.stderr);
    assert.match(accepted.stdout, /^accepted property-removed: 4 places, until /);
    const { ended, report } = await run();
    assert.equal(report.findings.length, found.findings.length - 1);
    assert.deepEqual(new Set(report.accepted.map(({ rule }) => rule)), new Set(['property-removed']));
    assert.equal(report.accepted.length, 4);
    assert.match(report.verdict.headline, /4 accepted in the ledger/);
    assert.equal(ended.exitCode, 1);
  });

  test('only accepted drift is exit code 0', async () => {
    const { report } = await run('--scenario', 'health');
    writeFileSync(at('run.json'), JSON.stringify(report));
    for (const { id } of report.findings) assert.equal((await accept(id)).exitCode, 0);
    const again = await parity(['--home', home, '--tenant', 'demo-drift', '--scenario', 'health']);
    assert.match(again.stdout, /ACCEPTED \(\d+\)/);
    assert.match(again.stdout, /health +pass +1\/1 .*pass +1\/1/);
    writeFileSync(at('run.json'), JSON.stringify(found));
  });

  test('the next place of an accepted cause is news', async () => {
    edit((entries) => entries.filter(({ rule, step }) => rule !== 'property-removed' || step !== 'one-item'));
    const { report } = await run();
    const finding = report.findings.find(({ rule }) => rule === 'property-removed');
    assert.deepEqual(
      finding?.places.map(({ step, path }) => `${step}${path}`),
      ['one-item/data/slug'],
    );
  });

  test('another change at an accepted place is news', async () => {
    edit((entries) => entries.map((entry) => ({ ...entry, fingerprint: '000000000000' })));
    const { report } = await run();
    assert.deepEqual(report.accepted, []);
    assert.ok(report.findings.some(({ rule }) => rule === 'property-removed'));
  });

  test('what is accepted for one tenant is not for another', async () => {
    await accept(idOf('property-removed'));
    edit((entries) => entries.map((entry) => ({ ...entry, tenants: ['us-prd'] })));
    assert.deepEqual((await run()).report.accepted, []);
  });

  test('an expired entry does not count, is told, and fails the check', async () => {
    edit(() => []);
    await accept(idOf('property-removed'));
    assert.equal((await parity(['ledger', 'check', '--home', home])).exitCode, 0);
    edit((entries) => entries.map((entry) => ({ ...entry, expires: '2026-01-01' })));
    const { report } = await run();
    assert.ok(report.findings.some(({ rule }) => rule === 'property-removed'));
    assert.equal(report.notices.filter(({ id }) => id === 'ledger-expired').length, 4);
    const check = await parity(['ledger', 'check', '--home', home]);
    assert.match(check.stdout, /^expired 2026-01-01 {2}property-removed at courses\//m);
    assert.equal(check.exitCode, 1);
  });

  test('what is not there any more is told, and pruned only where it was exercised', async () => {
    edit(() => []);
    await accept(idOf('property-removed'), '--also-for', 'demo');
    const part = await parity(['--home', home, '--scenario', 'health', '--reporter', `json=${at('part.json')}`]);
    assert.doesNotMatch(part.stdout, /ledger-unobserved/);
    assert.equal(
      (await parity(['ledger', 'prune', '--home', home, '--report', at('part.json')])).stdout,
      'nothing to prune\n',
    );
    const whole = await parity(['--home', home, '--reporter', 'console', '--reporter', `json=${at('whole.json')}`]);
    assert.match(whole.stdout, /ledger-unobserved: property-removed at courses\//);
    assert.equal(whole.exitCode, 0);
    const pruned = await parity(['ledger', 'prune', '--home', home, '--report', at('whole.json')]);
    assert.match(pruned.stdout, /^pruned property-removed at courses\/.* for demo$/m);
    assert.deepEqual(new Set(ledger().flatMap(({ tenants }) => tenants)), new Set(['demo-drift']));
  });

  test('the absence of what is required is news, and it is never pruned', async () => {
    edit(() => []);
    await accept(idOf('property-removed'), '--also-for', 'demo', '--required');
    const whole = await parity(['--home', home, '--reporter', 'console', '--reporter', `json=${at('whole.json')}`]);
    assert.match(whole.stdout, /ledger-required-absent/);
    const pruned = await parity(['ledger', 'prune', '--home', home, '--report', at('whole.json')]);
    assert.equal(pruned.stdout, 'nothing to prune\n');
  });

  test('a report judged again knows what was accepted, and what is not any more', async () => {
    edit(() => []);
    await accept(idOf('timestamps-shifted'));
    const { report, ended } = await run();
    assert.ok(report.accepted.some(({ rule }) => rule === 'timestamps-shifted'));
    writeFileSync(at('accepted.json'), ended.stdout);
    const judged = async (): Promise<Report> => {
      const { stdout } = await parity(['judge', at('accepted.json'), '--home', home, '--reporter', 'json']);
      const read = readReport(stdout);
      assert.ok(read.ok);
      return read.value;
    };
    assert.deepEqual((await judged()).findings, report.findings);
    edit(() => []);
    assert.deepEqual((await judged()).findings, found.findings);
  });
});

describe('the ledger refuses', () => {
  const CASES: readonly { readonly name: string; readonly args: readonly string[]; readonly says: RegExp }[] = [
    { name: 'a day that is over', args: ['--expires', '2020-01-31'], says: /is over/ },
    { name: 'a day that is none', args: ['--expires', '2027-02-31'], says: /is no day/ },
    { name: 'more than a year', args: ['--expires', '2999-01-01'], says: /more than a year away/ },
  ];
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'parity-ledger-'));
    for (const name of ['tenants', 'baselines']) cpSync(join(ROOT, name), at(name), { recursive: true });
    const { ended, report } = await run('--scenario', 'health');
    writeFileSync(at('run.json'), ended.stdout);
    found = report;
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  for (const { name, args, says } of CASES) {
    test(name, async () => {
      const { exitCode, stderr } = await accept(idOf('caching-changed'), ...args);
      assert.match(stderr, says);
      assert.equal(exitCode, 2);
    });
  }

  test('a finding that the report does not have, and shows those it has', async () => {
    const { exitCode, stderr } = await accept('zzz');
    assert.match(stderr, /has no finding zzz/);
    assert.match(stderr, /caching-changed/);
    assert.equal(exitCode, 2);
  });

  test('to accept without a reason', async () => {
    const { exitCode, stderr } = await parity(['ledger', 'accept', 'abc', '--report', at('run.json')]);
    assert.match(stderr, /required option '--reason/);
    assert.equal(exitCode, 2);
  });

  test('to write in CI', async () => {
    for (const args of [
      ['prune', '--report', at('run.json')],
      [
        'accept',
        'x',
        '--report',
        at('run.json'),
        '--reason',
        'x',
        '--owner',
        'x',
        '--ticket',
        'x',
        '--expires',
        inDays(9),
      ],
    ]) {
      const { exitCode, stderr } = await parity(['ledger', ...args, '--home', home], { CI: 'true' });
      assert.match(stderr, /never written in CI/);
      assert.equal(exitCode, 2);
    }
  });

  test('a ledger that is broken, before anything is sent', async () => {
    writeFileSync(at('baselines/ledger.json'), '{"version": 1, "entries": [{"rule": "nope"}]}');
    const { exitCode, stderr, stdout } = await parity(['--home', home]);
    assert.match(stderr, /ledger\.json: entries\.0/);
    assert.equal(stdout, '');
    assert.equal(exitCode, 2);
  });
});
