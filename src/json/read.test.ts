import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, test } from 'node:test';
import { type JsonDocument, readJson } from './index.ts';
import { toValue } from './value.ts';

function read(input: Uint8Array | string): JsonDocument {
  const result = readJson(input);
  assert.ok(result.ok, result.ok ? '' : `${result.error.message} at ${result.error.offset}`);
  return result.document;
}

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part))));

describe('readJson accepts', () => {
  const CASES: readonly { readonly name: string; readonly text: string }[] = [
    { name: 'each literal at the root', text: 'null' },
    { name: 'a true', text: 'true' },
    { name: 'a false with space around it', text: ' \t\r\n false \n' },
    { name: 'an empty array', text: '[]' },
    { name: 'an empty object with space inside', text: '{ \n }' },
    { name: 'an empty string', text: '""' },
    { name: 'zero and minus zero', text: '[0,-0,0.0,-0e1,0E-0]' },
    { name: 'every form of a number', text: '[1,-1,12.5,1e3,1E3,1e+3,1e-3,-1.25E-10,123456789012345678901234567890]' },
    { name: 'numbers beyond a double', text: '[1e400,-1e400,1e-400,0.1e1000000]' },
    { name: 'every short escape', text: String.raw`"\"\\\/\b\f\n\r\t"` },
    { name: 'unicode escapes in both cases', text: String.raw`"\u00e9\u00E9\u0000\uD83D\ude00"` },
    { name: 'lone surrogate escapes in any order', text: String.raw`["\ud800","\udc00","\udc00\ud800","\ud800a"]` },
    { name: 'raw characters beyond the basic plane', text: '"é € 😀 \u2028 \u2029 \u007f \ufeff \uffff"' },
    {
      name: 'keys that are names of object internals',
      text: '{"__proto__":1,"constructor":2,"length":3,"toString":4}',
    },
    { name: 'empty, dotted and slashed keys', text: '{"":1,"a.b":2,"a/b":3,"a~b":4,"*":5}' },
    { name: 'a repeated key, the last one wins', text: '{"a":1,"b":2,"a":3}' },
    { name: 'a key repeated around an inner object that has it too', text: '{"a":1,"x":{"a":2},"a":3}' },
    { name: 'two spellings of one key', text: String.raw`{"a":1,"\u0061":2}` },
    { name: 'keys with an escaped backslash beside an escape', text: String.raw`{"\\u0061":1,"\u0061":2}` },
    { name: 'keys with raw and escaped characters', text: String.raw`[{"é":1},{"\u00e9":2},{"é":3}]` },
    { name: 'objects whose keys come in another order', text: '[{"a":1,"b":2},{"b":3,"a":4},{"a":5,"bb":6},{"a":7}]' },
    { name: 'mixed nesting', text: '[{"a":[{"b":[[],{}]}]},[[["x"]]]]' },
  ];
  for (const { name, text } of CASES) {
    test(name, () => {
      assert.deepEqual(toValue(read(text)), JSON.parse(text));
      assert.deepEqual(toValue(read(Buffer.from(text))), JSON.parse(text));
    });
  }

  test('a byte order mark, and tells it', () => {
    const document = read(bytes(0xef, 0xbb, 0xbf, '[1]'));
    assert.deepEqual([document.bom, document.starts[0], toValue(document)], [true, 3, [1]]);
    assert.equal(read('[1]').bom, false);
  });

  test('a view into a larger buffer', () => {
    assert.deepEqual(toValue(read(Buffer.from('xx{"é":"ü"}yy').subarray(2, -2))), { é: 'ü' });
  });

  test('a depth of 100,000 of arrays and of objects', () => {
    const depth = 100_000;
    assert.equal(read(`${'['.repeat(depth)}${']'.repeat(depth)}`).length, depth);
    assert.equal(read(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`).length, 2 * depth + 1);
  });
});

describe('readJson refuses, and says where and what it expected', () => {
  const CASES: readonly { readonly name: string; readonly input: string | Uint8Array; readonly want: string }[] = [
    { name: 'nothing', input: '', want: '0 1:1 expected a value, found the end' },
    { name: 'only space', input: ' \n ', want: '3 2:2 expected a value, found the end' },
    { name: 'only a byte order mark', input: bytes(0xef, 0xbb, 0xbf), want: '3 1:2 expected a value, found the end' },
    { name: 'two values', input: '1 2', want: "2 1:3 expected the end of the text, found '2'" },
    { name: 'garbage behind the value', input: '{"a":1}\n<br>', want: "8 2:1 expected the end of the text, found '<'" },
    { name: 'a closing bracket too many', input: '[]]', want: "2 1:3 expected the end of the text, found ']'" },
    { name: 'a NUL behind the value', input: '[]\u0000', want: '2 1:3 expected the end of the text, found U+0000' },
    { name: 'an array that does not end', input: '[1', want: "2 1:3 expected ',' or ']', found the end" },
    { name: 'an array that ends in a comma', input: '[1,]', want: "3 1:4 expected a value, found ']'" },
    { name: 'an array that begins with a comma', input: '[,1]', want: "1 1:2 expected a value, found ','" },
    { name: 'two commas', input: '[1,,2]', want: "3 1:4 expected a value, found ','" },
    { name: 'a colon in an array', input: '["a":1]', want: "4 1:5 expected ',' or ']', found ':'" },
    { name: 'the wrong closing bracket', input: '[1}', want: "2 1:3 expected ',' or ']', found '}'" },
    { name: 'an object closed as an array', input: '{"a":1]', want: "6 1:7 expected ',' or '}', found ']'" },
    { name: 'an object that ends in a comma', input: '{"a":1,}', want: "7 1:8 expected '\"' (a key), found '}'" },
    { name: 'a key without quotes', input: '{a:1}', want: "1 1:2 expected '\"' (a key) or '}', found 'a'" },
    { name: 'a number as a key', input: '{1:1}', want: "1 1:2 expected '\"' (a key) or '}', found '1'" },
    { name: 'a key without a colon', input: '{"a" 1}', want: "5 1:6 expected ':', found '1'" },
    { name: 'a key without a value', input: '{"a":}', want: "5 1:6 expected a value, found '}'" },
    { name: 'an object that does not end', input: '{"a":1', want: "6 1:7 expected ',' or '}', found the end" },
    { name: 'single quotes', input: "['a']", want: "1 1:2 expected a value, found '''" },
    { name: 'a comment', input: '[1/*x*/]', want: "2 1:3 expected ',' or ']', found '/'" },
    { name: 'a leading zero', input: '[01]', want: "2 1:3 expected no digit after a leading zero, found '1'" },
    { name: 'a minus alone', input: '[-]', want: "2 1:3 expected a digit, found ']'" },
    { name: 'a plus', input: '[+1]', want: "1 1:2 expected a value, found '+'" },
    { name: 'a number without a whole part', input: '[.5]', want: "1 1:2 expected a value, found '.'" },
    { name: 'a minus before the point', input: '[-.5]', want: "2 1:3 expected a digit, found '.'" },
    {
      name: 'a point without digits',
      input: '[1.]',
      want: "3 1:4 expected a digit after the decimal point, found ']'",
    },
    { name: 'an exponent without digits', input: '[1e+]', want: "4 1:5 expected a digit in the exponent, found ']'" },
    { name: 'a hexadecimal number', input: '[0x1]', want: "2 1:3 expected ',' or ']', found 'x'" },
    { name: 'NaN', input: '[NaN]', want: "1 1:2 expected a value, found 'N'" },
    { name: 'Infinity', input: '[-Infinity]', want: "2 1:3 expected a digit, found 'I'" },
    { name: 'a word cut short', input: '[nul]', want: "4 1:5 expected the word null, found ']'" },
    { name: 'a word in capitals', input: '[True]', want: "1 1:2 expected a value, found 'T'" },
    { name: 'a word that goes on', input: '[truely]', want: "5 1:6 expected ',' or ']', found 'l'" },
    { name: 'a string that does not end', input: '["a', want: "3 1:4 expected '\"', found the end" },
    {
      name: 'a string that ends in a backslash',
      input: '"\\',
      want: '2 1:3 expected one of "\\/bfnrtu after the backslash, found the end',
    },
    {
      name: 'an unknown escape',
      input: '"\\x41"',
      want: "2 1:3 expected one of \"\\/bfnrtu after the backslash, found 'x'",
    },
    {
      name: 'a unicode escape cut short',
      input: '"\\u00g0"',
      want: "5 1:6 expected four hexadecimal digits after \\u, found 'g'",
    },
    {
      name: 'a raw line feed in a string',
      input: '"a\nb"',
      want: '2 1:3 expected an escape (control characters must not stand raw), found U+000A',
    },
    {
      name: 'a raw tab in a key',
      input: '{"\t":1}',
      want: '2 1:3 expected an escape (control characters must not stand raw), found U+0009',
    },
    {
      name: 'a NUL in a string',
      input: '"\u0000"',
      want: '1 1:2 expected an escape (control characters must not stand raw), found U+0000',
    },
    { name: 'a space that JSON does not know', input: '[\u00a01]', want: '1 1:2 expected a value, found U+00A0' },
    { name: 'a form feed between values', input: '[\f1]', want: '1 1:2 expected a value, found U+000C' },
    { name: 'a second byte order mark', input: '\ufeff\ufeff[]', want: '3 1:2 expected a value, found U+FEFF' },
    { name: 'a page of HTML', input: '<!DOCTYPE html>', want: "0 1:1 expected a value, found '<'" },
    {
      name: 'a deep array that never closes',
      input: '['.repeat(100_000),
      want: '100000 1:100001 expected a value, found the end',
    },
    {
      name: 'a byte that is not UTF-8',
      input: bytes('["é', 0xff, '"]'),
      want: '4 1:4 expected UTF-8, found byte 0xFF',
    },
    {
      name: 'a sequence cut short by a letter',
      input: bytes('["', 0xef, 'A"]'),
      want: '2 1:3 expected UTF-8, found byte 0xEF',
    },
    {
      name: 'a sequence cut short by the end',
      input: bytes('"', 0xe2, 0x82),
      want: '1 1:2 expected UTF-8, found byte 0xE2',
    },
    { name: 'an overlong slash', input: bytes('"', 0xc0, 0xaf, '"'), want: '1 1:2 expected UTF-8, found byte 0xC0' },
    {
      name: 'an encoded surrogate',
      input: bytes('"', 0xed, 0xa0, 0x80, '"'),
      want: '1 1:2 expected UTF-8, found byte 0xED',
    },
    { name: 'UTF-16', input: bytes(0xff, 0xfe, '[', 0, ']', 0), want: '0 1:1 expected UTF-8, found byte 0xFF' },
    { name: 'UTF-16 without a mark', input: bytes('[', 0, ']', 0), want: '1 1:2 expected a value, found U+0000' },
    {
      name: 'a lone surrogate in a string of ours',
      input: '"é\ud800"',
      want: '3 1:3 expected UTF-8, found a lone surrogate',
    },
    {
      name: 'a fault in the third line, counted in characters',
      input: '{\n"é":1,\n"😀" 2}',
      want: "17 3:5 expected ':', found '2'",
    },
  ];
  for (const { name, input, want } of CASES) {
    test(name, () => {
      const result = readJson(input);
      assert.ok(!result.ok);
      const { offset, line, column, message } = result.error;
      assert.equal(`${offset} ${line}:${column} ${message}`, want);
    });
  }
});
