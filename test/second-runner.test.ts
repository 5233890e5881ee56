import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
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

function playwright(tenant: string): Promise<Suites> {
  const cli = join(ROOT, 'node_modules/@playwright/test/cli.js');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, 'test', '--reporter=json'],
      { cwd: ROOT, env: { ...process.env, PARITY_TENANT: tenant }, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout) => resolve(JSON.parse(stdout)),
    );
  });
}

/** `scenario target verdict`, a line each. */
async function ofPlaywright(tenant: string): Promise<{ readonly lines: readonly string[]; readonly runs: Run[] }> {
  const { suites } = await playwright(tenant);
  const specs = suites.flatMap((suite) => suite.specs);
  const lines = specs.flatMap(({ tags, tests }) =>
    tests.map(({ projectName, annotations }) => {
      const verdict = annotations.find(({ type }) => type === 'verdict')?.description;
      return `${tags[0]?.replace('@', '')} ${projectName} ${verdict}`;
    }),
  );
  return { lines: lines.toSorted(), runs: specs.flatMap(({ tests }) => tests) };
}

async function ofParity(tenant: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const role of ['reference', 'candidate']) {
    const { stdout, stderr } = await parity(['--tenant', tenant, '--target', role, '--reporter', 'json']);
    const report = readReport(stdout);
    assert.ok(report.ok, stderr);
    lines.push(...report.value.outcomes.map(({ scenario, verdict }) => `${scenario} ${role} ${verdict.kind}`));
  }
  return lines.toSorted();
}

describe('Playwright as the second runner', () => {
  for (const tenant of ['demo', 'demo-drift']) {
    test(`${tenant}: its verdicts are those of parity run`, async () => {
      const { lines, runs } = await ofPlaywright(tenant);
      assert.deepEqual(lines, await ofParity(tenant));
      for (const { annotations, results } of runs) {
        const hasPassed = annotations.some(({ description }) => description === 'pass');
        assert.deepEqual(
          results.map(({ status }) => status),
          [hasPassed ? 'passed' : 'failed'],
        );
        assert.ok((results[0]?.steps ?? []).length > 0, 'the steps of the scenario are shown');
      }
    });
  }
});
