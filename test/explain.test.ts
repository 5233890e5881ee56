import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtempDisposable, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import type { Report } from '../src/model/report.ts';
import { DRIFT_RULES } from '../src/model/rules.ts';
import { SAMPLES } from '../src/report/sample-reports.ts';
import { parity, ROOT } from './cli.ts';

/** A saved report in a file that goes with the test. */
async function saved(report: Report) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'parity-explain-'));
  const file = join(folder.path, 'run.json');
  await writeFile(file, JSON.stringify(report));
  return { file, [Symbol.asyncDispose]: () => folder.remove() };
}

describe('parity rules', () => {
  test('prints every rule of the table, in its order', async () => {
    const { exitCode, stdout } = await parity(['rules', '--format', 'json']);
    const rows: readonly { readonly id: string }[] = JSON.parse(stdout);
    assert.equal(exitCode, 0);
    assert.deepEqual(
      rows,
      Object.entries(DRIFT_RULES).map(([id, rule]) => ({ id, ...rule })),
    );
  });

  test('groups them by tier, each with level, sentence, example and mirror', async () => {
    const { exitCode, stdout } = await parity(['rules']);
    assert.equal(exitCode, 0);
    assert.deepEqual(
      [...stdout.matchAll(/^([A-Z]+) \(\d+ rules?\): /gmu)].map(([, tier]) => tier),
      ['RUN', 'HEAD', 'SHAPE', 'VALUES', 'BYTES'],
    );
    const ids = [...stdout.matchAll(/^(?:info|warning|breaking) +(\S+)$/gmu)].map(([, id = '']) => id);
    assert.deepEqual(ids.toSorted(), Object.keys(DRIFT_RULES).toSorted());
    assert.ok(
      stdout.includes(
        [
          'breaking  property-removed',
          '          A property that was always there is gone.',
          '          example  /data/*/slug: string text -> absent',
          '          mirror   property-added',
        ].join('\n'),
      ),
    );
  });
});

describe('parity explain', () => {
  for (const id of Object.keys(DRIFT_RULES)) {
    test(`${id} has a meaning, causes with a check, and a way to accept it`, async () => {
      const { exitCode, stdout } = await parity(['explain', id]);
      assert.equal(exitCode, 0);
      assert.match(stdout, new RegExp(`^${id}  (?:info|warning|breaking)  tier`, 'u'));
      assert.match(stdout, /\nLIKELY CAUSES\n {2}\S+\n[^]*\n {4}check \S/u);
      assert.match(
        stdout,
        new RegExp(`\nIF IT IS MEANT\n[^]*"levels": \\[\\{"rule":"${id}","level":"\\w+"\\}\\]`, 'u'),
      );
    });
  }

  test('a finding is shown with all its places, both sides, its cause and how to see it again', async () => {
    await using report = await saved(SAMPLES.drift);
    const { exitCode, stdout } = await parity(['explain', '0a1b2c3d4e5f', '--report', report.file]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^0a1b2c3d4e5f {2}breaking {2}property-removed {2}the candidate drifted\n/u);
    assert.match(
      stdout,
      /\nPLACES \(22\)\n {2}courses\/item {2}\/data\/slug\n {4}reference {2}string \(text\)\n {4}candidate {2}absent\n/u,
    );
    assert.match(stdout, /courses\/list {2}\/data\/\*\/related\/21\/slug/u);
    assert.match(stdout, /\nCAUSE \(schema-behind\)\n {2}likely [^]*\n {2}check {4}php artisan migrate:status/u);
    assert.match(stdout, /\nSEE IT AGAIN\n[^]*npm run parity -- --tenant academy-stg/u);
  });

  test('the override of a finding with one place is for that place', async () => {
    await using report = await saved(SAMPLES.drift);
    const { stdout } = await parity(['explain', '1a1b2c3d4e5f', '--report', report.file]);
    assert.ok(
      stdout.includes('[{"rule":"property-added","level":"info","at":"courses/list","path":"/meta/links/*/page"}]'),
      stdout,
    );
  });

  test('without --report it is the newest report in reports/, past other json', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'parity-reports-'));
    const reports = join(folder.path, 'reports');
    await mkdir(reports);
    const files = [
      { name: 'old.json', text: JSON.stringify(SAMPLES.fail), second: 1 },
      { name: 'new.json', text: JSON.stringify(SAMPLES.drift), second: 2 },
      { name: 'other.json', text: '{"name":"no report"}', second: 3 },
    ];
    for (const { name, text, second } of files) {
      await writeFile(join(reports, name), text);
      await utimes(join(reports, name), second, second);
    }
    const main = join(ROOT, 'src/cli/main.mjs');
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [main, 'explain', '1a1b2c3d4e5f'], { cwd: folder.path });
    assert.match(stdout, /\n {2}in reports\/new\.json: tenant /u);
    await assert.rejects(run(process.execPath, [main, 'explain', '1a1b2c3d4e5f'], { cwd: tmpdir() }), {
      code: 2,
      stderr: /there is no saved report in reports\/\n {2}try: write one with --reporter json=reports\/run\.json/u,
    });
  });
});

const WRONG = [
  {
    name: 'a mistyped rule proposes the nearest',
    args: ['property-remove'],
    says: 'error: there is no rule or finding "property-remove"\n  try: npm run parity -- explain property-removed\n',
  },
  {
    name: 'a word that is near to nothing points to the list',
    args: ['xyzzyxyzzyxyzzy'],
    says: 'error: there is no rule or finding "xyzzyxyzzyxyzzy"\n  try: npm run parity -- rules lists them all\n',
  },
  {
    name: 'a report that is not there',
    args: ['0a1b2c3d4e5f', '--report', 'no.json'],
    says: 'error: no.json cannot be read (ENOENT)\n',
  },
  {
    name: 'a file that is no report',
    args: ['0a1b2c3d4e5f', '--report', 'package.json'],
    says: 'error: package.json: it ',
  },
];

describe('parity explain refuses', () => {
  for (const { name, args, says } of WRONG) {
    test(name, async () => {
      const ended = await parity(['explain', ...args]);
      assert.equal(ended.exitCode, 2);
      assert.ok(ended.stderr.startsWith(says), ended.stderr);
    });
  }

  test('a finding the report does not have proposes the nearest it has', async () => {
    await using report = await saved(SAMPLES.drift);
    const ended = await parity(['explain', '0a1b2c3d4e50', '--report', report.file]);
    assert.equal(ended.exitCode, 2);
    assert.match(
      ended.stderr,
      /has no finding 0a1b2c3d4e50; it has 3\n {2}try: npm run parity -- explain 0a1b2c3d4e5f/u,
    );
  });
});
