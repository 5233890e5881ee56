import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HeaderLine } from './answer.ts';
import { ACCOUNTS, CREDENTIALS, JSON_HEADERS, signIn, standin } from './fixtures/accounts.ts';
import { ask, type Request, type Seen } from './fixtures/ask.ts';
import { masked } from './fixtures/mask.ts';

const HOST = 'api.academy.test:8101';
const ORIGIN = { Origin: 'https://academy.example' };

const user = (scheme: string): string =>
  String.raw`{"id":1,"name":"Canary Member","email":"canary@academy.example","locale":"en","email_verified_at":"2026-01-15T08:00:00.000000Z","roles":["member"],"settings":{"digest":true,"theme":"light"},"avatar_url":"${scheme}:\/\/${HOST}\/storage\/avatars\/1.png","last_login_at":null,"created_at":"2026-01-15T07:45:00.000000Z"}`;

const lesson = {
  video: String.raw`{"type":"video","id":1,"title":"Turkish for Travellers: first steps","duration_seconds":345,"stream_url":"https:\/\/cdn.academy.example\/streams\/1.m3u8"}`,
  quiz: '{"type":"quiz","id":2,"title":"Turkish for Travellers: what do you remember?","questions":6,"pass_mark":0.75}',
  live: '{"type":"live","id":3,"title":"Turkish for Travellers: ask the teacher","starts_at":"2026-09-28T18:30:00.000000Z","room":null}',
};

const course = String.raw`{"id":1,"slug":"turkish-for-travellers","title":"Turkish for Travellers","summary":"Order, ask and thank in ten lessons.","level":"beginner","price":"49.90","rating":4.5,"seats":30,"published":true,"category":{"id":1,"name":"Languages"},"tags":["speaking","travel","short"],"prerequisites":[],"translations":{"en":{"title":"Turkish for Travellers"},"tr":{"title":"Gezginler i\u00e7in T\u00fcrk\u00e7e"},"de":{"title":"T\u00fcrkisch f\u00fcr Reisende"}},"prices_by_year":{"2024":"39.90","2025":"44.90","2026":"49.90"},"flags":{},"instructor":{"id":3,"name":"Mina \u00c7elik","bio":"Writes and translates plays."},"starts_at":"2026-09-01T09:00:00.000000Z","enrol_until":"2026-08-25","updated_at":"2026-03-01 08:30:00","url":"http:\/\/${HOST}\/api\/courses\/1","cover_url":"https:\/\/cdn.academy.example\/covers\/turkish-for-travellers.jpg","lessons_count":3,"lessons":[${lesson.video},${lesson.quiz},${lesson.live}]}`;

type Row = Request & {
  readonly name: string;
  readonly isSignedIn?: true;
  readonly status: string;
  readonly answer: string;
  /** The lines between those of nginx and those that every answer has. */
  readonly own?: readonly HeaderLine[];
  readonly cookie?: string;
};

const login = (body: string): Request => ({ method: 'POST', path: '/api/login', headers: JSON_HEADERS, body });
const wrong = JSON.stringify({ email: ACCOUNTS.refused.email, password: 'wrong password' });
const error = (message: string): string => `{\n    "message": "${message}"\n}`;
const allowing = (methods: string): readonly HeaderLine[] => [['Allow', methods], NO_CACHE, DATE];
const NO_CACHE: HeaderLine = ['Cache-Control', 'no-cache, private'];
const DATE: HeaderLine = ['Date', 'Aaa, 99 Aaa 9999 99:99:99 GMT'];
const LIMIT: readonly HeaderLine[] = [NO_CACHE, DATE, ['X-RateLimit-Limit', '600'], ['X-RateLimit-Remaining', '599']];

const ROWS: readonly Row[] = [
  {
    name: 'health is well, and may not be kept',
    path: '/health',
    status: '200 OK',
    own: [['Cache-Control', 'no-store, private'], DATE],
    answer: '{"app":"ok","db":"ok","redis":"ok"}',
  },
  {
    name: 'the right password gives a token for a day and a cookie for thirty',
    ...login(CREDENTIALS),
    status: '200 OK',
    own: LIMIT,
    cookie: '; expires=Aaa, 99-Aaa-9999 99:99:99 GMT; Max-Age=2592000; path=/; secure; httponly; samesite=lax',
    answer: `{"token":"~","token_type":"Bearer","expires_at":"~","user":${user('http')}}`,
  },
  {
    name: 'a wrong password is refused',
    ...login(wrong),
    status: '422 Unprocessable Content',
    own: LIMIT,
    answer:
      '{"message":"The given data was invalid.","errors":{"email":["These credentials do not match our records."]}}',
  },
  {
    name: 'a form without fields is refused, field by field',
    ...login('{}'),
    status: '422 Unprocessable Content',
    own: LIMIT,
    answer:
      '{"message":"The given data was invalid.","errors":{"email":["The email field is required."],"password":["The password field is required."]}}',
  },
  {
    name: 'a token is recognised',
    path: '/api/user',
    isSignedIn: true,
    status: '200 OK',
    answer: `{"data":${user('http')}}`,
  },
  {
    name: 'links follow the scheme of a proxy',
    path: '/api/user',
    isSignedIn: true,
    headers: { 'X-Forwarded-Proto': 'https' },
    status: '200 OK',
    answer: `{"data":${user('https')}}`,
  },
  {
    name: 'a token can be revoked',
    method: 'POST',
    path: '/api/logout',
    isSignedIn: true,
    status: '204 No Content',
    answer: '',
  },
  {
    name: 'one course, with its lessons',
    path: '/api/courses/1',
    isSignedIn: true,
    status: '200 OK',
    answer: `{"data":${course}}`,
  },
  {
    name: 'an unknown course names the class',
    path: '/api/courses/999999',
    isSignedIn: true,
    status: '404 Not Found',
    answer: error(String.raw`No query results for model [App\\Models\\Course] 999999`),
  },
  { name: 'no token', path: '/api/courses', status: '401 Unauthorized', answer: '{"message":"Unauthenticated."}' },
  {
    name: 'a wrong token',
    path: '/api/courses',
    headers: { Authorization: `Bearer 1|${'x'.repeat(40)}` },
    status: '401 Unauthorized',
    answer: '{"message":"Unauthenticated."}',
  },
  {
    name: 'a wrong method is told which are right',
    method: 'DELETE',
    path: '/api/courses',
    status: '405 Method Not Allowed',
    own: allowing('GET, HEAD'),
    answer: error('The DELETE method is not supported for this route. Supported methods: GET, HEAD.'),
  },
  { name: 'an unknown route', path: '/api/nope', status: '404 Not Found', answer: error('') },
  { name: 'the documentation is not there', path: '/docs', status: '404 Not Found', answer: error('') },
];

describe('the contract of the academy', () => {
  for (const { name, isSignedIn, status, answer, own = [NO_CACHE, DATE], cookie, ...request } of ROWS) {
    test(name, async () => {
      await using instance = await standin({ revision: 'r1' });
      const headers = { Host: HOST, ...(isSignedIn && (await signIn(instance.url))), ...request.headers };
      const seen = masked(await ask(instance.url, { ...request, headers }));
      assert.deepEqual(
        { status: `${seen.status} ${seen.reason}`, lines: withoutCookieValue(seen), body: seen.body },
        { status, lines: linesOf(answer, own, cookie), body: answer },
      );
    });
  }

  test('a page of five, with links to all pages', async () => {
    const { data, links, meta } = await page('?page=2');
    assert.deepEqual(ids(data), [6, 7, 8, 9, 10]);
    assert.deepEqual(links, { first: url(1), last: url(3), prev: url(1), next: url(3) });
    assert.deepEqual(meta, {
      current_page: 2,
      from: 6,
      last_page: 3,
      links: [
        { url: url(1), label: '&laquo; Previous', active: false },
        { url: url(1), label: '1', active: false },
        { url: url(2), label: '2', active: true },
        { url: url(3), label: '3', active: false },
        { url: url(3), label: 'Next &raquo;', active: false },
      ],
      path: `http://${HOST}/api/courses`,
      per_page: 5,
      to: 10,
      total: 12,
    });
  });

  test('the order by title, which links keep', async () => {
    const { data, links } = await page('?sort=title');
    assert.deepEqual(ids(data), [2, 4, 6, 9, 12]);
    assert.equal(links['next'], `http://${HOST}/api/courses?sort=title&page=2`);
  });
});

describe('the middleware of the academy', () => {
  for (const { origin, allowed } of [
    { origin: 'https://academy.example', allowed: true },
    { origin: 'https://www.academy.example', allowed: true },
    { origin: 'https://academy.example.org', allowed: false },
    { origin: 'https://evilacademy.example', allowed: false },
    { origin: 'http://academy.example', allowed: false },
  ]) {
    test(`${origin} is ${allowed ? '' : 'not '}allowed to read answers`, async () => {
      await using instance = await standin();
      const { lines } = await ask(instance.url, { path: '/health', headers: { Origin: origin } });
      const cors = lines.filter(([name]) => name === 'Access-Control-Allow-Origin' || name === 'Vary');
      assert.deepEqual(
        cors,
        allowed
          ? [
              ['Access-Control-Allow-Origin', origin],
              ['Vary', 'Origin'],
            ]
          : [],
      );
    });
  }

  test('answers to errors carry the same lines', async () => {
    await using instance = await standin();
    const { lines } = await ask(instance.url, { path: '/nope', headers: ORIGIN });
    assert.deepEqual(
      lines.slice(-6).map(([name]) => name),
      [
        'Access-Control-Allow-Origin',
        'Vary',
        'X-Content-Type-Options',
        'X-Frame-Options',
        'Strict-Transport-Security',
        'X-App-Revision',
      ],
    );
  });
});

function linesOf(answer: string, own: readonly HeaderLine[], cookie: string | undefined): readonly HeaderLine[] {
  return [
    ['Server', 'nginx'],
    ...(answer === ''
      ? []
      : [['Content-Type', 'application/json'] as const, ['Transfer-Encoding', 'chunked'] as const]),
    ['Connection', 'keep-alive'],
    ...own,
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'SAMEORIGIN'],
    ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
    ['X-App-Revision', 'r1'],
    ...(cookie === undefined ? [] : [['Set-Cookie', `academy_device=~${cookie}`] as const]),
  ];
}

const withoutCookieValue = ({ lines }: Seen): readonly HeaderLine[] =>
  lines.map(([name, value]) => [name, value.replace(/~+/, '~')]);

const url = (page: number): string => `http://${HOST}/api/courses?page=${page}`;

type Page = {
  readonly data: readonly { readonly id: number }[];
  readonly links: Readonly<Record<string, string | null>>;
  readonly meta: unknown;
};

async function page(query: string): Promise<Page> {
  await using instance = await standin();
  const headers = { Host: HOST, ...(await signIn(instance.url)) };
  const parsed: Page = JSON.parse((await ask(instance.url, { path: `/api/courses${query}`, headers })).body);
  return parsed;
}

const ids = (data: Page['data']): readonly number[] => data.map(({ id }) => id);
