import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { request } from 'undici';
import { startPushgateway } from '../../testbed/monitoring/start.ts';
import { requireReal } from '../../testbed/requirements.ts';
import manifest from '../../package.json' with { type: 'json' };
import { buildImage, type Image } from './image.ts';

const PARITY = ['node', 'src/cli/main.mjs'];

describe('the image', requireReal('buildah'), () => {
  let image: Image;
  before(() => (image = buildImage('0a1b2c3')));
  after(() => image[Symbol.dispose]());

  test('runs parity as a user that is a number and not root', () => {
    const { User, Entrypoint, Cmd, Labels } = image.config;
    assert.deepEqual(
      { User, Entrypoint, Cmd, revision: Labels['org.opencontainers.image.revision'] },
      { User: '10001:10001', Entrypoint: PARITY, Cmd: ['--help'], revision: '0a1b2c3' },
    );
  });

  test('holds what production needs, and no tool of development, browser or test', () => {
    const there = (name: string): boolean => existsSync(join(image.root, 'app/node_modules', name));
    assert.deepEqual(
      Object.keys(manifest.dependencies).filter((name) => !there(name)),
      [],
    );
    assert.deepEqual(Object.keys(manifest.devDependencies).filter(there), []);
    const own = readdirSync(join(image.root, 'app')).sort();
    const folders = ['baselines', 'compile-cache', 'node_modules', 'scenarios', 'src', 'tenants', 'testbed'];
    assert.deepEqual(own, [...folders, 'package.json'].sort());
    assert.deepEqual(globSync('app/{src,scenarios,testbed}/**/{*.test.ts,fixture*}', { cwd: image.root }), []);
  });

  const delivers = 'runs every scenario and delivers it, as that user, on a root that is read-only';
  test(delivers, requireReal('pushgateway'), async () => {
    await using sink = await startPushgateway();
    const command = [...PARITY, 'monitor', 'once', '--tenant', 'demo', '--push', sink.url, '--spool', '/tmp/spool'];
    const { exitCode, stdout, stderr } = await image.run(command);
    assert.equal(exitCode, 0, stderr);
    const lines: readonly { readonly kind: string; readonly verdict?: string }[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.filter(({ kind }) => kind === 'run').map(({ verdict }) => verdict),
      ['pass'],
    );
    const { body } = await request(new URL('/metrics', sink.url));
    const pushed = (await body.text()).match(/^parity_scenario_success\{.*\} 1$/gm);
    assert.equal(pushed?.length, 30);
  });

  test('finds all it compiles in its cache', async () => {
    const command = [...PARITY, 'monitor', 'once', '--tenant', 'demo', '--push', 'http://127.0.0.1:9'];
    const { stderr, stdout } = await image.run(command, ['NODE_DEBUG_NATIVE=COMPILE_CACHE']);
    const lines = `${stdout}${stderr}`.split('\n');
    assert.ok(lines.filter((line) => line.includes(' was accepted')).length > 300);
    assert.deepEqual(
      lines.filter((line) => line.includes('Creating temporary file')),
      [],
    );
  });

  test('has no file of its own that its user could change, were the root not read-only', async () => {
    const { exitCode, stdout } = await image.run(['find', '/app', '/usr', '/etc', '-writable', '-not', '-type', 'l']);
    assert.deepEqual([exitCode, stdout], [0, '']);
  });

  for (const { name, script, want } of [
    { name: 'cannot write beside /tmp', script: 'fs.writeFileSync("/app/x", "")', want: 'EROFS' },
    { name: 'can write to /tmp', script: 'fs.writeFileSync("/tmp/x", "")', want: 'no error' },
    { name: 'cannot become root', script: 'process.setuid(0)', want: 'EPERM' },
  ]) {
    test(name, async () => {
      const tried = `try { ${script}; console.log("no error"); } catch (thrown) { console.log(thrown.code); }`;
      const { stdout } = await image.run(['node', '-e', tried]);
      assert.equal(stdout.trim(), want);
    });
  }
});
