import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Exchange } from '../model/observation.ts';
import type { Target } from '../model/tenant.ts';
import { createAgent } from './agent.ts';
import { type ApiDeps, createApi } from './api.ts';
import { never, targetAt } from './fixtures/asking.ts';
import { httpBackend, saying } from './fixtures/servers.ts';
import { createRedactor } from './redactor.ts';

const SECRETS = new Map([['EDGE_KEY', 'an edge key']]);

function open(target: Target, more: Partial<ApiDeps> = {}) {
  const agent = createAgent(target, SECRETS);
  const seen: Exchange[] = [];
  const deps = { target, app: { locale: 'de' }, agent, redactor: createRedactor(SECRETS), secrets: SECRETS };
  const api = createApi({ ...deps, onExchange: (exchange) => seen.push(exchange), signal: never(), ...more });
  return { api, seen, [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose]() };
}

/** Answers with the raw header lines it got. */
const echo = () => httpBackend((request, response) => response.end(JSON.stringify(request.rawHeaders)));

const ours = (port: number): readonly string[] => [
  'host',
  `127.0.0.1:${port}`,
  'connection',
  'keep-alive',
  'Accept',
  'application/json',
  'Accept-Language',
  'de',
  'Accept-Encoding',
  'identity',
];

describe('what a request carries', () => {
  test('without token and body', async () => {
    await using backend = await echo();
    await using client = open(targetAt(`http://127.0.0.1:${backend.port}`));
    const answer = await client.api.request('GET', '/');
    assert.deepEqual(answer.json(), [...ours(backend.port), 'User-Agent', 'parity', 'X-Synthetic', 'parity']);
  });

  test('with everything: origin, headers of the reach, token, body', async () => {
    await using backend = await echo();
    const reach = {
      origin: 'https://academy.example',
      headers: { 'X-Key': { secret: 'EDGE_KEY' }, 'X-Literal': { literal: 'a' } },
    };
    await using client = open(targetAt(`http://127.0.0.1:${backend.port}`, reach), { userAgent: 'parity/1' });
    const answer = await client.api.as('a bearer token').request('POST', '/', { json: { a: 1 } });
    assert.deepEqual(answer.json(), [
      ...ours(backend.port),
      'User-Agent',
      'parity/1',
      'X-Synthetic',
      'parity',
      'Origin',
      'https://academy.example',
      'Content-Type',
      'application/json',
      'X-Key',
      'an edge key',
      'X-Literal',
      'a',
      'Authorization',
      'Bearer a bearer token',
      'content-length',
      '7',
    ]);
    assert.equal(client.seen[0]?.request.body, '{"a":1}');
  });

  test('a header of the scenario replaces ours, whatever its spelling', async () => {
    await using backend = await echo();
    await using client = open(targetAt(`http://127.0.0.1:${backend.port}`));
    const answer = await client.api.request('GET', '/', { headers: { accept: 'text/html', ORIGIN: 'https://x' } });
    assert.deepEqual(answer.json(), [
      ...ours(backend.port).toSpliced(4, 2),
      'User-Agent',
      'parity',
      'X-Synthetic',
      'parity',
      'accept',
      'text/html',
      'ORIGIN',
      'https://x',
    ]);
  });

  test('a secret without value is a bug of ours', async () => {
    await using client = open(targetAt('http://127.0.0.1:1', { headers: { 'X-Key': { secret: 'NO_KEY' } } }));
    await assert.rejects(client.api.request('GET', '/'), {
      message: 'the secret NO_KEY has no value; set the environment variable NO_KEY',
    });
  });

  test('as() leaves the api it was called on without token', async () => {
    await using backend = await echo();
    await using client = open(targetAt(`http://127.0.0.1:${backend.port}`));
    client.api.as('a bearer token');
    const answer = await client.api.request('GET', '/');
    assert.ok(!answer.text.includes('Bearer'));
  });
});

describe('an answer', () => {
  test('has joined headers, text, value and pointers; the exchange came first', async () => {
    await using backend = await httpBackend((_request, response) => {
      response.writeHead(
        201,
        [
          ['X-A', '1'],
          ['x-a', '2'],
          ['__proto__', '3'],
        ].flat(),
      );
      response.end('{"token":"1|abcdefghijkl","list":[{"id":7}],"a":1,"a":2}');
    });
    await using client = open(targetAt(`http://127.0.0.1:${backend.port}`));
    const answer = await client.api.request('POST', '/', { json: {}, mints: ['/token'] });
    assert.equal(answer.status, 201);
    assert.equal(answer.headers['x-a'], '1, 2');
    assert.deepEqual(answer.at('/list/0/id'), 7);
    assert.deepEqual(answer.at('/token'), '1|abcdefghijkl');
    assert.deepEqual(answer.at('/list/1'), undefined);
    assert.deepEqual(answer.at('/a'), 2);
    assert.equal(client.seen[0]?.response.body.text, '{"token":"<redacted token 14>","list":[{"id":7}],"a":1,"a":2}');
  });

  const NOT_JSON: readonly { readonly name: string; readonly said: string; readonly want: string }[] = [
    {
      name: 'HTML',
      said: 'Content-Length: 13\r\n\r\n<html></html>',
      want: 'GET /api/x answered 200 with 13 bytes of HTML, wanted JSON',
    },
    {
      name: 'nothing',
      said: 'Content-Length: 0\r\n\r\n',
      want: 'GET /api/x answered 200 with an empty body, wanted JSON',
    },
    {
      name: 'almost JSON',
      said: 'Content-Length: 5\r\n\r\n{"a":',
      want: 'GET /api/x answered 200 with 5 bytes of malformed JSON: line 1, column 6: expected a value, found the end, wanted JSON',
    },
    {
      name: 'half of it',
      said: 'Content-Length: 9\r\n\r\n{"a":',
      want: 'GET /api/x answered 200 with 5 bytes of a truncated body: the connection ended after 5 bytes; 9 were announced, wanted JSON',
    },
  ];
  for (const { name, said, want } of NOT_JSON) {
    test(`that is ${name} fails the step when its value is asked for`, async () => {
      await using backend = await saying(`HTTP/1.1 200 OK\r\n${said}`, (socket) => socket.end());
      await using client = open(targetAt(`http://127.0.0.1:${backend.port}`));
      const answer = await client.api.request('GET', '/api/x?page=1');
      assert.equal(client.seen.length, 1);
      assert.throws(() => answer.json(), { name: 'StepFailed', message: want });
      assert.throws(() => answer.at('/a'), { name: 'StepFailed', message: want });
    });
  }
});
