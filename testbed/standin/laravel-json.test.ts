import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { float, type Json, printJson, printPrettyJson } from './laravel-json.ts';

const CASES: readonly { name: string; value: Json; plain: string; pretty: string }[] = [
  { name: 'empty containers', value: [[], {}], plain: '[[],{}]', pretty: '[\n    [],\n    {}\n]' },
  { name: 'a slash', value: 'a/b', plain: String.raw`"a\/b"`, pretty: '"a/b"' },
  {
    name: 'letters beyond ASCII',
    value: 'é😀\u2028',
    plain: String.raw`"\u00e9\ud83d\ude00\u2028"`,
    pretty: String.raw`"\u00e9\ud83d\ude00\u2028"`,
  },
  {
    name: 'quotes and control characters',
    value: '"\\\n\u001f\u007f<&>\'',
    plain: String.raw`"\"\\\n\u001f` + '\u007f<&>\'"',
    pretty: String.raw`"\"\\\n\u001f` + '\u007f<&>\'"',
  },
  {
    name: 'a float without fraction',
    value: [float(3), float(-0.5), 3, 4.5],
    plain: '[3.0,-0.5,3,4.5]',
    pretty: '[\n    3.0,\n    -0.5,\n    3,\n    4.5\n]',
  },
  { name: 'a great integer', value: 9007199254740993n, plain: '9007199254740993', pretty: '9007199254740993' },
  {
    name: 'objects in lists in objects',
    value: { a: [{ b: null }], 'c/é': true },
    plain: String.raw`{"a":[{"b":null}],"c\/\u00e9":true}`,
    pretty: '{\n    "a": [\n        {\n            "b": null\n        }\n    ],\n    "c/\\u00e9": true\n}',
  },
];

describe('JSON as PHP prints it', () => {
  for (const { name, value, plain, pretty } of CASES) {
    test(name, () => {
      assert.equal(printJson(value), plain);
      assert.equal(printPrettyJson(value), pretty);
    });
  }
});
