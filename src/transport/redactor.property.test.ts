import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { createRedactor } from './redactor.ts';

type Encoder = (text: string) => string;

const hex4 = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(4, '0');
const eachByte = (text: string, encode: (byte: number) => string): string =>
  [...Buffer.from(text, 'utf8')].map((byte) => encode(byte)).join('');
const shifted = (text: string, before: string): string => Buffer.from(`${before}${text}`).toString('base64');

/** How a secret may come out of an application, a gateway or a library. */
const ENCODERS: Readonly<Record<string, Encoder>> = {
  plain: (text) => text,
  'in a URL': (text) => encodeURIComponent(text),
  'in a form': (text) => new URLSearchParams({ a: text }).toString().slice(2),
  'in a URL, lower-case hex': (text) => eachByte(text, (byte) => `%${byte.toString(16).padStart(2, '0')}`),
  'in a URL, every byte': (text) => eachByte(text, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`),
  'in JSON': (text) => JSON.stringify(text).slice(1, -1),
  'in JSON of PHP': (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replaceAll('/', '\\/')
      .replace(/[^\0-\x7f]/g, (unit) => `\\u${hex4(unit)}`),
  'in JSON, every unit escaped': (text) => text.replace(/[^]/g, (unit) => `\\u${hex4(unit).toUpperCase()}`),
  'in HTML': (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#039;'),
  'in HTML, every character': (text) => Array.from(text, (each) => `&#x${each.codePointAt(0)!.toString(16)};`).join(''),
  'in base64': (text) => shifted(text, ''),
  'in base64, after one byte': (text) => shifted(text, 'a'),
  'in base64, after two bytes': (text) => shifted(text, 'ab'),
  'in base64url': (text) => Buffer.from(text).toString('base64url'),
};

/** Encodings inside of encodings. */
const NESTED: readonly (readonly string[])[] = [
  ['in a URL', 'in JSON of PHP'],
  ['in JSON', 'in JSON'],
  ['in JSON of PHP', 'in HTML'],
  ['in HTML', 'in JSON of PHP'],
  ['in base64, after one byte', 'in a URL'],
  ['in base64', 'in JSON of PHP'],
  ['in JSON', 'in a URL', 'in JSON'],
];

const secret = fc
  .oneof(fc.string({ minLength: 8, maxLength: 40 }), fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }))
  .filter((text) => text.isWellFormed() && text.trim() === text && text.length >= 8);

const encoded = (text: string, names: readonly string[]): string =>
  names.reduce((so, name) => ENCODERS[name]!(so), text);

/** What stands around it: no letters and digits, so that nothing of it looks like a secret. */
const around = fc.string({ unit: fc.constantFrom(' ', ',', ';', '\n', '(', ')'), maxLength: 5 });

const steps = [...Object.keys(ENCODERS).map((name) => [name]), ...NESTED];

describe('whatever the encoding, a registered secret does not survive', () => {
  for (const names of steps) {
    test(names.join(', then '), () => {
      fc.assert(
        fc.property(secret, around, around, (value, before, after) => {
          const { text } = createRedactor(new Map([['CANARY', value]]));
          const redacted = text(`${before}${encoded(value, names)}${after}`);
          const label = `<redacted CANARY ${value.length}>`;
          assert.ok(redacted.includes(label), redacted);
          assert.ok(redacted.length <= before.length + after.length + label.length + 8, redacted);
          assert.equal(text(redacted), redacted);
        }),
        { numRuns: 150 },
      );
    });
  }
});

describe('of two secrets nothing is left', () => {
  test('when they overlap, whichever was registered first', () => {
    const parts = fc.tuple(
      ...[1, 2, 3].map(() => fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 8, maxLength: 12 })),
    );
    fc.assert(
      fc.property(parts, ([one = '', two = '', three = '']) => {
        const secrets = [one + two, two + three];
        const [first = '', second = ''] = secrets;
        const redactor = createRedactor(new Map([['ONE', first]]));
        redactor.register('token', second);
        const redacted = redactor.text(`: ${one}${two}${three} :`);
        assert.match(redacted, /^: <redacted (?:ONE|token) \d+> :$/);
      }),
    );
  });

  test('when one holds the other, in any JSON', () => {
    fc.assert(
      fc.property(secret, fc.jsonValue(), (value, other) => {
        const redactor = createRedactor(new Map([['INNER', value]]));
        redactor.register('token', `12|${value}`);
        const json = redactor.json(JSON.stringify({ [`k${value}`]: [`12|${value}`, other], other: value }));
        assert.ok(!json.includes(JSON.stringify(value).slice(1, -1)), json);
        JSON.parse(json);
        assert.equal(redactor.json(json), json);
      }),
    );
  });
});

test('JSON without a secret comes back byte for byte', () => {
  const redactor = createRedactor(new Map([['CANARY', 'a secret nobody wrote']]));
  fc.assert(
    fc.property(fc.json(), (json) => {
      assert.equal(redactor.json(json), json);
    }),
  );
});
