import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { printJson, readJson } from '../../json/index.ts';
import { type ByteDifference, compareBytes } from './index.ts';

const line = ({ rule, pointer, reference, candidate, at, count }: ByteDifference): string =>
  `${rule} ${pointer} ${at.reference.line}:${at.reference.column}/${at.candidate.line}:${at.candidate.column} ${reference} -> ${candidate} x${count}`;

type Case = {
  readonly name: string;
  readonly was: string | Uint8Array;
  readonly is: string | Uint8Array;
  readonly want: readonly string[];
};

const CASES: readonly Case[] = [
  { name: 'the same bytes', was: '{"a":1}', is: '{"a":1}', want: [] },
  { name: 'the same bytes that are not JSON', was: '<p>', is: '<p>', want: [] },
  { name: 'two empty bodies', was: '', is: '', want: [] },
  {
    name: 'keys in another order',
    was: '{"a":1,"b":2}',
    is: '{"b":2,"a":1}',
    want: ['bytes-key-order  1:1/1:1 a, b -> b, a x1'],
  },
  {
    name: 'an inner object with keys in another order',
    was: '[{"x":0},{"s":{"a":1,"b":2,"c":3}}]',
    is: '[{"x":0},{"s":{"a":1,"c":3,"b":2}}]',
    want: ['bytes-key-order /1/s 1:15/1:15 a, b, c -> a, c, b x1'],
  },
  { name: 'a space', was: '{"a":1}', is: '{"a": 1}', want: ['bytes-whitespace /a 1:6/1:6 nothing -> " " x1'] },
  {
    name: 'a space before the comma, not after',
    was: '[1 ,2]',
    is: '[1, 2]',
    want: ['bytes-whitespace /1 1:3/1:3 " " -> " " x1'],
  },
  {
    name: 'a space before the closing bracket',
    was: '[1]',
    is: '[1 ]',
    want: ['bytes-whitespace /0 1:3/1:3 nothing -> " " x1'],
  },
  {
    name: 'one side pretty-printed',
    was: '{"a":[1]}',
    is: '{\n  "a": [\n    1\n  ]\n}',
    want: ['bytes-whitespace /a 1:2/1:2 nothing -> "\\n  " x4'],
  },
  {
    name: 'pretty-printed and in another order',
    was: '{"a":[],"b":1}',
    is: '{ "b": 1, "a": [] }',
    want: ['bytes-key-order  1:1/1:1 a, b -> b, a x1', 'bytes-whitespace  1:1/1:1 compact -> spaced x1'],
  },
  { name: 'a space before the root', was: '1', is: ' 1', want: ['bytes-whitespace  1:1/1:1 nothing -> " " x1'] },
  {
    name: 'other line ends',
    was: '{\n"a":1\n}',
    is: '{\r\n"a":1\r\n}',
    want: ['bytes-newline /a 1:2/1:2 "\\n" -> "\\r\\n" x2'],
  },
  {
    name: 'a line end behind the text',
    was: '[]',
    is: '[]\n',
    want: ['bytes-trailing-newline  1:3/1:3 nothing -> "\\n" x1'],
  },
  {
    name: 'another line end behind the text',
    was: '[]\r\n',
    is: '[]\n',
    want: ['bytes-newline  1:3/1:3 "\\r\\n" -> "\\n" x1'],
  },
  {
    name: 'an escaped slash',
    was: '["a\\/b","x\\/y"]',
    is: '["a/b","x/y"]',
    want: ['bytes-escape /0 1:2/1:2 "a\\/b" -> "a/b" x2'],
  },
  { name: 'an escaped letter', was: '["\\u00e9"]', is: '["é"]', want: ['bytes-escape /0 1:2/1:2 "\\u00e9" -> "é" x1'] },
  {
    name: 'an escape in other case',
    was: '["\\u00e9"]',
    is: '["\\u00E9"]',
    want: ['bytes-escape /0 1:2/1:2 "\\u00e9" -> "\\u00E9" x1'],
  },
  {
    name: 'an escaped key',
    was: '{"a":1}',
    is: '{"\\u0061":1}',
    want: ['bytes-escape /a 1:2/1:2 "a" -> "\\u0061" x1'],
  },
  {
    name: 'composed and decomposed letters',
    was: '["é"]',
    is: '["e\u0301"]',
    want: ['bytes-unicode-form /0 1:2/1:2 "é" -> "e\u0301" x1'],
  },
  { name: 'an integer as a float', was: '[10]', is: '[10.0]', want: ['bytes-number-lexeme /0 1:2/1:2 10 -> 10.0 x1'] },
  { name: 'an exponent', was: '[100]', is: '[1e2]', want: ['bytes-number-lexeme /0 1:2/1:2 100 -> 1e2 x1'] },
  { name: 'minus zero', was: '[0]', is: '[-0]', want: ['bytes-number-lexeme /0 1:2/1:2 0 -> -0 x1'] },
  {
    name: 'noise digits of the same double',
    was: '{"p":123.32}',
    is: '{"p":123.31999999999999}',
    want: ['bytes-number-lexeme /p 1:6/1:6 123.32 -> 123.31999999999999 x1'],
  },
  {
    name: 'two integers that are one double',
    was: '[9007199254740993]',
    is: '[9007199254740992]',
    want: ['bytes-value /0 1:2/1:2 9007199254740993 -> 9007199254740992 x1'],
  },
  {
    name: 'a repeated key',
    was: '{"a":1,"b":2}',
    is: '{"a":1,"b":2,"a":1}',
    want: ['duplicate-key /a 1:1/1:14 absent here -> 1 x1'],
  },
  {
    name: 'a repeated key before the last',
    was: '{"a":1,"a":2,"b":3}',
    is: '{"a":1,"b":3}',
    want: ['duplicate-key /a 1:8/1:1 2 -> absent here x1'],
  },
  {
    name: 'a byte order mark',
    was: '{}',
    is: '\ufeff{}',
    want: ['bytes-byte-order-mark  1:1/1:1 absent -> present x1'],
  },
  {
    name: 'another value',
    was: '{\n"a":1,\n"b":true}',
    is: '{\n"a":1,\n"b":false}',
    want: ['bytes-value /b 3:5/3:5 true -> false x1'],
  },
  {
    name: 'another kind',
    was: '{"a":{}}',
    is: '{"a":[]}',
    want: ['bytes-value /a 1:6/1:6 an object of 0 keys -> an array of 0 x1'],
  },
  { name: 'null and an empty string', was: '[null]', is: '[""]', want: ['bytes-value /0 1:2/1:2 null -> "" x1'] },
  { name: 'a key is gone', was: '{"a":1,"b":2}', is: '{"a":1}', want: ['bytes-value /b 1:8/1:1 2 -> absent x1'] },
  {
    name: 'a key is new',
    was: '{"x":{"a":1}}',
    is: '{"x":{"a":1,"b/c":2}}',
    want: ['bytes-value /x/b~1c 1:6/1:13 absent -> 2 x1'],
  },
  {
    name: 'an array is longer',
    was: '{"a":[1]}',
    is: '{"a":[1,2]}',
    want: ['bytes-value /a 1:6/1:6 an array of 1 -> an array of 2 x1'],
  },
  {
    name: '__proto__ differs',
    was: '{"__proto__":1}',
    is: '{"__proto__":2}',
    want: ['bytes-value /__proto__ 1:14/1:14 1 -> 2 x1'],
  },
  {
    name: 'several classes at once, each once with its count',
    was: '{"a":1,"b":"x\\/y","c":[1,2]}',
    is: '{"a":1.0,"c":[1,3],"b":"x/y"}\n',
    want: [
      'bytes-key-order  1:1/1:1 a, b, c -> a, c, b x1',
      'bytes-trailing-newline  1:29/1:30 nothing -> "\\n" x1',
      'bytes-number-lexeme /a 1:6/1:6 1 -> 1.0 x1',
      'bytes-escape /b 1:12/1:24 "x\\/y" -> "x/y" x1',
      'bytes-value /c/1 1:26/1:17 2 -> 3 x1',
    ],
  },
  { name: 'one side is not JSON', was: '{}', is: '<p>', want: ['bytes-value  1:1/1:1 JSON -> not JSON x1'] },
  { name: 'one side is empty', was: '{}', is: '', want: ['bytes-value  1:1/1:1 JSON -> empty x1'] },
  { name: 'garbage behind the JSON', was: '{}', is: '{}x', want: ['bytes-value  1:1/1:1 JSON -> not JSON x1'] },
  {
    name: 'one side is not UTF-8',
    was: '"é"',
    is: Buffer.from([0x22, 0xe9, 0x22]),
    want: ['bytes-encoding  1:1/1:1 UTF-8 -> not UTF-8 x1'],
  },
  {
    name: 'two bodies that are not UTF-8',
    was: Buffer.from([0xff, 0x41]),
    is: Buffer.from([0xff, 0x42]),
    want: ['bytes-value  1:2/1:2 "A" -> "B" x1'],
  },
  {
    name: 'two texts that differ in line ends only',
    was: 'a\nb',
    is: 'a\r\nb',
    want: ['bytes-newline  1:1/1:1 \\n -> \\r\\n x1'],
  },
  {
    name: 'two texts with other line ends and other text',
    was: 'a\r\nb\r\nc',
    is: 'a\nb\nd',
    want: ['bytes-newline  1:1/1:1 \\r\\n -> \\n x1', 'bytes-value  3:1/3:1 "c" -> "d" x1'],
  },
  {
    name: 'two texts with both kinds of line ends, at other lines',
    was: 'a\r\nb\nc',
    is: 'a\nb\r\nc',
    want: ['bytes-newline  1:1/1:1 mixed -> mixed x1'],
  },
  {
    name: 'two texts, one with a mark, other text and a line end more',
    was: '<p>\na</p>',
    is: '\ufeff<p>\nb</p>\n',
    want: [
      'bytes-byte-order-mark  1:1/1:1 absent -> present x1',
      'bytes-trailing-newline  1:1/1:1 nothing -> "\\n" x1',
      'bytes-value  2:1/2:1 "a</p>" -> "b</p>\\n" x1',
    ],
  },
];

/** Elements as text, so that their writing can be changed. */
const elements = fc.array(
  fc
    .record({ id: fc.nat(), price: fc.nat(99) })
    .map(({ id, price }) => `{"id":${id},"p":1.${price}5,"t":"a/b","o":{"x":1}}`),
  { minLength: 1, maxLength: 6 },
);

type Mutation = { readonly name: string; readonly mutate: (text: string) => string; readonly want: string };

const MUTATIONS: readonly Mutation[] = [
  { name: 'an escaped slash', mutate: (text) => text.replace('/', String.raw`\/`), want: 'bytes-escape /*/t /#/t' },
  {
    name: 'an escaped letter',
    mutate: (text) => text.replace('"a/', String.raw`"\u0061/`),
    want: 'bytes-escape /*/t /#/t',
  },
  {
    name: 'an escaped key',
    mutate: (text) => text.replace('"t"', String.raw`"\u0074"`),
    want: 'bytes-escape /*/t /#/t',
  },
  { name: 'a zero more', mutate: (text) => text.replace('5,"t"', '50,"t"'), want: 'bytes-number-lexeme /*/p /#/p' },
  {
    name: 'an exponent',
    mutate: (text) => text.replace('"x":1', '"x":1e0'),
    want: 'bytes-number-lexeme /*/o/x /#/o/x',
  },
  {
    name: 'two keys in another order',
    mutate: (text) => text.replace('"t":"a/b","o":{"x":1}', '"o":{"x":1},"t":"a/b"'),
    want: 'bytes-key-order /* /#',
  },
  { name: 'a key twice', mutate: (text) => text.replace('"x":1', '"x":1,"x":1'), want: 'duplicate-key /*/o/x /#/o/x' },
  { name: 'another value', mutate: (text) => text.replace('a/b', 'a/c'), want: 'bytes-value /*/t /#/t' },
  { name: 'a key gone', mutate: (text) => text.replace('"t":"a/b",', ''), want: 'bytes-value /*/t /#/t' },
];

describe('compareBytes', () => {
  for (const { name, was, is, want } of CASES) {
    test(name, () => assert.deepEqual(compareBytes(was, is).map(line), want));
  }

  test('shows at most 80 characters', () => {
    const [found] = compareBytes(`["${'é'.repeat(200)}"]`, `["${'x'.repeat(200)}"]`);
    assert.deepEqual([found?.reference.length, found?.candidate], [80, `"${'x'.repeat(78)}…`]);
  });

  test('gives nothing for equal texts and something for any others', () => {
    const text = fc.json({ maxDepth: 3 });
    const property = fc.property(text, text, (one, other) => {
      assert.equal(compareBytes(one, other).length === 0, one === other);
    });
    fc.assert(property, { numRuns: 300 });
  });

  for (const { name, mutate, want } of MUTATIONS) {
    test(`finds ${name}, and nothing else, in whichever element it is`, () => {
      const property = fc.property(elements, fc.nat(), (was, n) => {
        const place = n % was.length;
        const is = was.map((row, index) => (index === place ? mutate(row) : row));
        const found = compareBytes(`[${was.join(',')}]`, `[${is.join(',')}]`);
        assert.deepEqual(
          found.map(({ rule, path, pointer }) => `${rule} ${path} ${pointer}`),
          [want.replace('#', String(place))],
        );
      });
      fc.assert(property, { numRuns: 60 });
    });
  }

  test('finds every single byte of whitespace', () => {
    const property = fc.property(fc.json({ maxDepth: 3 }), fc.nat(), (json, n) => {
      const spots = [...json.matchAll(/^|$/gu)].map((match) => match.index);
      const at = spots[n % spots.length] ?? 0;
      const spaced = `${json.slice(0, at)} ${json.slice(at)}`;
      const rules = compareBytes(json, spaced).map(({ rule }) => rule);
      assert.deepEqual(rules, [at === 0 ? 'bytes-whitespace' : 'bytes-trailing-newline']);
    });
    fc.assert(property, { numRuns: 200 });
  });

  test('a compact copy differs in whitespace alone', () => {
    const property = fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const pretty = JSON.stringify(value, null, 2);
      const read = readJson(pretty);
      assert.ok(read.ok);
      const rules = compareBytes(pretty, printJson(read.document, { layout: 'compact' })).map(({ rule }) => rule);
      assert.deepEqual(rules, JSON.stringify(value) === pretty ? [] : ['bytes-whitespace']);
    });
    fc.assert(property, { numRuns: 200 });
  });
});
