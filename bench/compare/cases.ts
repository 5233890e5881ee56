/**
 * `drift`: the candidate's contract is another. `written`: the same values, written in other bytes, or values that
 * only their digits tell apart. `benign`: nothing a client could notice. `data`: other data in the same shape, which is
 * neither.
 */
export type CaseKind = 'drift' | 'written' | 'benign' | 'data';

export type Case = { readonly kind: CaseKind; readonly name: string; readonly was: string; readonly is: string };

// Other fields under `errors` are other data (`another error field`): the keys name what was sent. A field that is gone
// while others stand is a check that is gone, and drift.

/** The two targets' own origins in the cases. */
export const ORIGINS = { reference: ['https://old.example.com'], candidate: ['https://new.example.com'] } as const;

type Row = readonly [name: string, was: unknown, is: unknown];

/** The candidate's answer names its own host; `OTHER` stands for the host of the reference. */
const rows = (kind: CaseKind, all: readonly Row[]): Case[] =>
  all.map(([name, was, is]) => ({ kind, name, was: JSON.stringify(was), is: atHome(JSON.stringify(is)) }));

const atHome = (text: string): string =>
  text.replaceAll('old.example.com', 'new.example.com').replaceAll(OTHER, 'old.example.com');

const OTHER = '{other}';

const texts = (kind: CaseKind, all: readonly (readonly [string, string, string])[]): Case[] =>
  all.map(([name, was, is]) => ({ kind, name, was, is }));

const course = (id: number, more: object = {}): object => ({
  id,
  slug: `course-${id}`,
  summary: id % 2 === 0 ? null : 'About it',
  price: '49.90',
  rating: 4.5,
  seats: 30,
  published: true,
  tags: ['new', 'short'],
  settings: { theme: 'light' },
  starts_at: '2026-03-01T08:30:00.000000Z',
  updated_at: '2026-03-01 08:30:00',
  url: `https://old.example.com/api/courses/${id}`,
  ...more,
});

const page = (...courses: readonly object[]): object => ({ data: courses, meta: { total: courses.length } });
const was = page(course(1), course(2), course(3));
const changed = (more: object): object => page(course(1, more), course(2, more), course(3, more));
const lessons = (quiz: object): object => ({
  lessons: [
    { type: 'video', id: 1, title: 'Start', duration: 60, stream: 'a' },
    { type: 'quiz', id: 2, title: 'Test', questions: 4, ...quiz },
    { type: 'quiz', id: 3, title: 'Again', questions: 5, ...quiz },
  ],
});
const { slug: _, ...withoutSlug } = { slug: '', ...course(3) };
const newHome = (id: number, scheme = 'https', rest = ''): object => ({
  url: `${scheme}://new.example.com${rest}/api/courses/${id}`,
});

const DRIFTS = rows('drift', [
  ['{} became []', { a: {} }, { a: [] }],
  ['[] became {}', { a: [] }, { a: {} }],
  [
    'a list became an object with index keys',
    changed({ tags: ['new', 'short'] }),
    changed({ tags: { 0: 'new', 2: 'short' } }),
  ],
  ['a key is gone in one element', was, page(course(1), course(2), withoutSlug)],
  ['a key is gone in an element beyond the length of the other', page(course(1)), page(course(1), withoutSlug)],
  ['a key is new', was, changed({ page: 1 })],
  ['null became absent', { a: { b: null, c: 1 } }, { a: { c: 1 } }],
  ['null became an empty string', [{ a: null }, { a: null }, { a: 'x' }], [{ a: '' }, { a: '' }, { a: 'x' }]],
  ['a number became text', was, changed({ seats: '30' })],
  ['a decimal text became a number', was, changed({ price: 49.9 })],
  ['a boolean became 1', was, changed({ published: 1 })],
  ['an integer became a float', was, changed({ seats: 30.5 })],
  ['a date in SQL format', was, changed({ starts_at: '2026-03-01 08:30:00' })],
  ['Z became an offset', was, changed({ starts_at: '2026-03-01T08:30:00.000000+00:00' })],
  [
    'an object date became text',
    { d: { date: '2026-03-01 08:30:00', timezone_type: 3, timezone: 'UTC' } },
    { d: '2026-03-01T08:30:00Z' },
  ],
  ['timestamps three hours later', was, changed({ updated_at: '2026-03-01 11:30:00' })],
  ['a variant lost a field', lessons({ pass_mark: 0.75 }), lessons({})],
  [
    'a variant no one has seen',
    lessons({}),
    {
      lessons: [
        { type: 'live', room: 'r1' },
        { type: 'live', room: 'r2' },
      ],
    },
  ],
  [
    'links lost https',
    was,
    page(course(1, newHome(1, 'http')), course(2, newHome(2, 'http')), course(3, newHome(3, 'http'))),
  ],
  ['links carry a port', { url: 'https://old.example.com/a' }, { url: 'https://new.example.com:8080/a' }],
  ['links point to the other target', { url: 'https://old.example.com/a', x: 1 }, { url: `https://${OTHER}/a`, x: 1 }],
  [
    'links repeat the path prefix',
    { url: 'https://old.example.com/api/a' },
    { url: 'https://new.example.com/api/api/a' },
  ],
  [
    'a debug trace',
    { message: 'Not found.' },
    { message: 'Not found.', exception: 'E', file: '/a.php', line: 1, trace: [] },
  ],
  ['a label is a translation key', { message: 'The email field is required.' }, { message: 'validation.required' }],
  [
    'a map value lost a field',
    { m: { en: { t: 'a', u: 1 }, de: { t: 'b', u: 1 } } },
    { m: { en: { t: 'a', u: 1 }, de: { t: 'b' } } },
  ],
  ['another order of a list', was, page(course(2), course(1), course(3))],
  ['__proto__ is gone', JSON.parse('{"a":{"__proto__":1,"b":2}}'), { a: { b: 2 } }],
  [
    'a refused form that checks one field less',
    { errors: { email: ['Required.'], password: ['Required.'] } },
    { errors: { email: ['Required.'] } },
  ],
  ['two equal ids are two', { a: 7, b: 7 }, { a: 7, b: '7' }],
]);

const WRITTEN = texts('written', [
  ['10 and 10.0', '{"a":10}', '{"a":10.0}'],
  ['100 and 1e2', '{"a":100}', '{"a":1e2}'],
  ['0 and -0', '{"a":0}', '{"a":-0}'],
  ['two integers beyond 2^53', '{"a":9007199254740993}', '{"a":9007199254740992}'],
  ['noise digits of one double', '{"a":123.32}', '{"a":123.31999999999999}'],
  ['a repeated key', '{"a":1,"b":2}', '{"a":1,"b":2,"a":1}'],
  ['escaped slashes', '{"a":"x\\/y"}', '{"a":"x/y"}'],
  ['escaped letters', '{"a":"\\u00e9"}', '{"a":"é"}'],
  ['other whitespace', '{"a":1}', '{\n    "a": 1\n}'],
  ['another order of keys', '{"a":1,"b":2}', '{"b":2,"a":1}'],
  ['a line end behind the text', '{"a":1}', '{"a":1}\n'],
  ['a byte order mark', '{"a":1}', '\ufeff{"a":1}'],
  ['composed and decomposed letters', '{"a":"é"}', '{"a":"e\u0301"}'],
]);

const BENIGN = rows('benign', [
  ['the same', was, was],
  ['own hosts differ', was, page(course(1, newHome(1)), course(2, newHome(2)), course(3, newHome(3)))],
  ['an empty list beside a filled one', { data: [{ id: 1 }] }, { data: [] }],
  ['a filled list beside an empty one', { data: [] }, { data: [{ id: 1 }] }],
  ['null and text in a nullable field', [{ s: null }, { s: 'a' }], [{ s: 'b' }, { s: null }]],
  ['a map with other numeric ids', { m: { 17: { n: 1 }, 23: { n: 2 } } }, { m: { 18: { n: 1 }, 99: { n: 2 } } }],
  [
    'a map with another locale',
    { t: { en: { title: 'a' }, tr: { title: 'b' } } },
    { t: { en: { title: 'a' }, de: { title: 'b' } } },
  ],
  ['a map with other dates', { d: { '2026-03-01': 1, '2026-03-02': 2 } }, { d: { '2026-03-03': 1, '2026-03-04': 2 } }],
  ['a whole number among fractions', [{ r: 9.5 }, { r: 10 }], [{ r: 10 }, { r: 9.25 }]],
  ['another instant of one format', { at: '2026-03-01T08:30:00Z' }, { at: '2026-04-11T09:12:07Z' }],
  [
    'another error field',
    { errors: { email: ['The email field is required.'] } },
    { errors: { name: ['The name field is required.'] } },
  ],
  [
    'another signature of a URL',
    { u: 'https://old.example.com/f?signature=a1&expires=1' },
    { u: 'https://new.example.com/f?signature=b2&expires=2' },
  ],
  ['two placeholders', { t: '<redacted token 40>' }, { t: '<redacted token 51>' }],
]);

const DATA = rows('data', [
  ['another total', { meta: { total: 12 } }, { meta: { total: 13 } }],
  ['another title', { title: 'Sailing for beginners' }, { title: 'Sailing for experts' }],
  ['another price', was, changed({ price: '59.90' })],
  ['one course more', was, page(course(1), course(2), course(3), course(4))],
]);

export const CASES: readonly Case[] = [...DRIFTS, ...WRITTEN, ...BENIGN, ...DATA];
