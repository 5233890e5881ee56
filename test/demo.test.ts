import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Report } from '../src/model/report.ts';
import { readReport } from '../src/report/read-report.ts';
import { expandDrifts, expectedFindings } from '../testbed/standin/drifts.ts';
import { parity } from './cli.ts';

async function reportOf(tenant: string, ...more: readonly string[]): Promise<{ exitCode: number; report: Report }> {
  const { exitCode, stdout, stderr } = await parity(['--tenant', tenant, '--reporter', 'json', ...more]);
  const report = readReport(stdout);
  assert.ok(report.ok, `${stderr}\n${report.ok ? '' : report.error}`);
  return { exitCode, report: report.value };
}

/** A finding as the testbed lists it: its rule and its places, in one line. */
const asLine = (rule: string, places: readonly { scenario: string; step: string; path: string }[]): string =>
  `${rule} ${[...new Set(places.map(({ scenario, step, path }) => `${scenario}/${step}${path}`))].toSorted().join(' ')}`;

describe('the embedded tenants', () => {
  test('demo: two targets that behave alike are the same', async () => {
    const { exitCode, report } = await reportOf('demo');
    assert.deepEqual(report.findings, []);
    assert.deepEqual(new Set(report.outcomes.map(({ verdict }) => verdict.kind)), new Set(['pass']));
    assert.equal(exitCode, 0);
  });

  test('demo-drift: what is found is what is injected, both ways', async () => {
    const { exitCode, report } = await reportOf('demo-drift');
    const injected = Object.values(expectedFindings(expandDrifts(['*'])));
    assert.deepEqual(
      report.findings.map(({ rule, places }) => asLine(rule, places)).toSorted(),
      injected.map(({ rule, places }) => asLine(rule, places)).toSorted(),
    );
    assert.ok(report.findings.length >= 25);
    assert.equal(exitCode, 1);
  });

  test('demo-drift: only the candidate is wrong', async () => {
    const { report } = await reportOf('demo-drift');
    assert.deepEqual(
      new Set(report.findings.map(({ attribution }) => attribution)),
      new Set(['candidate-drifted', 'edge-answer']),
    );
    const wrong = report.outcomes.filter(({ verdict }) => verdict.kind === 'drift').map(({ role }) => role);
    assert.deepEqual(new Set(wrong), new Set(['candidate']));
  });

  test('one target alone is judged against its baselines', async () => {
    const { exitCode, report } = await reportOf('demo-drift', '--target', 'candidate');
    assert.equal(exitCode, 1);
    assert.ok(report.findings.length >= 15);
    assert.equal((await reportOf('demo-drift', '--target', 'reference')).exitCode, 0);
  });
});

const BAD_USAGE = [
  { name: 'a mistyped flag proposes the right one', args: ['--tenat', 'demo'], says: /Did you mean --tenant\?/ },
  { name: 'an unknown tenant proposes the nearest', args: ['--tenant', 'demo-drft'], says: /--tenant demo-drift/ },
  { name: 'an empty selection is an error', args: ['--scenario', 'nope*'], says: /no scenario fits "nope\*"/ },
  { name: 'an unknown reporter proposes the nearest', args: ['--reporter', 'jsn'], says: /--reporter json/ },
  { name: 'two reporters on one output', args: ['--reporter', 'json', '--reporter', 'console'], says: /two reporters/ },
  { name: 'a timeout that is no number', args: ['--timeout', 'soon'], says: /number of seconds/ },
  { name: 'a report that is not there', args: ['judge', 'nowhere.json'], says: /cannot be read \(ENOENT\)/ },
];

describe('wrong usage ends in exit code 2, without a stack', () => {
  for (const { name, args, says } of BAD_USAGE) {
    test(name, async () => {
      const { exitCode, stderr } = await parity(args);
      assert.equal(exitCode, 2, stderr);
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, /^\s+at /m);
    });
  }

  test('baselines are never written in CI', async () => {
    const { exitCode, stderr } = await parity(['record'], { CI: 'true' });
    assert.deepEqual([exitCode, stderr.split('\n')[0]], [2, 'error: baselines are never written in CI']);
  });
});
