import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { after, elementsOf, ESCAPED, keyAt, keysOf, KIND, kindAt, lexemeAt, NON_ASCII, sizeAt } from './document.ts';
import { readJson } from './read.ts';
import { stringAt } from './text.ts';

const read = (text: string) => {
  const result = readJson(text);
  assert.ok(result.ok);
  return result.document;
};

describe('a document', () => {
  test('keeps number lexemes', () => {
    const document = read('[10,10.0,1e2,-0,9007199254740993,123.31999999999999]');
    const lexemes = [...elementsOf(document, 0)].map((at) => lexemeAt(document, at));
    assert.deepEqual(lexemes, ['10', '10.0', '1e2', '-0', '9007199254740993', '123.31999999999999']);
  });

  test('keeps key order and repeated keys', () => {
    const document = read('{"b":1,"a":2,"b":3}');
    assert.deepEqual(
      [...keysOf(document, 0)].map((key) => [keyAt(document, key), lexemeAt(document, key + 1)]),
      [
        ['b', '1'],
        ['a', '2'],
        ['b', '3'],
      ],
    );
    assert.deepEqual([sizeAt(document, 0), document.keys], [3, ['b', 'a']]);
  });

  test('keeps the spelling of strings beside their text', () => {
    const document = read(String.raw`["a\/b","a/b","\u00e9","é"]`);
    const seen = [...elementsOf(document, 0)].map((at) => [stringAt(document, at), document.flags[at]]);
    assert.deepEqual(seen, [
      ['a/b', ESCAPED],
      ['a/b', 0],
      ['é', ESCAPED],
      ['é', NON_ASCII],
    ]);
  });

  test('leads over a subtree in one step', () => {
    const document = read('[[1,[2,{"a":[]}]],true]');
    const second = after(document, 1);
    assert.deepEqual([kindAt(document, second), lexemeAt(document, second)], [KIND.true, 'true']);
    assert.equal(lexemeAt(document, 1), '[1,[2,{"a":[]}]]');
    assert.equal(after(document, 0), document.length);
  });

  test('grows past its first guess', () => {
    const document = read(`[${'0,'.repeat(9_999)}0]`);
    assert.deepEqual([document.length, sizeAt(document, 0)], [10_001, 10_000]);
  });

  test('keeps how a string and a key are spelt where it grows', () => {
    for (let before = 0; before < 200; before++) {
      const zeros = '0,'.repeat(before);
      assert.equal(stringAt(read(`[${zeros}"\\/é"]`), before + 1), '/é');
      assert.equal(keyAt(read(`[${zeros}{"\\/é":0}]`), before + 2), '/é');
    }
  });
});
