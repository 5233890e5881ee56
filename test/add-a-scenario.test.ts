import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Ended, parity, ROOT } from './cli.ts';

/** What `docs/add-a-scenario.md` asks for: one file … */
const FILE = `import { demand, scenario } from '../src/model/scenario.ts';

export const me = scenario({
  id: 'me',
  title: 'A member can see who they are',
  writes: false,
  session: true,
  deadlineMs: 20_000,
  stepDeadlineMs: 8_000,
  steps: { show: 'the member is shown' },
  async run({ app, member, step }) {
    await step('show', async () => {
      const answer = await member.request('GET', app.whoAmI.path);
      demand(answer.status === 200, \`\${app.whoAmI.path} answered \${answer.status}, wanted 200\`);
    });
  },
});
`;

const HOUSE = ['src', 'scenarios', 'tenants', 'baselines', 'testbed', 'package.json'];

let copy = '';

const run = (...args: readonly string[]): Promise<Ended> => parity(args, {}, copy);

describe('a new scenario is one file and one line', () => {
  before(() => {
    copy = mkdtempSync(join(tmpdir(), 'parity-house-'));
    for (const name of HOUSE) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    writeFileSync(join(copy, 'scenarios/me.ts'), FILE);
    // … and one line, with its import.
    const list = readFileSync(join(copy, 'scenarios/index.ts'), 'utf8');
    const added = list.replace(/(?=\n\];)/, '\n  me,').replace(/^/, "import { me } from './me.ts';\n");
    assert.notEqual(added, list);
    writeFileSync(join(copy, 'scenarios/index.ts'), added);
  });

  after(() => rmSync(copy, { recursive: true, force: true }));

  test('it is listed', async () => {
    const { exitCode, stdout } = await run('--list');
    assert.match(stdout, /A member can see who they are/);
    assert.equal(exitCode, 0);
  });

  test('it is not judged before its baseline is there, and passes then', async () => {
    assert.equal((await run('--scenario', 'me')).exitCode, 3);
    const recorded = await run('record', '--scenario', 'me');
    assert.match(recorded.stdout, /^new {8}baselines\/academy\/me\/show\.json$/m);
    const { stdout } = await run();
    assert.match(stdout, /^me +pass +1\/1 .*pass +1\/1/m);
    assert.match(stdout, /PASS \(exit code 0\)/);
  });

  test('it finds drift', async () => {
    const { exitCode, stdout } = await run('--tenant', 'demo-drift', '--scenario', 'me');
    assert.match(stdout, /date-format-changed/);
    assert.equal(exitCode, 1);
  });

  test('it fails where its demand does not hold', async () => {
    const wrong = FILE.replace('answer.status === 200', 'answer.status === 299');
    writeFileSync(join(copy, 'scenarios/me.ts'), wrong);
    const { exitCode, stdout } = await run('--scenario', 'me');
    assert.match(stdout, /answered 200, wanted/);
    assert.equal(exitCode, 1);
  });
});
