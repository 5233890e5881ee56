import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type JsonDocument, readJson } from '../../json/index.ts';
import { compareValues, type NoiseRule, type ValueDifference, type ValuesPolicy } from './index.ts';

function read(value: unknown): JsonDocument {
  const result = readJson(typeof value === 'string' ? value : JSON.stringify(value));
  assert.ok(result.ok);
  return result.document;
}

const json = (text: string): string => text;

const POLICY: ValuesPolicy = {
  origins: { reference: ['https://old.example.com'], candidate: ['https://new.example.com'] },
};

const line = ({ rule, facet, path, pointer, reference, candidate, count }: ValueDifference): string =>
  `${rule} ${facet} ${path === pointer ? path : `${path} ${pointer}`} ${reference} -> ${candidate}${count > 1 ? ` x${count}` : ''}`;

type Case = {
  readonly name: string;
  readonly was: unknown;
  readonly is: unknown;
  readonly want: readonly string[];
  readonly policy?: Partial<ValuesPolicy>;
};

function check(cases: readonly Case[]): void {
  for (const { name, was, is, want, policy } of cases) {
    test(name, () => {
      const { differences } = compareValues(read(was), read(is), { ...POLICY, ...policy });
      assert.deepEqual(differences.map(line), want);
    });
  }
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

describe('data', () => {
  check([
    { name: 'equal documents', was: { a: [1, { b: null }] }, is: { a: [1, { b: null }] }, want: [] },
    { name: 'keys in another order', was: { a: 1, b: { c: 2, d: 3 } }, is: { b: { d: 3, c: 2 }, a: 1 }, want: [] },
    { name: 'other spellings', was: json(String.raw`["a\/b",10,1e2]`), is: json('["a/b", 10.0, 100]'), want: [] },
    {
      name: 'another number',
      was: { meta: { total: 12 } },
      is: { meta: { total: 13 } },
      want: ['data-differs value /meta/total 12 -> 13'],
    },
    {
      name: 'integers beyond a double',
      was: json('[9007199254740993]'),
      is: json('[9007199254740992]'),
      want: ['data-differs value /* /0 9007199254740993 -> 9007199254740992'],
    },
    { name: 'another boolean', was: { on: true }, is: { on: false }, want: ['data-differs value /on true -> false'] },
    {
      name: 'another code',
      was: { level: 'beginner' },
      is: { level: 'advanced' },
      want: ['data-differs value /level "beginner" -> "advanced"'],
    },
    {
      name: 'another date',
      was: { at: '2026-03-01' },
      is: { at: '2026-03-02' },
      want: ['data-differs value /at "2026-03-01" -> "2026-03-02"'],
    },
    {
      name: 'a person’s name is not shown',
      was: { name: 'Ada Lovelace' },
      is: { name: 'Grace Hopper' },
      want: ['data-differs value /name text of 12 characters -> text of 12 characters, other from character 1'],
    },
    {
      name: 'an address is not shown',
      was: { a: 'ada@example.com' },
      is: { a: 'grace@example.com' },
      want: ['data-differs value /a email of 15 characters -> email of 17 characters'],
    },
    {
      name: 'null became text',
      was: { bio: null },
      is: { bio: 'Hello there' },
      want: ['data-differs kind /bio null -> text of 11 characters'],
    },
    {
      name: 'an array became an object',
      was: { a: [] },
      is: { a: {} },
      want: ['data-differs kind /a an array of 0 -> an object of 0 keys'],
    },
    { name: 'a key is missing', was: { a: 1, b: 2 }, is: { a: 1 }, want: ['data-differs presence /b 2 -> absent'] },
    { name: 'a key is new', was: { a: {} }, is: { a: { b: 'x' } }, want: ['data-differs presence /a/b absent -> "x"'] },
    {
      name: 'a key is missing in one element only',
      was: [
        { n: 1, x: 1 },
        { n: 2, x: 2 },
      ],
      is: [{ n: 1, x: 1 }, { n: 2 }],
      want: ['data-differs presence /*/x /1/x 2 -> absent'],
    },
    {
      name: 'a key stands twice',
      was: json('{"a":1}'),
      is: json('{"a":1,"a":2}'),
      want: ['data-differs presence /a once less -> 2'],
    },
    {
      name: '__proto__ differs',
      was: json('{"__proto__":{"x":1}}'),
      is: json('{"__proto__":{"x":2}}'),
      want: ['data-differs value /__proto__/x 1 -> 2'],
    },
    {
      name: 'empty, dotted and slashed keys',
      was: { '': 1, 'a.b': 1, 'a/b': 1 },
      is: { '': 2, 'a.b': 2, 'a/b': 2 },
      want: ['data-differs value / 1 -> 2', 'data-differs value /a.b 1 -> 2', 'data-differs value /a~1b 1 -> 2'],
    },
    { name: 'scalars at the root', was: 1, is: 2, want: ['data-differs value  1 -> 2'] },
    {
      name: 'a hundred places of one path are one difference',
      was: range(100).map((id) => ({ id, n: 0 })),
      is: range(100).map((id) => ({ id, n: 1 })),
      want: ['data-differs value /*/n /0/n 0 -> 1 x100'],
    },
    {
      name: 'composed and decomposed letters',
      was: { a: 'é' },
      is: { a: 'e\u0301' },
      want: ['unicode-form-changed value /a NFC -> NFD'],
    },
  ]);
});

describe('numbers, dates and messages', () => {
  check([
    {
      name: 'noise digits',
      was: json('{"p":123.32}'),
      is: json('{"p":123.31999999999999}'),
      want: ['float-digits-grew value /p 123.32 -> 123.31999999999999'],
    },
    {
      name: 'noise digits of another double',
      was: json('{"p":0.3}'),
      is: json('{"p":0.30000000000000004}'),
      want: ['float-digits-grew value /p 0.3 -> 0.30000000000000004'],
    },
    {
      name: 'noise digits gone',
      was: json('{"p":0.30000000000000004}'),
      is: json('{"p":0.3}'),
      want: ['float-digits-shrank value /p 0.30000000000000004 -> 0.3'],
    },
    {
      name: 'another price is data',
      was: json('{"p":123.32}'),
      is: json('{"p":123.33}'),
      want: ['data-differs value /p 123.32 -> 123.33'],
    },
    {
      name: 'a date in another format',
      was: { at: '2026-03-01T08:30:00.000000Z' },
      is: { at: '2026-03-01 08:30:00' },
      want: ['date-format-changed value /at string datetime-iso-micro-z -> string datetime-sql'],
    },
    {
      name: 'Z became an offset',
      was: { at: '2026-03-01T08:30:00Z' },
      is: { at: '2026-03-01T08:30:00+00:00' },
      want: ['date-format-changed value /at string datetime-iso-z -> string datetime-iso-offset'],
    },
    {
      name: 'three hours later',
      was: { at: '2026-03-01 08:30:00' },
      is: { at: '2026-03-01 11:30:00' },
      want: ['timestamps-shifted value /at "2026-03-01 08:30:00" -> "2026-03-01 11:30:00" (+3 h)'],
    },
    {
      name: 'five and a half hours earlier, over midnight',
      was: { at: '2026-03-01T02:00:00Z' },
      is: { at: '2026-02-28T20:30:00Z' },
      want: ['timestamps-shifted value /at "2026-03-01T02:00:00Z" -> "2026-02-28T20:30:00Z" (-5.5 h)'],
    },
    {
      name: 'all of a list three hours later, but for one that was changed too',
      was: { at: ['2026-03-01 08:30:00', '2026-03-02 08:30:00', '2026-03-03 08:30:00'] },
      is: { at: ['2026-03-01 11:30:00', '2026-03-02 11:30:00', '2026-07-01 10:00:00'] },
      want: [
        'timestamps-shifted value /at/* /at/0 "2026-03-01 08:30:00" -> "2026-03-01 11:30:00" (+3 h) x2',
        'data-differs value /at/* /at/2 "2026-03-03 08:30:00" -> "2026-07-01 10:00:00"',
      ],
    },
    {
      name: 'one of many three hours later is data',
      was: [1, 2, 3].map((id) => ({ id, at: `2026-03-0${id} 08:30:00` })),
      is: [1, 2, 3].map((id) => ({ id, at: `2026-03-0${id} ${id === 2 ? '11' : '08'}:30:00` })),
      want: ['data-differs value /*/at /1/at "2026-03-02 08:30:00" -> "2026-03-02 11:30:00" (+3 h)'],
    },
    {
      name: 'one of many epochs an hour later is data',
      was: [1_772_000_000, 1_772_010_000, 1_772_020_000],
      is: [1_772_000_000, 1_772_013_600, 1_772_020_000],
      want: ['data-differs value /* /1 1772010000 -> 1772013600 (+1 h)'],
    },
    {
      name: 'other dates, of which one lies three hours apart by chance, are data',
      was: ['2026-03-01 08:30:00', '2026-03-02 08:30:00', '2026-03-03 08:30:00'],
      is: ['2026-05-01 09:30:00', '2026-03-02 11:30:00', '2026-06-03 08:45:00'],
      want: ['data-differs value /* /0 "2026-03-01 08:30:00" -> "2026-05-01 09:30:00" x3'],
    },
    {
      name: 'epoch seconds an hour later',
      was: { at: 1_772_000_000 },
      is: { at: 1_772_003_600 },
      want: ['timestamps-shifted value /at 1772000000 -> 1772003600 (+1 h)'],
    },
    {
      name: 'another minute is data',
      was: { at: '2026-03-01 08:30:00' },
      is: { at: '2026-03-01 11:31:00' },
      want: ['data-differs value /at "2026-03-01 08:30:00" -> "2026-03-01 11:31:00"'],
    },
    {
      name: 'a day later is data',
      was: { at: '2026-03-01 08:30:00' },
      is: { at: '2026-03-02 08:30:00' },
      want: ['data-differs value /at "2026-03-01 08:30:00" -> "2026-03-02 08:30:00"'],
    },
    {
      name: 'a message in another language',
      was: { message: 'The email field is required.' },
      is: { message: 'Das Feld ist erforderlich und muss gesetzt sein.' },
      want: ['language-changed value /message en -> de'],
    },
    {
      name: 'a message in another script',
      was: { message: 'The given data was invalid.' },
      is: { message: 'Данные неверны' },
      want: ['language-changed value /message en -> Cyrillic script'],
    },
    {
      name: 'the key of a translation',
      was: { errors: { email: ['These credentials do not match our records, and the rest.'] } },
      is: { errors: { email: ['auth.failed'] } },
      want: ['language-changed value /errors/email/* /errors/email/0 en -> translation key'],
    },
    {
      name: 'another message of one language is data',
      was: { message: 'The given data was invalid.' },
      is: { message: 'The server is not there.' },
      want: ['data-differs value /message text of 27 characters -> text of 24 characters'],
    },
    {
      name: 'other text elsewhere is data',
      was: { title: 'The road to the sea' },
      is: { title: 'Der Weg zum Meer und die See' },
      want: ['data-differs value /title text of 19 characters -> text of 28 characters'],
    },
  ]);
});

const url = (text: string): unknown => ({ url: text });

describe('origins', () => {
  check([
    {
      name: 'own hosts are the same',
      was: url('https://old.example.com/a?page=2'),
      is: url('https://new.example.com/a?page=2'),
      want: [],
    },
    {
      name: 'own hosts in a text',
      was: url('See https://old.example.com/a, or <a href="https://old.example.com">'),
      is: url('See https://new.example.com/a, or <a href="https://new.example.com">'),
      want: [],
    },
    {
      name: 'own host with the standard port',
      was: url('https://old.example.com/a'),
      is: url('https://new.example.com:443/a'),
      want: [],
    },
    {
      name: 'the scheme is lost',
      was: url('https://old.example.com/a'),
      is: url('http://new.example.com/a'),
      want: ['url-scheme-changed value /url {scheme}://{target}/a -> http://{target}/a'],
    },
    {
      name: 'both lost the scheme',
      was: url('http://old.example.com/a'),
      is: url('http://new.example.com/a'),
      want: [],
    },
    {
      name: 'the port leaks',
      was: url('https://old.example.com/a'),
      is: url('https://new.example.com:8443/a'),
      want: ['url-port-leaked value /url {scheme}://{target}/a -> {scheme}://{target}:8443/a'],
    },
    {
      name: 'scheme and port',
      was: url('https://old.example.com/a'),
      is: url('http://new.example.com:8080/a'),
      want: [
        'url-scheme-changed value /url {scheme}://{target}/a -> http://{target}:8080/a',
        'url-port-leaked value /url {scheme}://{target}/a -> http://{target}:8080/a',
      ],
    },
    {
      name: 'an inner host',
      was: url('https://old.example.com/a'),
      is: url('https://app.internal/a'),
      want: ['url-foreign-host value /url {scheme}://{target}/a -> https://app.internal/a'],
    },
    {
      name: 'the host of the other target',
      was: url('https://old.example.com/a'),
      is: url('https://old.example.com/a'),
      want: ['url-foreign-host value /url {scheme}://{target}/a -> https://old.example.com/a'],
    },
    {
      name: 'a file under another storage host',
      was: url('https://b.s3.example/covers/a.jpg?X-Amz-Signature=1'),
      is: url('https://b.spaces.example/x/covers/a.jpg?X-Amz-Signature=2'),
      want: [
        'url-foreign-host value /url https://b.s3.example/covers/a.jpg?X-Amz-Signature=* -> https://b.spaces.example/x/covers/a.jpg?X-Amz-Signature=*',
      ],
    },
    {
      name: 'the path prefix twice',
      was: url('https://old.example.com/api/courses'),
      is: url('https://new.example.com/api/api/courses'),
      want: ['url-prefix-doubled value /url {scheme}://{target}/api/courses -> {scheme}://{target}/api/api/courses'],
    },
    {
      name: 'another page is data',
      was: url('https://old.example.com/a?page=2'),
      is: url('https://new.example.com/a?page=3'),
      want: [
        'data-differs value /url {scheme}://{target}/a?page=… -> {scheme}://{target}/a?page=…, other from character 9',
      ],
    },
    {
      name: 'another signature',
      was: url('https://old.example.com/f?expires=1&signature=aa'),
      is: url('https://new.example.com/f?expires=2&signature=bb'),
      want: [],
    },
    {
      name: 'another file behind a signature',
      was: url('https://old.example.com/f?signature=aa'),
      is: url('https://new.example.com/g?signature=bb'),
      want: ['data-differs value /url {scheme}://{target}/f?signature=… -> {scheme}://{target}/g?signature=…'],
    },
    {
      name: 'a website of somebody else',
      was: url('https://a.example.org/'),
      is: url('https://a.example.org/'),
      want: [],
    },
    {
      name: 'placeholders of other lengths',
      was: { token: '<redacted token 40>' },
      is: { token: '<redacted token 51>' },
      want: [],
    },
    {
      name: 'placeholders of other classes',
      was: { token: '<redacted token 40>' },
      is: { token: '<redacted email 40>' },
      want: ['data-differs value /token <redacted token 40> -> <redacted email 40>'],
    },
    { name: 'two tokens', was: { t: 'eyJh.eyJz.aa' }, is: { t: 'eyJh.eyJt.bb' }, want: [] },
  ]);

  test('targets that differ in the port are told apart by it', () => {
    const policy = { origins: { reference: ['http://127.0.0.1:3001'], candidate: ['http://127.0.0.1:3002'] } };
    const is = (text: string): readonly string[] =>
      compareValues(read(['http://127.0.0.1:3001/a']), read([text]), policy).differences.map(line);
    assert.deepEqual(is('http://127.0.0.1:3002/a'), []);
    assert.deepEqual(is('http://127.0.0.1:3001/a'), [
      'url-port-leaked value /* /0 {scheme}://{target}/a -> {scheme}://{target}:3001/a',
    ]);
  });
});

const at = (...ids: readonly number[]): unknown => ids.map((id) => ({ id, name: `n${id}` }));

describe('arrays', () => {
  const set = { arrays: [{ path: '', order: 'set' }] } as const;
  check([
    {
      name: 'one element more at the head',
      was: at(1, 2, 3),
      is: at(9, 1, 2, 3),
      want: ['data-differs presence /* /0 absent -> id 9'],
    },
    {
      name: 'one element less in the middle',
      was: at(1, 2, 3),
      is: at(1, 3),
      want: ['data-differs presence /* /1 id 2 -> absent'],
    },
    {
      name: 'another order of keyed elements',
      was: at(1, 2, 3, 4),
      is: at(1, 3, 2, 4),
      want: ['order-changed order  id 2, id 3, id 4 -> id 3, id 2, id 4'],
    },
    {
      name: 'another order and other data in one',
      was: at(1, 2),
      is: [
        { id: 2, name: 'n2' },
        { id: 1, name: 'x' },
      ],
      want: ['order-changed order  id 1, id 2 -> id 2, id 1', 'data-differs value /*/name /0/name "n1" -> "x"'],
    },
    {
      name: 'other ids everywhere are paired in order',
      was: at(1, 2),
      is: at(3, 4),
      want: ['data-differs value /*/id /0/id 1 -> 3 x2', 'data-differs value /*/name /0/name "n1" -> "n3" x2'],
    },
    {
      name: 'scalars in another order',
      was: ['a', 'b', 'c'],
      is: ['c', 'a', 'b'],
      want: ['order-changed order  "a", "b", "c" -> "c", "a", "b"'],
    },
    {
      name: 'one scalar more at the head',
      was: range(50),
      is: [99, ...range(50)],
      want: ['data-differs presence /* /0 absent -> 99'],
    },
    {
      name: 'one other scalar',
      was: ['a', 'b', 'c'],
      is: ['a', 'x', 'c'],
      want: ['data-differs value /* /1 "b" -> "x"'],
    },
    {
      name: 'elements without a name in another order',
      was: [{ x: 1 }, { x: 2 }, { x: 3 }],
      is: [{ x: 3 }, { x: 2 }, { x: 1 }],
      want: [
        'order-changed order  an object of 1 keys, an object of 1 keys, an object of 1 keys (from element 0) -> the same in another order',
      ],
    },
    {
      name: 'a changed element without a name',
      was: [{ x: 1 }, { x: 2 }, { x: 3 }],
      is: [{ x: 1 }, { x: 9 }, { x: 3 }],
      want: ['data-differs value /*/x /1/x 2 -> 9'],
    },
    {
      name: 'own URLs do not hide that elements are equal',
      was: [{ u: 'https://old.example.com/1' }, { u: 'https://old.example.com/2' }],
      is: [{ u: 'https://new.example.com/2' }],
      want: ['data-differs presence /* /0 an object of 1 keys -> absent'],
    },
    { name: 'a set in another order', was: ['a', 'b'], is: ['b', 'a'], want: [], policy: set },
    {
      name: 'a set with another element',
      was: ['a', 'b'],
      is: ['b', 'c'],
      want: ['data-differs value /* /0 "a" -> "c"'],
      policy: set,
    },
    {
      name: 'keyed by two properties',
      was: [
        { a: 1, b: 1, v: 1 },
        { a: 1, b: 2, v: 2 },
      ],
      is: [
        { a: 1, b: 2, v: 2 },
        { a: 1, b: 1, v: 3 },
      ],
      want: ['data-differs value /*/v /0/v 1 -> 3'],
      policy: { arrays: [{ path: '', order: 'keyed', by: ['a', 'b'] }] },
    },
    {
      name: 'a tuple has a path for each position',
      was: { at: [1, 'x'] },
      is: { at: [2, 'x'] },
      want: ['data-differs value /at/0 1 -> 2'],
      policy: { arrays: [{ path: '/at', order: 'tuple' }] },
    },
    {
      name: 'a key that stands twice names nothing',
      was: [
        { id: 1, v: 1 },
        { id: 1, v: 2 },
      ],
      is: [
        { id: 1, v: 2 },
        { id: 1, v: 1 },
      ],
      want: [],
      policy: set,
    },
    {
      name: 'numbers in other spellings are equal elements',
      was: json('[1,2.0,3]'),
      is: json('[2,3.0]'),
      want: ['data-differs presence /* /0 1 -> absent'],
    },
  ]);

  test('an evident key is proposed', () => {
    const { proposals } = compareValues(read({ data: at(1, 2) }), read({ data: at(2, 1) }), POLICY);
    assert.deepEqual(proposals, [{ path: '/data', order: 'keyed', by: ['id'] }]);
  });
});

const UUID = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
  '33333333-3333-4333-8333-333333333333',
];

const noise = (path: string, pattern: NoiseRule['pattern'], identity?: string): NoiseRule => ({
  id: `noise ${path}`,
  path,
  pattern,
  reason: 'made anew',
  ...(identity === undefined ? {} : { identity }),
});

describe('noise and identity', () => {
  const uuids = { noise: [noise('/a', { class: 'uuid' }), noise('/b', { class: 'uuid' })] };
  check([
    {
      name: 'a rule forgives another value',
      was: { at: 1 },
      is: { at: 2 },
      want: [],
      policy: { noise: [noise('/at', { class: 'integer' })] },
    },
    {
      name: 'both sides must fit',
      was: { at: 1 },
      is: { at: 'x' },
      want: ['data-differs kind /at 1 -> "x"'],
      policy: { noise: [noise('/at', { class: 'integer' })] },
    },
    {
      name: 'a pattern that one side does not fit',
      was: { at: '2 hours ago' },
      is: { at: 'never' },
      want: ['data-differs value /at text of 11 characters -> "never"'],
      policy: { noise: [noise('/at', { like: '# hours ago' })] },
    },
    {
      name: 'a missing key is never forgiven',
      was: { at: 1 },
      is: {},
      want: ['data-differs presence /at 1 -> absent'],
      policy: { noise: [noise('/at', { class: 'integer' })] },
    },
    {
      name: 'a text around digits',
      was: { at: '2 hours ago' },
      is: { at: '3 hours ago' },
      want: [],
      policy: { noise: [noise('/at', { like: '# hours ago' })] },
    },
    {
      name: 'a regular expression',
      was: { v: 'build-1a' },
      is: { v: 'build-2b' },
      want: [],
      policy: { noise: [noise('/v', { matches: 'build-\\w+' })] },
    },
    {
      name: 'a volatile value',
      was: { v: [{ at: 'x y' }] },
      is: { v: [{ at: 'z z' }] },
      want: [],
      policy: { volatile: [{ path: '/v/*/at', pattern: { class: 'text' } }] },
    },
    {
      name: 'noise hides no lost scheme',
      was: { u: 'https://old.example.com/1' },
      is: { u: 'http://new.example.com/1' },
      want: ['url-scheme-changed value /u {scheme}://{target}/1 -> http://{target}/1'],
      policy: { noise: [noise('/u', { matches: 'https?://.*' })] },
    },
    {
      name: 'noise hides no shift of hours',
      was: { at: '2026-03-01 08:30:00' },
      is: { at: '2026-03-01 11:30:02' },
      want: ['timestamps-shifted value /at "2026-03-01 08:30:00" -> "2026-03-01 11:30:02" (+3 h)'],
      policy: { noise: [noise('/at', { class: 'datetime-sql' })] },
    },
    {
      name: 'identifiers that follow each other',
      was: { a: UUID[0], b: UUID[0] },
      is: { a: UUID[1], b: UUID[1] },
      want: [],
      policy: uuids,
    },
    {
      name: 'equal here, not there',
      was: { a: UUID[0], b: UUID[0] },
      is: { a: UUID[1], b: UUID[2] },
      want: ['identity-broken value /b the same as /a -> another'],
      policy: uuids,
    },
    {
      name: 'equal there, not here',
      was: { a: UUID[0], b: UUID[1] },
      is: { a: UUID[2], b: UUID[2] },
      want: ['identity-broken value /b another -> the same as /a'],
      policy: uuids,
    },
    {
      name: 'an identifier that stayed, and did not',
      was: { k: UUID[0], a: UUID[0] },
      is: { k: UUID[0], a: UUID[1] },
      want: ['identity-broken value /a the same as /k -> another'],
      policy: uuids,
    },
    {
      name: 'numbers that name things',
      was: { user: { id: 7 }, by: 7 },
      is: { user: { id: 9 }, by: 8 },
      want: ['identity-broken value /user/id the same as /by -> another'],
      policy: { noise: [noise('/user/id', { class: 'integer' }, 'user'), noise('/by', { class: 'integer' }, 'user')] },
    },
    {
      name: 'identifiers without a rule are data',
      was: { a: UUID[0] },
      is: { a: UUID[1] },
      want: ['data-differs value /a uuid of 36 characters -> uuid of 36 characters, other from character 1'],
    },
  ]);
});
