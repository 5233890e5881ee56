import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ancestryOf,
  entryAt,
  formatPointer,
  getByPointer,
  lexemeAt,
  parsePointer,
  pointerFrom,
  pointerTo,
  readJson,
} from './index.ts';

const TEXT = '{"":0,"a":{"b":[10,[20,{"c~d/e":30}]]},"m~n":8,"__proto__":{"x":1},"a":{"b":[11]}}';
const VALUE: unknown = JSON.parse(TEXT);

const read = (text: string) => {
  const result = readJson(text);
  assert.ok(result.ok);
  return result.document;
};

describe('a pointer into a value and into a document', () => {
  const CASES: readonly { readonly pointer: string; readonly want: string | undefined }[] = [
    { pointer: '', want: TEXT },
    { pointer: '/', want: '0' },
    { pointer: '/a/b/0', want: '11' },
    { pointer: '/m~0n', want: '8' },
    { pointer: '/__proto__/x', want: '1' },
    { pointer: '/a/b/1', want: undefined },
    { pointer: '/a/b/00', want: undefined },
    { pointer: '/a/b/-', want: undefined },
    { pointer: '/a/b/length', want: undefined },
    { pointer: '/constructor', want: undefined },
    { pointer: 'a', want: undefined },
    { pointer: '/m~n', want: undefined },
  ];
  for (const { pointer, want } of CASES) {
    test(`${pointer || 'the whole'} names ${want === undefined ? 'nothing' : want.slice(0, 12)}`, () => {
      const document = read(TEXT);
      const at = entryAt(document, pointer);
      assert.equal(at === -1 ? undefined : lexemeAt(document, at), want);
      assert.deepEqual(getByPointer(VALUE, pointer), want === undefined ? undefined : JSON.parse(want));
    });
  }

  test('tokens survive formatting and parsing', () => {
    const tokens = ['', 'a/b', 'm~n', '~1', '*', '0'];
    assert.equal(formatPointer(tokens), '//a~1b/m~0n/~01/*/0');
    assert.deepEqual(parsePointer(formatPointer(tokens)), tokens);
  });

  test('every value is found again by its own pointer', () => {
    const document = read('{"a":[1,{"b":[[],{"c":2}]}],"d":{}}');
    const found: string[] = [];
    for (let at = 0; at < document.length; at++) {
      if (document.kinds[at] === 7) continue;
      found.push(pointerTo(document, at));
      assert.equal(pointerFrom(document, ancestryOf(document), at), pointerTo(document, at));
      assert.equal(entryAt(document, pointerTo(document, at)), at);
    }
    assert.deepEqual(found, ['', '/a', '/a/0', '/a/1', '/a/1/b', '/a/1/b/0', '/a/1/b/1', '/a/1/b/1/c', '/d']);
  });

  test('a key has the pointer of its value', () => {
    const document = read('{"a":{"b":1}}');
    assert.deepEqual([pointerTo(document, 1), pointerTo(document, 3)], ['/a', '/a/b']);
  });
});
