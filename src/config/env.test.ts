import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readEnv } from './env.ts';
import { folderWith } from './fixture.ts';

function read(text: string, real: Record<string, string> = {}) {
  using folder = folderWith({ '.env': text });
  return readEnv(folder.path, real);
}

describe('the file .env', () => {
  test('lies beneath the real environment', () => {
    assert.deepEqual(read('A=file\nB=file\n', { B: 'real', C: 'real' }), {
      ok: true,
      value: { A: 'file', B: 'real', C: 'real' },
    });
  });

  test('may be absent', () => {
    using folder = folderWith({});
    assert.deepEqual(readEnv(folder.path, { A: 'real' }), { ok: true, value: { A: 'real' } });
  });

  test('may hold comments, quotes, values of several lines, exports and Windows line ends', () => {
    const text = '# a comment\r\n\r\nA=1 # one\r\nexport B="x # y"\r\nC="-----BEGIN\nkey\n-----END"\nD=\n  E = \'5\'\n';
    assert.deepEqual(read(text), {
      ok: true,
      value: { A: '1', B: 'x # y', C: '-----BEGIN\nkey\n-----END', D: '', E: '5' },
    });
  });

  test('is reported with every malformed line, and never with its content', () => {
    const says = 'expected NAME=value, a comment or an empty line';
    assert.deepEqual(read('PASSWORD: hunter2\nA=1\n2B=x\nC="never closed\nD=1\n'), {
      ok: false,
      error: [
        { file: '.env', at: 'line 1', says },
        { file: '.env', at: 'line 3', says },
        { file: '.env', at: 'line 4', says: 'the quote is never closed' },
      ],
    });
  });

  test('is reported when it cannot be read', () => {
    using folder = folderWith({});
    mkdirSync(join(folder.path, '.env'));
    assert.deepEqual(readEnv(folder.path, {}), {
      ok: false,
      error: [{ file: '.env', at: '', says: 'cannot be read (EISDIR)', todo: 'make it a file that you may read' }],
    });
  });
});
