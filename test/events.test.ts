import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Report } from '../src/model/report.ts';
import { readReport } from '../src/report/read-report.ts';
import { type Ended, parity, ROOT } from './cli.ts';

type Line = { readonly kind: string; readonly run: string; readonly tenant: string; readonly again?: true };
type Judged = Line & Pick<Report, 'verdict'> & { readonly verdicts: readonly object[]; readonly findings: number };

describe('--events', () => {
  for (const { tenant, args, ends, steps, again } of [
    { tenant: 'demo', args: [], ends: 0, steps: 132, again: false },
    { tenant: 'demo-drift', args: ['--keep-bodies'], ends: 1, steps: 30, again: true },
  ]) {
    test(`${tenant}: writes what happens, a line of JSON each, and no secret`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'parity-events-'));
      const file = join(folder, 'deep/events.ndjson');
      const secret = 'canary-Secret/+with&odd=chars';
      const { exitCode } = await parity(['--tenant', tenant, '--events', file, ...args], {
        PARITY_DEMO_PASSWORD: secret,
      });
      const text = readFileSync(file, 'utf8');
      rmSync(folder, { recursive: true, force: true });
      const lines: readonly Line[] = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.equal(exitCode, ends);
      assert.equal(lines[0]?.kind, 'run-began');
      assert.equal(lines.at(-1)?.kind, 'run-judged');
      assert.equal(lines.filter((line) => line.kind === 'step-ended' && line.again !== true).length, steps);
      const second = lines.filter((line) => line.again === true).map(({ kind }) => kind);
      assert.deepEqual([second[0], second.at(-1)], again ? ['run-began', 'run-ended'] : [undefined, undefined]);
      assert.equal(new Set(lines.map(({ run, tenant: named }) => `${run} ${named}`)).size, 1);
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
        assert.ok(!text.includes(form));
      }
      assert.doesNotMatch(text, /\b\d+\|[A-Za-z0-9]{40}\b/);
    });
  }

  test('on standard output leave the report and the progress to standard error', async () => {
    const { exitCode, stdout, stderr } = await parity(['--events', '-']);
    const kinds = stdout
      .trimEnd()
      .split('\n')
      .map((line): string => JSON.parse(line).kind);
    assert.deepEqual([kinds[0], ...kinds.slice(-2)], ['run-began', 'run-ended', 'run-judged']);
    assert.match(stderr, /^pass +health @ reference/m);
    assert.match(stderr, /PASS \(exit code 0\)/);
    assert.equal(exitCode, 0);
  });

  for (const tenant of ['demo', 'demo-drift']) {
    test(`${tenant}: the last line says what the report says`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'parity-events-'));
      const file = join(folder, 'run.json');
      const { exitCode, stdout } = await parity(['--tenant', tenant, '--events', '-', '--reporter', `json=${file}`]);
      const report = readReport(readFileSync(file, 'utf8'));
      rmSync(folder, { recursive: true, force: true });
      assert.ok(report.ok);
      const judged: Judged = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
      const { verdict, outcomes, findings } = report.value;
      const verdicts = outcomes.map(({ scenario, role, verdict: { kind } }) => ({ scenario, role, verdict: kind }));
      assert.deepEqual([judged.verdict, judged.verdicts, judged.findings], [verdict, verdicts, findings.length]);
      assert.equal(judged.verdict.exitCode, exitCode);
    });
  }

  test('on standard output, with a report in a file, are all there is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parity-events-'));
    const file = join(folder, 'run.json');
    const { exitCode, stdout, stderr } = await parity(['--events', '-', '--reporter', `json=${file}`]);
    const report = readReport(readFileSync(file, 'utf8'));
    rmSync(folder, { recursive: true, force: true });
    assert.ok(report.ok && JSON.parse(stdout.split('\n')[0] ?? '').run === report.value.run.id);
    assert.doesNotMatch(stderr, /PASS/);
    assert.equal(exitCode, 0);
  });

  for (const { name, place, why } of [
    { name: 'on a full disk', place: '/dev/full', why: 'ENOSPC: no space left on device, write' },
    {
      name: 'below a file',
      place: 'package.json/x',
      why: 'package.json is no folder, and one is wanted there (EEXIST)',
    },
    { name: 'onto a folder', place: 'src', why: "EISDIR: illegal operation on a directory, open 'src'" },
  ]) {
    test(`${name} are told once, and the run is judged all the same`, async () => {
      const { exitCode, stdout, stderr } = await parity(['--events', place, '--scenario', 'health']);
      assert.match(stdout, /^health +pass/m);
      assert.deepEqual(
        stderr.split('\n').filter((line) => line.startsWith('error')),
        [`error: a listener of the run failed: --events ${place} could not be written: ${why}`],
      );
      assert.equal(exitCode, 3);
    });
  }

  test('that have no reader any more make a run that passed an error', async () => {
    const { exitCode, stderr } = await withoutReader(['--events', '-']);
    assert.match(stderr, /error: a listener of the run failed: --events - could not be written: EPIPE/);
    assert.match(stderr, /PASS/);
    assert.equal(exitCode, 3);
  });

  for (const { name, args, says } of [
    {
      name: 'a report on the same standard output',
      args: ['--events', '-', '--reporter', 'json'],
      says: `error: --events and the reporter json both write to standard output
  try: give one of them a file of its own, e.g. --reporter json=reports/json.txt
`,
    },
    {
      name: 'annotations on the same standard output',
      args: ['--events', '-', '--reporter', 'github=reports/github.md'],
      says: `error: --events and the reporter github both write to standard output
  try: give one of them a file of its own, e.g. --events reports/events.ndjson
`,
    },
    {
      name: 'a report in the same file',
      args: ['--events', 'reports/run.json', '--reporter', 'json=./reports/run.json'],
      says: `error: --events and the reporter json both write to reports/run.json
  try: give one of them a file of its own, e.g. --reporter json=reports/json.txt
`,
    },
    {
      name: 'no file',
      args: ['--events', ''],
      says: `error: --events names no file
  try: --events reports/events.ndjson, or - for standard output
`,
    },
  ]) {
    test(`refuse ${name}`, async () => {
      const { exitCode, stderr } = await parity(args);
      assert.equal(stderr, says);
      assert.equal(exitCode, 2);
    });
  }
});

/** The command with a standard output that its reader has closed already. */
async function withoutReader(args: readonly string[]): Promise<Omit<Ended, 'stdout'>> {
  const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.mjs'), ...args], { cwd: ROOT });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await once(child, 'close');
  return { exitCode: child.exitCode ?? -1, stderr };
}
