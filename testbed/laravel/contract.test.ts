import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { requireReal } from '../requirements.ts';
import { ask, type Ask, type Told } from './ask.ts';
import { empty, json, lines, NO_CACHE, sentence } from './expected.ts';
import { ACCOUNTS, signIn } from './fixture.ts';
import { type Laravel, startLaravel } from './start.ts';

const USER = String.raw`{"id":1,"name":"Canary Member","email":"canary@academy.example","locale":"en","email_verified_at":"2026-01-15T08:00:00.000000Z","roles":["member"],"settings":{"digest":true,"theme":"light"},"avatar_url":"http:\/\/<host>\/storage\/avatars\/1.png","last_login_at":null,"created_at":"2026-01-15T07:45:00.000000Z"}`;
const COURSE_1 = String.raw`{"id":1,"slug":"turkish-for-travellers","title":"Turkish for Travellers","summary":"Order, ask and thank in ten lessons.","level":"beginner","price":"49.90","rating":4.5,"seats":30,"published":true,"category":{"id":1,"name":"Languages"},"tags":["speaking","travel","short"],"prerequisites":[],"translations":{"en":{"title":"Turkish for Travellers"},"tr":{"title":"Gezginler i\u00e7in T\u00fcrk\u00e7e"},"de":{"title":"T\u00fcrkisch f\u00fcr Reisende"}},"prices_by_year":{"2024":"39.90","2025":"44.90","2026":"49.90"},"flags":{},"instructor":{"id":3,"name":"Mina \u00c7elik","bio":"Writes and translates plays."},"starts_at":"2026-09-01T09:00:00.000000Z","enrol_until":"2026-08-25","updated_at":"2026-03-01 08:30:00","url":"http:\/\/<host>\/api\/courses\/1","cover_url":"https:\/\/cdn.academy.example\/covers\/turkish-for-travellers.jpg","lessons_count":3,"lessons":[{"type":"video","id":1,"title":"Turkish for Travellers: first steps","duration_seconds":345,"stream_url":"https:\/\/cdn.academy.example\/streams\/1.m3u8"},{"type":"quiz","id":2,"title":"Turkish for Travellers: what do you remember?","questions":6,"pass_mark":0.75},{"type":"live","id":3,"title":"Turkish for Travellers: ask the teacher","starts_at":"2026-09-28T18:30:00.000000Z","room":null}]}`;
const LAST_PAGE = String.raw`{"data":[{"id":11,"slug":"latin-poetry","title":"Latin Poetry","summary":null,"level":"advanced","price":"54.00","rating":4.9,"seats":20,"published":true,"category":{"id":1,"name":"Languages"},"tags":["reading","verse","slow"],"prerequisites":[1,7],"translations":{"en":{"title":"Latin Poetry"},"tr":{"title":"Latin \u015eiiri"},"de":{"title":"Lateinische Dichtung"}},"prices_by_year":{"2024":"44.00","2025":"49.00","2026":"54.00"},"flags":{},"instructor":{"id":3,"name":"Mina \u00c7elik","bio":"Writes and translates plays."},"starts_at":"2027-03-01T16:00:00.000000Z","enrol_until":"2027-02-22","updated_at":"2026-03-11 08:30:00","url":"http:\/\/<host>\/api\/courses\/11","cover_url":"https:\/\/cdn.academy.example\/covers\/latin-poetry.jpg","lessons_count":4},{"id":12,"slug":"etching","title":"Etching","summary":"Copper, wax and acid.","level":"advanced","price":"89.90","rating":4.7,"seats":8,"published":false,"category":{"id":4,"name":"Arts"},"tags":["printing","practice","slow"],"prerequisites":[5,9],"translations":{"en":{"title":"Etching"},"tr":{"title":"Grav\u00fcr"},"de":{"title":"Radierung"}},"prices_by_year":{"2024":"79.90","2025":"84.90","2026":"89.90"},"flags":{},"instructor":null,"starts_at":"2027-04-05T18:00:00.000000Z","enrol_until":"2027-03-29","updated_at":"2026-03-12 08:30:00","url":"http:\/\/<host>\/api\/courses\/12","cover_url":"https:\/\/cdn.academy.example\/covers\/etching.jpg","lessons_count":2}],"links":{"first":"http:\/\/<host>\/api\/courses?page=1","last":"http:\/\/<host>\/api\/courses?page=3","prev":"http:\/\/<host>\/api\/courses?page=2","next":null},"meta":{"current_page":3,"from":11,"last_page":3,"links":[{"url":"http:\/\/<host>\/api\/courses?page=2","label":"&laquo; Previous","active":false},{"url":"http:\/\/<host>\/api\/courses?page=1","label":"1","active":false},{"url":"http:\/\/<host>\/api\/courses?page=2","label":"2","active":false},{"url":"http:\/\/<host>\/api\/courses?page=3","label":"3","active":true},{"url":null,"label":"Next &raquo;","active":false}],"path":"http:\/\/<host>\/api\/courses","per_page":5,"to":12,"total":12}}`;
const BEYOND = String.raw`{"data":[],"links":{"first":"http:\/\/<host>\/api\/courses?page=1","last":"http:\/\/<host>\/api\/courses?page=3","prev":"http:\/\/<host>\/api\/courses?page=3","next":null},"meta":{"current_page":4,"from":null,"last_page":3,"links":[{"url":"http:\/\/<host>\/api\/courses?page=3","label":"&laquo; Previous","active":false},{"url":"http:\/\/<host>\/api\/courses?page=1","label":"1","active":false},{"url":"http:\/\/<host>\/api\/courses?page=2","label":"2","active":false},{"url":"http:\/\/<host>\/api\/courses?page=3","label":"3","active":false},{"url":null,"label":"Next &raquo;","active":false}],"path":"http:\/\/<host>\/api\/courses","per_page":5,"to":null,"total":12}}`;
const HTML = `<!DOCTYPE html>
<html lang="en">
    <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Academy</title>
    </head>
    <body>
        <p>Application up</p>
    </body>
</html>
`;

/** Asked without a token. */
const GUEST: readonly { name: string; what: string; ask?: Ask; told: Told }[] = [
  {
    name: 'the health of all parts is said and never cached',
    what: 'GET /health',
    told: {
      status: 200,
      lines: lines(['Cache-Control: no-store, private']),
      body: '{"app":"ok","db":"ok","redis":"ok"}',
    },
  },
  {
    name: 'the version is said and never cached',
    what: 'GET /version',
    told: { status: 200, lines: lines(['Cache-Control: no-store, private']), body: '{"revision":"r-7"}' },
  },
  {
    name: 'the framework’s own health page is HTML',
    what: 'GET /up',
    told: { status: 200, lines: lines([NO_CACHE], 'text/html; charset=UTF-8'), body: HTML },
  },
  {
    name: 'an unknown route is a 404 in JSON',
    what: 'GET /api/nope',
    told: { status: 404, lines: lines([NO_CACHE]), body: sentence('') },
  },
  {
    name: 'the API’s documentation is not there',
    what: 'GET /docs',
    told: { status: 404, lines: lines([NO_CACHE]), body: sentence('') },
  },
  {
    name: 'a client that wants HTML gets its error in JSON too',
    what: 'GET /docs',
    ask: { headers: { accept: 'text/html' } },
    told: { status: 404, lines: lines([NO_CACHE]), body: sentence('') },
  },
  {
    name: 'the catalogue is refused without a token',
    what: 'GET /api/courses',
    told: { status: 401, lines: lines([NO_CACHE]), body: '{"message":"Unauthenticated."}' },
  },
  {
    name: 'the catalogue is refused with a wrong token',
    what: 'GET /api/courses',
    ask: { headers: { authorization: `Bearer 1|${'x'.repeat(40)}` } },
    told: { status: 401, lines: lines([NO_CACHE]), body: '{"message":"Unauthenticated."}' },
  },
  {
    name: 'a method the catalogue does not have is a 405 that names those it has',
    what: 'DELETE /api/courses',
    told: {
      status: 405,
      lines: lines(['Allow: GET, HEAD', NO_CACHE]),
      body: sentence('The DELETE method is not supported for this route. Supported methods: GET, HEAD.'),
    },
  },
  {
    name: 'HEAD is GET without the body',
    what: 'HEAD /health',
    told: {
      status: 200,
      lines: lines(['Cache-Control: no-store, private']).filter((line) => !line.startsWith('Transfer-Encoding')),
      body: '',
    },
  },
  {
    name: 'an allowed origin is named',
    what: 'GET /api/user',
    ask: { headers: { origin: 'https://www.academy.example' } },
    told: {
      status: 401,
      lines: lines([NO_CACHE, 'Access-Control-Allow-Origin: https://www.academy.example', 'Vary: Origin']),
      body: '{"message":"Unauthenticated."}',
    },
  },
  {
    name: 'a foreign origin is not',
    what: 'GET /api/user',
    ask: { headers: { origin: 'https://academy.example.evil' } },
    told: { status: 401, lines: lines([NO_CACHE]), body: '{"message":"Unauthenticated."}' },
  },
];

/** Asked with a token. */
const MEMBER: readonly { name: string; what: string; headers?: Ask['headers']; told: Told }[] = [
  {
    name: 'a member is recognised',
    what: 'GET /api/user',
    told: { status: 200, lines: lines([NO_CACHE]), body: `{"data":${USER}}` },
  },
  {
    name: 'behind a proxy that ends TLS links are https',
    what: 'GET /api/user',
    headers: { 'x-forwarded-proto': 'https' },
    told: {
      status: 200,
      lines: lines([NO_CACHE]),
      body: `{"data":${USER}}`.replace(String.raw`"http:\/\/`, String.raw`"https:\/\/`),
    },
  },
  {
    name: 'one course has its lessons',
    what: 'GET /api/courses/1',
    told: { status: 200, lines: lines([NO_CACHE]), body: `{"data":${COURSE_1}}` },
  },
  {
    name: 'the last page is short',
    what: 'GET /api/courses?page=3',
    told: { status: 200, lines: lines([NO_CACHE]), body: LAST_PAGE },
  },
  {
    name: 'a page after the last one is empty',
    what: 'GET /api/courses?page=4',
    told: { status: 200, lines: lines([NO_CACHE]), body: BEYOND },
  },
  {
    name: 'an unknown course is a 404 that names the model',
    what: 'GET /api/courses/999999',
    told: {
      status: 404,
      lines: lines([NO_CACHE]),
      body: sentence(String.raw`No query results for model [App\\Models\\Course] 999999`),
    },
  },
];

describe('the real Laravel', requireReal('laravel'), () => {
  let laravel: Laravel;
  let token: string;
  before(async () => {
    laravel = await startLaravel({ accounts: ACCOUNTS, revision: 'r-7' });
    token = await signIn(laravel.url);
  });
  after(() => laravel.stop());

  for (const { name, what, ask: how, told } of GUEST) {
    test(name, async () => assert.deepEqual(await ask(laravel.url, what, how), told));
  }

  for (const { name, what, headers, told } of MEMBER) {
    test(name, async () => {
      const how = { headers: { ...headers, authorization: `Bearer ${token}` } };
      assert.deepEqual(await ask(laravel.url, what, how), told);
    });
  }

  test('the right password gives a token and a device cookie', async () => {
    const told = await ask(laravel.url, 'POST /api/login', json(ACCOUNTS.canary));
    const cookie =
      'Set-Cookie: academy_device=<value>; expires=<date>; Max-Age=2592000; path=/; secure; httponly; samesite=lax';
    assert.deepEqual(withoutRemaining(told), {
      status: 200,
      lines: [...lines([NO_CACHE, 'X-RateLimit-Limit: 600']), cookie],
      body: `{"token":"<token>","token_type":"Bearer","expires_at":"<date>","user":${USER}}`,
    });
  });

  for (const { name, form, errors } of [
    {
      name: 'a wrong password is refused',
      form: { ...ACCOUNTS.canary, password: 'wrong' },
      errors: '{"email":["These credentials do not match our records."]}',
    },
    {
      name: 'an unknown address is refused with the same words',
      form: { email: 'nobody@academy.example', password: 'wrong' },
      errors: '{"email":["These credentials do not match our records."]}',
    },
    {
      name: 'an empty form is refused with the fields that are missing',
      form: {},
      errors: '{"email":["The email field is required."],"password":["The password field is required."]}',
    },
    {
      name: 'a form with wrong types is refused',
      form: { email: ['x'], password: 5 },
      errors:
        '{"email":["The email must be a string.","The email must be a valid email address."],"password":["The password must be a string."]}',
    },
  ]) {
    test(name, async () => {
      const told = await ask(laravel.url, 'POST /api/login', json(form));
      assert.deepEqual(withoutRemaining(told), {
        status: 422,
        lines: lines([NO_CACHE, 'X-RateLimit-Limit: 600']),
        body: `{"message":"The given data was invalid.","errors":${errors}}`,
      });
    });
  }

  test('a token is refused once it was revoked', async () => {
    const headers = { authorization: `Bearer ${await signIn(laravel.url)}` };
    assert.deepEqual(await ask(laravel.url, 'POST /api/logout', { headers }), {
      status: 204,
      lines: empty([NO_CACHE]),
      body: '',
    });
    assert.equal((await ask(laravel.url, 'GET /api/user', { headers })).status, 401);
  });

  for (const { what, ids } of [
    { what: 'GET /api/courses', ids: [1, 2, 3, 4, 5] },
    { what: 'GET /api/courses?page=2', ids: [6, 7, 8, 9, 10] },
    { what: 'GET /api/courses?page=0', ids: [1, 2, 3, 4, 5] },
    { what: 'GET /api/courses?page=abc', ids: [1, 2, 3, 4, 5] },
    { what: 'GET /api/courses?sort=title', ids: [2, 4, 6, 9, 12] },
    { what: 'GET /api/courses?sort=title&page=3', ids: [1, 5] },
    { what: 'GET /api/courses?sort=price', ids: [1, 2, 3, 4, 5] },
  ]) {
    test(`${what} lists the courses ${ids.join(', ')}`, async () => {
      const { body } = await ask(laravel.url, what, { headers: { authorization: `Bearer ${token}` } });
      const { data }: { data: { id: number }[] } = JSON.parse(body);
      assert.deepEqual(
        data.map(({ id }) => id),
        ids,
      );
    });
  }

  test('links of an ordered page keep the order', async () => {
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await ask(laravel.url, 'GET /api/courses?sort=title&page=2', { headers });
    const { links }: { links: unknown } = JSON.parse(body);
    assert.deepEqual(links, {
      first: 'http://<host>/api/courses?sort=title&page=1',
      last: 'http://<host>/api/courses?sort=title&page=3',
      prev: 'http://<host>/api/courses?sort=title&page=1',
      next: 'http://<host>/api/courses?sort=title&page=3',
    });
  });
});

/** How many logins are left depends on the tests before. */
const withoutRemaining = ({ status, lines, body }: Told): Told => ({
  status,
  lines: lines.filter((line) => !line.startsWith('X-RateLimit-Remaining: ')),
  body,
});
