import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { readJson } from '../../json/index.ts';
import { formatAt, numberClassAt } from './fast-formats.ts';
import { numberClass } from './number-classes.ts';
import { textFormat } from './text-formats.ts';

function document(text: string) {
  const read = readJson(text);
  assert.ok(read.ok, text);
  return read.document;
}

const letters = 'aefgtruelhsT0123456789-_ :.@/é,'.split('');
const word = fc.string({ unit: fc.constantFrom(...letters), maxLength: 40 });
const written = fc.constantFrom(
  'true',
  'false',
  'en',
  'pt-BR',
  'en_419',
  'Mon, 02 Dec 2019 20:01:00 GMT',
  'https://h.example/a',
  'mailto:a@b.example',
  'a@b.example',
  '01HZX3V8J9K2M4N6P8Q0R2S4T6',
  'abcdefabcdefabcdefabcdefabcdefab',
  'a5f0c9f0-1111-4222-8333-944444444444',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
  '',
);

describe('what is told from the bytes', () => {
  test('is what the text says, of any string', () => {
    const property = fc.property(fc.oneof(word, written, fc.string()), (text) => {
      assert.equal(formatAt(document(JSON.stringify(text)), 0), textFormat(text));
    });
    fc.assert(property, { numRuns: 3_000 });
  });

  test('is what the lexeme says, of any number', () => {
    const property = fc.property(
      fc.oneof(
        fc.integer().map(String),
        fc.bigInt().map(String),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
        fc.constantFrom('0', '-0', '-0.0', '0.0', '1e2', '0.000000000000001', '123456789012345', '1234567890.12345'),
      ),
      (lexeme) => assert.equal(numberClassAt(document(lexeme), 0), numberClass(lexeme)),
    );
    fc.assert(property, { numRuns: 2_000 });
  });
});
