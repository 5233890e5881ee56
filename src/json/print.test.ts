import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { KIND } from './document.ts';
import { printJson } from './print.ts';
import { readJson } from './read.ts';
import { toValue } from './value.ts';

const read = (input: Uint8Array | string) => {
  const result = readJson(input);
  assert.ok(result.ok);
  return result.document;
};
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** JSON texts with space, escapes and number forms that JSON.stringify never writes. */
const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string; array: string; object: string }>((tie) => {
  const space = fc.constantFrom('', '', ' ', '\n', '\t ', '\r\n  ');
  const scalar = fc.oneof(
    fc.constantFrom('null', 'true', 'false', '-0', '1.0', '1e2', '1E+2', '9007199254740993', '0.10'),
    fc.json({ maxDepth: 0 }),
    fc.string({ unit: 'grapheme' }).map((string) => JSON.stringify(string)),
    fc.constantFrom(String.raw`"\/"`, String.raw`"\u00e9"`, String.raw`"\ud800"`, '"__proto__"', '"é"'),
  );
  const key = fc.constantFrom('"a"', '"b"', String.raw`"\u0061"`, '""', '"__proto__"', '"é"', '"a/b"');
  const padded = fc.tuple(space, tie('value'), space).map((parts) => parts.join(''));
  const member = fc.tuple(space, key, space, padded).map(([a, k, b, value]) => `${a}${k}${b}:${value}`);
  return {
    array: fc.array(padded, { maxLength: 5 }).map((items) => `[${items.join(',')}]`),
    object: fc.tuple(space, fc.array(member, { maxLength: 5 })).map(([a, items]) => `{${items.join(',') || a}}`),
    value: fc.oneof({ maxDepth: 4 }, scalar, tie('array'), tie('object')),
  };
}).value;

describe('printJson', () => {
  test('is the inverse of readJson on bytes', () => {
    fc.assert(
      fc.property(jsonText, (json) => assert.equal(text(printJson(read(json))), json)),
      { numRuns: 500 },
    );
  });

  test('compact, changes no value', () => {
    const property = fc.property(jsonText, (json) => {
      const compact = printJson(read(json), { layout: 'compact' });
      assert.deepEqual(toValue(read(compact)), JSON.parse(json));
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('compact, leaves space inside strings', () => {
    assert.equal(text(printJson(read(' { "a b" : [ "c d" , 1 ] }\n'), { layout: 'compact' })), '{"a b":["c d",1]}');
  });

  test('keeps a byte order mark and the end of the last line', () => {
    assert.equal(text(printJson(read('\ufeff[1]\r\n'))), '\ufeff[1]\r\n');
  });

  test('replaces single lexemes and leaves all other bytes', () => {
    const document = read(String.raw`{"token" : "secret", "n":1.0, "u":"\u00e9"}`);
    const printed = printJson(document, {
      lexeme: (at) => (document.kinds[at] === KIND.string && document.starts[at] === 11 ? '"<redacté>"' : undefined),
    });
    assert.equal(text(printed), String.raw`{"token" : "<redacté>", "n":1.0, "u":"\u00e9"}`);
  });

  test('never reads text that JSON.parse refuses, nor refuses what it reads', () => {
    const broken = fc
      .tuple(jsonText, fc.nat(), fc.constantFrom('', ',', ']', '"', '\\', '1', '-', ' '))
      .map(([json, n, insert]) => {
        const at = n % (json.length + 1);
        return json.slice(0, at) + insert + json.slice(at + (insert === '' ? 1 : 0));
      });
    fc.assert(
      fc.property(broken, (json) => assert.equal(readJson(json).ok, parses(json))),
      { numRuns: 1_000 },
    );
  });
});

function parses(json: string): boolean {
  try {
    JSON.parse(json);
    return json.isWellFormed();
  } catch {
    return false;
  }
}
