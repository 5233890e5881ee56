import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');

/** Who may import whom. A folder missing on the left may not exist; a folder missing on the right may not be imported. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/model': [],
  'src/json': [],
  'src/time': [],
  'src/compare': ['src/model', 'src/json'],
  'src/config': ['src/model'],
  'src/baseline': ['src/model', 'src/json'],
  'src/transport': ['src/model', 'src/json', 'src/time'],
  'src/evidence': ['src/model', 'src/json', 'src/time', 'src/transport'],
  'src/report': ['src/model'],
  'src/export': ['src/model', 'src/time', 'src/transport'],
  'src/engine': ['src/model', 'src/time', 'src/compare'],
  'src/monitor': ['src/model', 'src/time', 'src/engine', 'src/export'],
  'src/drill': ['src/model', 'src/time', 'src/export'],
  'src/gate': ['src/model', 'src/time', 'src/transport', 'src/evidence'],
  'src/cli': [
    'src/model',
    'src/json',
    'src/time',
    'src/compare',
    'src/config',
    'src/baseline',
    'src/transport',
    'src/evidence',
    'src/report',
    'src/engine',
    'src/export',
    'src/monitor',
    'src/drill',
    'src/gate',
    'scenarios',
    'testbed',
    // package.json, for the version.
    'package.json',
  ],
  scenarios: ['src/model'],
  suites: [
    'src/model',
    'src/time',
    'src/config',
    'src/baseline',
    'src/transport',
    'src/report',
    'src/engine',
    'src/cli',
    'scenarios',
  ],
  testbed: ['src/model', 'src/time'],
};

/** Tests may use the application they test, and the testbed. */
const isTest = (file: string): boolean => /\.(test|spec)\.ts$/.test(file);

const folderOf = (file: string): string =>
  file
    .split('/')
    .slice(0, file.startsWith('src/') ? 2 : 1)
    .join('/');

const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'(?<path>\.[^']+)'/g)].map((found) => found.groups?.['path'] ?? '');

const foldersImported = (file: string, text: string): string[] =>
  importsOf(text).map((path) => folderOf(relative(ROOT, join(ROOT, dirname(file), path))));

/** What is wrong with the imports of a file; nothing when all is well. */
function forbidden(file: string, text: string): string[] {
  const from = folderOf(file);
  const allowed = MAY_IMPORT[from];
  if (allowed === undefined) return [`${from} is not in MAY_IMPORT; add it there on purpose`];
  return foldersImported(file, text)
    .filter((to) => to !== from && !allowed.includes(to))
    .map((to) => `${file} imports ${to}; ${from} may import ${allowed.join(', ') || 'nothing'}`);
}

describe('the import table', () => {
  const files = globSync('{src,scenarios,suites,testbed}/**/*.ts', { cwd: ROOT, exclude: ['**/node_modules/**'] });

  for (const file of files.filter((name) => !isTest(name))) {
    test(`${file} imports only what its folder may`, () => {
      assert.deepEqual(forbidden(file, readFileSync(join(ROOT, file), 'utf8')), []);
    });
  }

  test('a planted import of a forbidden room is found', () => {
    assert.deepEqual(forbidden('src/compare/x.ts', "import { run } from '../engine/run.ts';"), [
      'src/compare/x.ts imports src/engine; src/compare may import src/model, src/json',
    ]);
  });

  test('a dynamic import counts too', () => {
    assert.equal(forbidden('scenarios/x.ts', "await import('../src/transport/api.ts')").length, 1);
  });

  test('a room nobody declared is found', () => {
    assert.deepEqual(forbidden('src/helpers/x.ts', ''), ['src/helpers is not in MAY_IMPORT; add it there on purpose']);
  });
});
