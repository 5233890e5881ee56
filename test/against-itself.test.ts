import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runAndJudge } from '../src/cli/execute.ts';
import { load, planFor } from '../src/cli/load.ts';
import { startLaravel } from '../testbed/laravel/start.ts';
import { requireReal } from '../testbed/requirements.ts';
import { parity, ROOT } from './cli.ts';
import { series } from './series.ts';
import { httpEnvironment } from './testbed.ts';

const PASSWORD = 'canary-password-of-tests';
const ACCOUNTS = {
  canary: { email: 'canary@academy.example', password: PASSWORD },
  refused: { email: 'refused@academy.example' },
};

/** A thousand runs sign in more often than a person may. */
const VARYING = { accounts: ACCOUNTS, varies: ['volatile', 'order'], loginLimit: 100_000 } as const;

const noise = (path: string, name: string) => ({
  id: path.slice(1).replaceAll('/', '-'),
  at: '*/*',
  path,
  pattern: { class: name },
  reason: 'new with each answer',
});

/** What a person writes down of this application: what is new each time, and which order says nothing. */
const POLICY = {
  noise: [
    noise('/served/request_id', 'uuid'),
    noise('/served/trace/request_id', 'uuid'),
    noise('/served/trace/span', 'hash'),
    noise('/served/took_ms', 'float'),
  ],
  arrays: [
    { at: 'courses/last-page', path: '/data', order: 'keyed', by: ['id'] },
    { at: 'courses/one-item', path: '/data/lessons', order: 'keyed', by: ['id'] },
    ...['/data/*/tags', '/data/*/prerequisites', '/data/tags', '/data/prerequisites'].map((path) => ({
      at: 'courses/*',
      path,
      order: 'set',
    })),
  ],
};

/** Columns that may be null: one answer cannot tell. */
const NULLABLE = {
  'first-page': ['/data/*/summary', '/data/*/instructor', '/data/*/instructor/bio'],
  'last-page': ['/data/*/summary', '/data/*/instructor', '/data/*/instructor/bio'],
  ordered: ['/data/*/summary', '/data/*/instructor', '/data/*/instructor/bio'],
  'one-item': ['/data/summary', '/data/instructor', '/data/instructor/bio', '/data/lessons/*/room'],
} as const;

/** What varies is in the application's answers. */
const ANSWERS = ['health', 'login', 'login-refused', 'courses'];

const DATA_SETS = 20;

/** Nobody is asked while the reference is recorded. */
const NOBODY = 'http://127.0.0.1:1';

describe('a real Laravel against itself', requireReal('laravel'), () => {
  test('fields that are new each time, lists in any order and other rows of the same schema are no drift', async () => {
    using home = homeOf();
    await using reference = await startLaravel(VARYING);
    const recorded = await parity(
      ['record', '--tenant', 'testbed', '--home', home.folder, ...ANSWERS.map((id) => `--scenario=${id}`)],
      httpEnvironment(PASSWORD, reference.url, NOBODY),
    );
    assert.equal(recorded.exitCode, 0, recorded.stderr);
    pinNullable(home.folder);
    const runs = series(6);
    const each = Math.max(2, Math.ceil(runs / DATA_SETS));
    for (let first = 0; first < runs; first += each) {
      await runDataSet(home.folder, reference.url, { dataSet: first / each, runs: Math.min(each, runs - first) });
    }
  });
});

/** Runs whole gates against one candidate with other rows. Number 0 holds the reference's own rows. */
async function runDataSet(home: string, reference: string, { dataSet, runs }: { dataSet: number; runs: number }) {
  await using candidate = await startLaravel({ ...VARYING, dataSet });
  Object.assign(process.env, httpEnvironment(PASSWORD, reference, candidate.url));
  const loaded = load({ tenant: 'testbed', home });
  for (let run = 0; run < runs; run += 1) {
    const plan = planFor(loaded.tenant, { tenant: 'testbed', scenario: ANSWERS, gate: 'warning', timeout: 120, home });
    const report = await runAndJudge(loaded, plan, { onEvent: () => undefined, signal: new AbortController().signal });
    const alarms = report.findings.filter(
      ({ level, attribution }) => dataSet === 0 || level !== 'info' || attribution !== 'data-differs',
    );
    assert.deepEqual(alarms, [], `data set ${dataSet}, run ${run}, seed ${plan.seed}`);
    assert.equal(report.findings.length > 0, dataSet > 0, 'other rows are told');
    assert.deepEqual([report.verdict.exitCode, report.notices], [0, []]);
  }
}

/** A home of its own: this tenant with its policy, and no baselines yet. */
function homeOf(): { folder: string; [Symbol.dispose]: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'parity-'));
  cpSync(join(ROOT, 'tenants'), join(folder, 'tenants'), { recursive: true });
  const file = join(folder, 'tenants/testbed.json');
  const tenant: object = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...tenant, policy: POLICY }));
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

function pinNullable(home: string): void {
  for (const [step, paths] of Object.entries(NULLABLE)) {
    const file = join(home, `baselines/academy/courses/${step}.json`);
    const baseline: object = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...baseline, pins: paths.map((path) => ({ path, is: 'nullable' })) }));
  }
}
