import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
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

  test('runs every scenario, as that user, on a root that is read-only', () => {
    const { exitCode, stdout, stderr } = image.run([...PARITY, 'run', '--tenant', 'demo']);
    assert.match(stdout, /^PASS \(exit code 0\): demo; (\d+) of \1 scenarios ran/m, stderr);
    assert.equal(exitCode, 0);
  });

  test('finds all it compiles in its cache', () => {
    const { stderr, stdout } = image.run(
      [...PARITY, 'run', '--scenario', 'health'],
      ['NODE_DEBUG_NATIVE=COMPILE_CACHE'],
    );
    const lines = `${stdout}${stderr}`.split('\n');
    assert.ok(lines.filter((line) => line.includes(' was accepted')).length > 20);
    assert.deepEqual(
      lines.filter((line) => line.includes('src/') && line.includes('Creating temporary file')),
      [],
    );
  });

  test('has no file of its own that its user could change, were the root not read-only', () => {
    const { exitCode, stdout } = image.run(['find', '/app', '/usr', '/etc', '-writable', '-not', '-type', 'l']);
    assert.deepEqual([exitCode, stdout], [0, '']);
  });

  for (const { name, script, want } of [
    { name: 'cannot write beside /tmp', script: 'fs.writeFileSync("/app/x", "")', want: 'EROFS' },
    { name: 'can write to /tmp', script: 'fs.writeFileSync("/tmp/x", "")', want: 'no error' },
    { name: 'cannot become root', script: 'process.setuid(0)', want: 'EPERM' },
  ]) {
    test(name, () => {
      const tried = `try { ${script}; console.log("no error"); } catch (thrown) { console.log(thrown.code); }`;
      assert.equal(image.run(['node', '-e', tried]).stdout.trim(), want);
    });
  }
});
