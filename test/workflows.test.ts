import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parseEnv } from 'node:util';
import { readReport } from '../src/report/read-report.ts';
import { findProgram, requireReal } from '../testbed/requirements.ts';
import { type Ended, ROOT } from './cli.ts';

const WORKFLOW = join(ROOT, '.github/workflows/parity.yml');
const ACTION = join(ROOT, 'deploy/github/action.yml');
const EXAMPLE = join(ROOT, 'deploy/github/example-do-deploy.yml');

let folder = '';
before(() => (folder = mkdtempSync(join(tmpdir(), 'parity-workflow-'))));
after(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const { CI: _ci, ...inherited } = process.env;
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { ...inherited, ...env } };
    const child = execFile(program, [...args], options, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

describe('actionlint', requireReal('actionlint'), () => {
  const lint = (file: string): Promise<Ended> => run(findProgram(/^actionlint$/) ?? '', ['-shellcheck=', file]);

  for (const file of [WORKFLOW, EXAMPLE]) {
    test(`finds nothing in ${file.slice(ROOT.length + 1)}`, async () => {
      const { exitCode, stdout } = await lint(file);
      assert.deepEqual([exitCode, stdout], [0, '']);
    });
  }

  test('finds an output that no step has', async () => {
    const file = join(folder, 'broken.yml');
    writeFileSync(file, readFileSync(WORKFLOW, 'utf8').replace('steps.gate.outputs', 'steps.gates.outputs'));
    const { exitCode, stdout } = await lint(file);
    assert.equal(exitCode, 1);
    assert.match(stdout, /property "gates" is not defined/);
  });
});

describe('the action', () => {
  const inputsOf = (text: string): readonly string[] =>
    [...(/^inputs:\n(?<inputs>(?: .*\n)+)/m.exec(text)?.groups?.['inputs'] ?? '').matchAll(/^ {2}([\w-]+):$/gm)].map(
      ([, name = '']) => name,
    );

  test('is given by the workflow exactly the inputs that it has', () => {
    const given = /uses: \.\/parity\/deploy\/github\n +with:\n(?<with>(?: {10}.*\n)+)/.exec(
      readFileSync(WORKFLOW, 'utf8'),
    );
    const names = [...(given?.groups?.['with'] ?? '').matchAll(/^ +([\w-]+):/gm)].map(([, name]) => name);
    assert.deepEqual(names, inputsOf(readFileSync(ACTION, 'utf8')));
  });

  for (const file of [ACTION, WORKFLOW, EXAMPLE]) {
    test(`no script of ${file.slice(ROOT.length + 1)} holds an expression: an input could be shell code`, () => {
      const scripts = [...readFileSync(file, 'utf8').matchAll(/ run: (?:\|\n(?<block>(?: {10}.*\n)+)|(?<line>.*))/g)];
      assert.ok(scripts.length > 0);
      for (const { groups } of scripts) assert.doesNotMatch(groups?.['block'] ?? groups?.['line'] ?? '', /\$\{\{/);
    });
  }
});

test('the workflow hands on every name of .env.example that a real tenant uses', () => {
  const names = Object.keys(parseEnv(readFileSync(join(ROOT, '.env.example'), 'utf8')));
  const text = readFileSync(WORKFLOW, 'utf8');
  const ours = names.filter((name) => !/^PARITY_(DEMO|TESTBED)_/.test(name));
  assert.deepEqual(
    ours.filter((name) => !text.includes(`\${{ secrets.${name} }}`) && !text.includes(`\${{ vars.${name} }}`)),
    [],
  );
});

describe('the script of the action', () => {
  const CASES = [
    { name: 'a tenant that is the same', tenant: 'demo', wait: '0', exitCode: '0' },
    { name: 'a tenant that drifted', tenant: 'demo-drift', wait: '0', exitCode: '1' },
    { name: 'an input that would be shell code', tenant: 'demo; $(touch pwned)', wait: '0', exitCode: '2' },
    { name: 'nothing to wait for', tenant: 'demo', wait: '900', exitCode: '2' },
  ];
  for (const { name, tenant, wait, exitCode } of CASES) {
    test(`${name} ends in ${exitCode}, as an output; the script itself in 0`, async () => {
      const place = mkdtempSync(join(folder, 'runner-'));
      const output = join(place, 'output');
      const env = {
        GATE_TENANT: tenant,
        GATE_WAIT: wait,
        RUNNER_TEMP: place,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: join(place, 'summary.md'),
        CI: 'true',
      };
      const ended = await run(join(ROOT, 'deploy/github/gate.sh'), [], env);
      assert.equal(ended.exitCode, 0, ended.stderr);
      assert.equal(readFileSync(output, 'utf8'), `exit-code=${exitCode}\nreports=${place}/parity\n`);
      if (exitCode === '2') return;
      const report = readReport(readFileSync(join(place, 'parity/run.json'), 'utf8'));
      assert.ok(report.ok);
      assert.equal(String(report.value.verdict.exitCode), exitCode);
      assert.match(readFileSync(join(place, 'summary.md'), 'utf8'), /^## parity/);
    });
  }
});
