import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { readReport } from '../src/report/read-report.ts';
import { parity, ROOT } from './cli.ts';

type Step = { readonly title: string };
type Result = { readonly status: string; readonly steps?: readonly Step[] };
type Run = {
  readonly projectName: string;
  readonly annotations: readonly { readonly type: string; readonly description?: string }[];
  readonly results: readonly Result[];
};
type Spec = { readonly tags: readonly string[]; readonly tests: readonly Run[] };
type Suites = { readonly suites: readonly { readonly specs: readonly Spec[] }[] };

type Case = { readonly tenant: string; readonly home: string };

function playwright({ tenant, home }: Case): Promise<Suites> {
  const cli = join(ROOT, 'node_modules/@playwright/test/cli.js');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, 'test', '--reporter=json'],
      { cwd: ROOT, env: { ...process.env, PARITY_TENANT: tenant, PARITY_HOME: home }, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout) => resolve(JSON.parse(stdout)),
    );
  });
}

/** `scenario target verdict`, a line each. */
async function ofPlaywright(one: Case): Promise<{ readonly lines: readonly string[]; readonly runs: Run[] }> {
  const { suites } = await playwright(one);
  const specs = suites.flatMap((suite) => suite.specs);
  const lines = specs.flatMap(({ tags, tests }) =>
    tests.map(({ projectName, annotations }) => {
      const verdict = annotations.find(({ type }) => type === 'verdict')?.description;
      return `${tags[0]?.replace('@', '')} ${projectName} ${verdict}`;
    }),
  );
  return { lines: lines.toSorted(), runs: specs.flatMap(({ tests }) => tests) };
}

async function ofParity({ tenant, home }: Case): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const role of ['reference', 'candidate']) {
    const { stdout, stderr } = await parity([
      '--home',
      home,
      '--tenant',
      tenant,
      '--target',
      role,
      '--reporter',
      'json',
    ]);
    const report = readReport(stdout);
    assert.ok(report.ok, stderr);
    const { outcomes, notRun } = report.value;
    lines.push(...outcomes.map(({ scenario, verdict }) => `${scenario} ${role} ${verdict.kind}`));
    lines.push(...notRun.map(({ id }) => `${id} ${role} skipped`));
  }
  return lines.toSorted();
}

/** A home whose scenario `courses` has never been recorded: it cannot be judged. */
function homeWithoutCourses(): string {
  const home = mkdtempSync(join(tmpdir(), 'parity-second-'));
  for (const name of ['tenants', 'baselines']) cpSync(join(ROOT, name), join(home, name), { recursive: true });
  rmSync(join(home, 'baselines/academy/courses'), { recursive: true });
  return home;
}

/** A home whose `demo` has only its candidate left, as after the cutover. */
function homeWithoutReference(): string {
  const home = mkdtempSync(join(tmpdir(), 'parity-second-'));
  for (const name of ['tenants', 'baselines']) cpSync(join(ROOT, name), join(home, name), { recursive: true });
  const file = join(home, 'tenants/demo.json');
  const tenant: { targets: readonly { role: string }[] } = JSON.parse(readFileSync(file, 'utf8'));
  const targets = tenant.targets.filter(({ role }) => role === 'candidate');
  writeFileSync(file, JSON.stringify({ ...tenant, targets }));
  return home;
}

const STATUS: Readonly<Record<string, string>> = { pass: 'passed', skipped: 'skipped' };

describe('Playwright as the second runner', () => {
  const unrecorded = homeWithoutCourses();
  const moved = homeWithoutReference();
  after(() => [unrecorded, moved].forEach((home) => rmSync(home, { recursive: true, force: true })));

  const CASES: readonly (Case & { readonly name: string; readonly courses: string })[] = [
    { name: 'demo, which passes', tenant: 'demo', home: ROOT, courses: 'pass' },
    { name: 'demo-drift, which drifts', tenant: 'demo-drift', home: ROOT, courses: 'drift' },
    { name: 'demo without a baseline, which is not judged', tenant: 'demo', home: unrecorded, courses: 'inconclusive' },
  ];
  for (const { name, courses, ...one } of CASES) {
    test(`${name}: its verdicts are those of parity run, and only a pass is passed`, async () => {
      const { lines, runs } = await ofPlaywright(one);
      assert.deepEqual(lines, await ofParity(one));
      assert.ok(lines.includes(`courses candidate ${courses}`), lines.join('\n'));
      for (const { annotations, results } of runs) {
        const verdict = annotations.find(({ type }) => type === 'verdict')?.description ?? '';
        assert.deepEqual(
          results.map(({ status }) => status),
          [STATUS[verdict] ?? 'failed'],
        );
        const areShown = (results[0]?.steps ?? []).length > 0;
        assert.ok(areShown || verdict === 'skipped', 'the steps of the scenario are shown');
      }
    });
  }

  test('a target that the tenant does not have is skipped and says so, and the other one is judged', async () => {
    const { runs } = await ofPlaywright({ tenant: 'demo', home: moved });
    const seen = new Set(
      runs.map(({ projectName, annotations, results }) => {
        const says = annotations.map(({ type, description }) => `${type} ${description}`).join(', ');
        return `${projectName}: ${results.map(({ status }) => status).join()} (${says})`;
      }),
    );
    assert.deepEqual([...seen].toSorted(), [
      'candidate: passed (verdict pass)',
      'reference: skipped (verdict skipped, skip tenant demo has no reference)',
    ]);
  });
});
