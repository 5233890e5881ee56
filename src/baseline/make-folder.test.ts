import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { makeFolder } from './make-folder.ts';

let root = '';
const at = (name: string): string => join(root, name);

before(() => {
  root = mkdtempSync(join(tmpdir(), 'parity-folder-'));
  writeFileSync(at('file'), '');
  symlinkSync(at('nowhere'), at('dangling'));
  symlinkSync(root, at('link'));
});
after(() => rmSync(root, { recursive: true, force: true }));

describe('a folder', () => {
  for (const { name, path } of [
    { name: 'that is there stays', path: '.' },
    { name: 'is made', path: 'one' },
    { name: 'is made with all above it', path: 'a/b/c' },
    { name: 'is made below a link to a folder', path: 'link/below' },
  ]) {
    test(name, () => {
      makeFolder(at(path));
      assert.ok(statSync(at(path)).isDirectory());
    });
  }

  for (const { name, path, taken } of [
    { name: 'where a file is', path: 'file', taken: 'file' },
    { name: 'below a file', path: 'file/a/b', taken: 'file' },
    { name: 'where a link leads nowhere', path: 'dangling/a', taken: 'dangling' },
  ]) {
    test(`${name} is refused, and the name that is taken is told`, () => {
      const message = `${at(taken)} is no folder, and one is wanted there (EEXIST)`;
      assert.throws(() => makeFolder(at(path)), { message });
    });
  }

  test('that the system refuses is told at once', { skip: !existsSync('/proc/self') }, () => {
    assert.throws(() => makeFolder('/proc/x/y'), /mkdir '\/proc\/x'/);
  });
});
