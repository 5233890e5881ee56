import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { describe, test } from 'node:test';
import { createRedactor, weakSecrets } from './redactor.ts';

const PASSWORD = 'correct horse/battery';
const TOKEN = '12|abcdefghijklmnopqrstuvwxyz0123456789ABCD';

function redactor(): ReturnType<typeof createRedactor> {
  const made = createRedactor(new Map([['CANARY_PASSWORD', PASSWORD]]));
  made.register('token', TOKEN);
  return made;
}

describe('text', () => {
  const CASES = [
    { name: 'without a secret', text: 'nothing here', want: 'nothing here' },
    { name: 'a secret keeps its name and length', text: `is ${PASSWORD}?`, want: 'is <redacted CANARY_PASSWORD 21>?' },
    { name: 'a Sanctum token', text: `Bearer ${TOKEN}`, want: 'Bearer <redacted token 43>' },
    { name: 'the secret part of a Sanctum token alone', text: TOKEN.slice(3), want: '<redacted token 40>' },
    { name: 'beside text that is not ASCII', text: `é${PASSWORD}é`, want: 'é<redacted CANARY_PASSWORD 21>é' },
    { name: 'the beginning of a secret is none', text: 'correct horse', want: 'correct horse' },
    {
      name: 'the signature of a signed link',
      text: '/x?expires=9&signature=abc',
      want: '/x?expires=9&signature=<redacted signature 3>',
    },
    { name: 'a token in a form', text: 'token=abc&a=b', want: 'token=<redacted token 3>&a=b' },
    { name: 'a password in a URL', text: 'https://me:abc@host/', want: 'https://me:<redacted password 3>@host/' },
    { name: 'a placeholder', text: 'is <redacted token 43>', want: 'is <redacted token 43>' },
    {
      name: 'a secret that poses as the class of a placeholder',
      text: `<redacted ${TOKEN.slice(3)} 4>`,
      want: '<redacted <redacted token 40> 4>',
    },
  ];
  for (const { name, text, want } of CASES) {
    test(name, () => {
      assert.equal(redactor().text(text), want);
    });
  }
});

describe('json', () => {
  const CASES = [
    {
      name: 'spelling, order and whitespace stay',
      json: '{ "b" : 1.0,\n"a":"\\u00e9"}',
      want: '{ "b" : 1.0,\n"a":"\\u00e9"}',
    },
    {
      name: 'by key, whatever its spelling',
      json: '{"access_token":"ab","accessToken":"abc","token_type":"Bearer"}',
      want: '{"access_token":"<redacted token 2>","accessToken":"<redacted token 3>","token_type":"Bearer"}',
    },
    { name: 'a key with an escape in it', json: '{"tok\\u0065n":"ab"}', want: '{"tok\\u0065n":"<redacted token 2>"}' },
    {
      name: 'a length counts characters, not escapes',
      json: '{"token":"\\u00e9\\/"}',
      want: '{"token":"<redacted token 2>"}',
    },
    {
      name: 'null, empty text and other kinds stay',
      json: '{"token":null,"secret":"","password":["is wrong"],"cookie":true}',
      want: '{"token":null,"secret":"","password":["is wrong"],"cookie":true}',
    },
    { name: 'a number stays a number of its length', json: '{"secret":-120.5e3}', want: '{"secret":-111.1e1}' },
    {
      name: 'a known secret keeps its name under a telling key',
      json: `{"password":"${PASSWORD}"}`,
      want: '{"password":"<redacted CANARY_PASSWORD 21>"}',
    },
    {
      name: 'a known secret with more around it',
      json: `{"token":"x ${TOKEN}"}`,
      want: '{"token":"<redacted token 45>"}',
    },
    { name: 'behind a byte order mark', json: '\uFEFF{"token":"ab"}', want: '\uFEFF{"token":"<redacted token 2>"}' },
    {
      name: 'beside text that is not ASCII',
      json: '{"é":"é","token":"é"}',
      want: '{"é":"é","token":"<redacted token 1>"}',
    },
    { name: 'broken JSON, by key', json: '{"token":"ab","x":', want: '{"token":"<redacted token 2>","x":' },
    { name: 'JSON that was cut in a token', json: '{"token":"ab\\"c', want: '{"token":"<redacted token 5>' },
    {
      name: 'JSON that was cut in a known secret',
      json: '{"x":"correct ho',
      want: '{"x":"<redacted CANARY_PASSWORD 21>',
    },
    {
      name: 'JSON inside of a page',
      json: '<script>{"token": "ab"}</script>',
      want: '<script>{"token": "<redacted token 2>"}</script>',
    },
  ];
  for (const { name, json, want } of CASES) {
    test(name, () => {
      assert.equal(redactor().json(json), want);
      assert.equal(redactor().json(want), want);
    });
  }

  test('a number that is a known secret', () => {
    const made = createRedactor(new Map([['PIN', '1234567890']]));
    assert.equal(made.json('{"a":[1234567890,"1234567890",12]}'), '{"a":[1111111111,"<redacted PIN 10>",12]}');
  });

  test('at a pointer, whatever the key', () => {
    assert.equal(
      redactor().json('{"data":{"t":"ab","u":"ab"}}', ['/data/t', '/no']),
      '{"data":{"t":"<redacted token 2>","u":"ab"}}',
    );
    assert.equal(redactor().json('{"data":{"t":"ab","u":"a', ['/data/t']), '{"data":{"t":"<redacted token 2>","u":"a');
  });
});

describe('headers', () => {
  const CASES: readonly { name: string; line: readonly [string, string]; want: string }[] = [
    { name: 'an unknown bearer token', line: ['Authorization', 'Bearer abc'], want: 'Bearer <redacted credentials 3>' },
    { name: 'a known bearer token', line: ['authorization', `Bearer ${TOKEN}`], want: 'Bearer <redacted token 43>' },
    { name: 'a credential without scheme', line: ['Authorization', 'abc def'], want: '<redacted credentials 7>' },
    {
      name: 'values of cookies',
      line: ['Cookie', 'a=b; c=d=e; f='],
      want: 'a=<redacted cookie 1>; c=<redacted cookie 3>; f=',
    },
    {
      name: 'the value of a new cookie, not its attributes',
      line: ['Set-Cookie', 'a=bc; Path=/; HttpOnly'],
      want: 'a=<redacted cookie 2>; Path=/; HttpOnly',
    },
    { name: 'a new cookie without name', line: ['Set-Cookie', 'bc; Path=/'], want: '<redacted cookie 2>; Path=/' },
    { name: 'the anti-forgery token', line: ['X-XSRF-TOKEN', 'abc'], want: '<redacted token 3>' },
    {
      name: 'a link with a signature',
      line: ['Location', 'https://h/x?signature=ab'],
      want: 'https://h/x?signature=<redacted signature 2>',
    },
    { name: 'others', line: ['constructor', 'abc'], want: 'abc' },
  ];
  for (const { name, line, want } of CASES) {
    test(name, () => {
      assert.deepEqual(redactor().headers([line]), [[line[0], want]]);
      assert.deepEqual(redactor().headers([[line[0], want]]), [[line[0], want]]);
    });
  }
});

test('Basic credentials: the header, the pair and the password alone', () => {
  const basic = `Basic ${Buffer.from('me:my password').toString('base64')}`;
  const { text } = createRedactor(new Map([['BASIC', basic]]));
  assert.equal(text(`(${basic})`), '(<redacted BASIC 26>)');
  assert.equal(text('(me:my password)'), '(<redacted BASIC 14>)');
  assert.equal(text('(my password)'), '(<redacted BASIC 11>)');
});

test('the lines of a key alone', () => {
  const { text } = createRedactor(
    new Map([['KEY', '-----BEGIN PRIVATE KEY-----\nAbCdEfGhIjKl\n-----END PRIVATE KEY-----\n']]),
  );
  assert.equal(
    text('-----BEGIN PRIVATE KEY-----\r\nAbCdEfGhIjKl\r\n'),
    '-----BEGIN PRIVATE KEY-----\r\n<redacted KEY 12>\r\n',
  );
});

test('bytes that are not UTF-8', () => {
  const bytes = Buffer.from([0xff, ...Buffer.from(PASSWORD), 0xfe]);
  const want = Buffer.from([0xff, ...Buffer.from('<redacted CANARY_PASSWORD 21>'), 0xfe]);
  assert.deepEqual(redactor().bytes(bytes), want);
  const cut = Buffer.from('{"token":"ab","t":"cd","x":"é').subarray(0, -1);
  const left = '{"token":"<redacted token 2>","t":"<redacted token 2>","x":"é';
  assert.deepEqual(redactor().bytes(cut, ['/t']), Buffer.from(left).subarray(0, -1));
});

test('secrets that are too short are named, and refused', () => {
  const secrets = new Map([
    ['A', '1234567'],
    ['B', '12345678'],
    ['C', ''],
    ['D', '1234567 '],
  ]);
  assert.deepEqual(weakSecrets(secrets), ['A', 'C', 'D']);
  assert.throws(() => createRedactor(secrets), {
    message: 'too short to be redacted: A, C, D; use at least 8 characters',
  });
});

test('ten megabytes take no longer than reading them a few times', () => {
  const made = redactor();
  for (let at = 0; at < 50; at++) made.register('token', `${at}|${'x'.repeat(30)}${at}`);
  const row = JSON.stringify({ title: 'A course', url: 'https:\\/\\/h\\/x', text: 'lorem ipsum '.repeat(10) });
  const text = `[${Array.from({ length: 50_000 }, () => row).join(',')}]`;
  const from = process.cpuUsage();
  assert.equal(made.json(text), text);
  // Of the processor, whatever else this machine does: what grows with the square would take minutes.
  assert.ok(process.cpuUsage(from).user < 10_000_000);
});
