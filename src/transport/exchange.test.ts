import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Body } from '../model/observation.ts';
import { createAgent } from './agent.ts';
import { exchange } from './exchange.ts';
import { ask, faultOfAsking, never, targetAt } from './fixtures/asking.ts';
import { httpBackend, rawBackend, saying } from './fixtures/servers.ts';
import { createRedactor } from './redactor.ts';

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

type Kept = {
  readonly state: Body['state'];
  readonly bytes: number;
  readonly text?: string;
  readonly problem?: string;
};

const withDigest = (kept: Kept): Body => ({ ...kept, digest: sha256(kept.text ?? '') });

describe('the state of a body', () => {
  const CASES: readonly {
    readonly name: string;
    readonly type?: string;
    readonly content: string | Uint8Array;
    readonly want: Kept;
  }[] = [
    { name: 'JSON', type: 'application/json', content: '{"a":1}', want: { state: 'json', bytes: 7, text: '{"a":1}' } },
    {
      name: 'JSON that says it is HTML',
      type: 'text/html',
      content: '[]',
      want: { state: 'json', bytes: 2, text: '[]' },
    },
    {
      name: 'JSON behind a byte order mark',
      content: '\uFEFF{}',
      want: { state: 'json', bytes: 5, text: '\uFEFF{}', problem: 'begins with a byte order mark, which JSON may not' },
    },
    {
      name: 'HTML',
      content: '\n<!-- x --><!DOCTYPE html><p>',
      want: { state: 'html', bytes: 29, text: '\n<!-- x --><!DOCTYPE html><p>' },
    },
    {
      name: 'HTML that says it is JSON',
      type: 'application/json',
      content: '<html></html>',
      want: { state: 'html', bytes: 13, text: '<html></html>' },
    },
    { name: 'text', content: 'OK', want: { state: 'text', bytes: 2, text: 'OK' } },
    {
      name: 'text that says it is JSON',
      type: 'application/problem+json',
      content: 'OK',
      want: { state: 'malformed', bytes: 2, text: 'OK', problem: "line 1, column 1: expected a value, found 'O'" },
    },
    {
      name: 'almost JSON',
      content: '{"a":1,\n "é":}',
      want: {
        state: 'malformed',
        bytes: 15,
        text: '{"a":1,\n "é":}',
        problem: "line 2, column 6: expected a value, found '}'",
      },
    },
    {
      name: 'JSON with a warning of PHP in front',
      type: 'application/json',
      content: 'Warning: x\n{}',
      want: {
        state: 'malformed',
        bytes: 13,
        text: 'Warning: x\n{}',
        problem: "line 1, column 1: expected a value, found 'W'",
      },
    },
    { name: 'nothing', type: 'application/json', content: '', want: { state: 'empty', bytes: 0 } },
  ];
  for (const { name, type, content, want } of CASES) {
    test(name, async () => {
      await using backend = await httpBackend((_request, response) => {
        if (type !== undefined) response.setHeader('Content-Type', type);
        response.end(content);
      });
      const { seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`));
      assert.deepEqual(seen.response.body, withDigest(want));
    });
  }

  test('bytes that are not UTF-8', async () => {
    const content = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
    await using backend = await httpBackend((_request, response) => response.end(content));
    const { seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`));
    const want = { state: 'binary', bytes: 4, digest: sha256(content), base64: 'iVBORw==' };
    assert.deepEqual(seen.response.body, want);
  });

  test('no body to a HEAD, whatever the length', async () => {
    await using backend = await httpBackend((_request, response) =>
      response.writeHead(200, { 'Content-Length': 9, 'Content-Encoding': 'gzip' }).end(),
    );
    const { seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`), { method: 'HEAD' });
    assert.deepEqual(seen.response.body, withDigest({ state: 'empty', bytes: 0 }));
  });
});

describe('a truncated body', () => {
  const CASES: readonly { readonly name: string; readonly said: string; readonly reset?: true; readonly want: Kept }[] =
    [
      {
        name: 'is shorter than announced',
        said: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a":1',
        want: {
          state: 'truncated',
          bytes: 6,
          text: '{"a":1',
          problem: 'the connection ended after 6 bytes; 9 were announced',
        },
      },
      {
        name: 'is shorter than announced, on a connection that is to be closed',
        said: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{"a":1',
        want: {
          state: 'truncated',
          bytes: 6,
          text: '{"a":1',
          problem: 'the connection ended after 6 bytes; 9 were announced',
        },
      },
      {
        name: 'lacks its last chunk',
        said: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n',
        want: {
          state: 'truncated',
          bytes: 2,
          text: '[]',
          problem: 'the connection ended after 2 bytes; the last chunk did not come',
        },
      },
      {
        name: 'lacks its last chunk, on a connection that is to be closed',
        said: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n[]\r\n',
        want: {
          state: 'truncated',
          bytes: 2,
          text: '[]',
          problem: 'the connection ended after 2 bytes; the last chunk did not come',
        },
      },
      {
        name: 'is nothing at all',
        said: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n',
        want: { state: 'truncated', bytes: 0, problem: 'the connection ended after 0 bytes; 9 were announced' },
      },
      {
        name: 'ends in the middle of a token',
        said: 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"data":{"t":"1|abcdef',
        want: {
          state: 'truncated',
          bytes: 22,
          text: '{"data":{"t":"<redacted token 8>',
          problem: 'the connection ended after 22 bytes; 99 were announced',
        },
      },
    ];
  for (const { name, said, want } of CASES) {
    test(name, async () => {
      await using backend = await saying(said, (socket) => socket.end());
      const { seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`), { mints: ['/data/t'] });
      assert.deepEqual(seen.response.body, withDigest(want));
    });
  }

  test('is reset before an end that nobody announced', async () => {
    await using backend = await rawBackend((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n[]'));
      // A reset overtakes what was sent before it: only once it was read.
      const reset = (): void => {
        unsubscribe('undici:request:bodyChunkReceived', reset);
        socket.resetAndDestroy();
      };
      subscribe('undici:request:bodyChunkReceived', reset);
    });
    const { seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`));
    const problem = 'the connection ended after 2 bytes; it was broken off';
    assert.deepEqual(seen.response.body, withDigest({ state: 'truncated', bytes: 2, text: '[]', problem }));
  });

  test('is not one that just ends when the connection does', async () => {
    await using backend = await saying('HTTP/1.0 200 OK\r\n\r\n[1]', (socket) => socket.end());
    const { seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`));
    assert.deepEqual(seen.response.body, withDigest({ state: 'json', bytes: 3, text: '[1]' }));
  });
});

describe('a body that is compressed although nobody asked for it', () => {
  const answering = (encoding: string, content: Uint8Array) =>
    httpBackend((_request, response) => response.setHeader('Content-Encoding', encoding).end(content));

  test('is read all the same, and its secrets go', async () => {
    const content = gzipSync('{"token":"abc"}');
    await using backend = await answering('gzip', content);
    const { seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`));
    const want: Kept = { state: 'json', bytes: content.length, text: '{"token":"<redacted token 3>"}' };
    assert.deepEqual(seen.response.body, withDigest(want));
  });

  test('twice', async () => {
    await using backend = await answering('gzip, br', brotliCompressSync(gzipSync('[]')));
    const { live } = await ask(targetAt(`http://127.0.0.1:${backend.port}`));
    assert.equal(live.body.text, '[]');
  });

  test('is malformed when it cannot be undone, and nothing of it is kept', async () => {
    await using backend = await answering('gzip', Buffer.from('{"token":"abc"}'));
    const { seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`));
    const want: Kept = {
      state: 'malformed',
      bytes: 15,
      problem: 'content encoding gzip cannot be undone (Z_DATA_ERROR)',
    };
    assert.deepEqual(seen.response.body, withDigest(want));
  });

  test('in a way nobody knows', async () => {
    await using backend = await answering('lzma', Buffer.from('abc'));
    const { seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`));
    assert.equal(seen.response.body.problem, 'content encoding lzma is not known');
  });

  test('and grows beyond the limit', async () => {
    await using backend = await answering('gzip', gzipSync(Buffer.alloc(100_000)));
    const target = targetAt(`http://127.0.0.1:${backend.port}`);
    assert.deepEqual(await faultOfAsking(target, { limits: { bodyBytes: 10_000 } }), {
      kind: 'too-large',
      blame: 'target',
      phase: 'receive',
      code: 'TOO_LARGE',
      says: `127.0.0.1:${backend.port} sent more than 10000 bytes of body once decompressed, the most that is read`,
    });
  });
});

test('headers keep their spelling, order and repetition; no redirect is followed', async () => {
  await using backend = await saying(
    'HTTP/1.1 302 Found\r\nX-b: 1\r\nx-A: 2\r\nX-b: 3\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n',
    (socket) => socket.end(),
  );
  const { seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`));
  assert.equal(seen.response.status, 302);
  assert.deepEqual(seen.response.headers, [
    ['X-b', '1'],
    ['x-A', '2'],
    ['X-b', '3'],
    ['Location', '/elsewhere'],
    ['Content-Length', '0'],
  ]);
  assert.equal(backend.connections(), 1);
});

test('early hints are not the answer', async () => {
  const said = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]';
  await using backend = await saying(said, (socket) => socket.end());
  const { seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`));
  assert.deepEqual([seen.response.status, seen.response.headers], [200, [['Content-Length', '2']]]);
});

describe('connections', () => {
  test('a kept one has the same evidence and no phases of its own', async () => {
    await using backend = await httpBackend((_request, response) => response.end('[]'));
    const target = targetAt(`http://127.0.0.1:${backend.port}`);
    await using agent = createAgent(target, new Map());
    const get = { method: 'GET', url: new URL(target.url), headers: [] } as const;
    const first = await exchange(agent, get, createRedactor(new Map()), never());
    const second = await exchange(agent, get, createRedactor(new Map()), never());
    assert.deepEqual(Object.keys(first.seen.timings), ['connect', 'send', 'wait', 'receive', 'total']);
    assert.deepEqual(Object.keys(second.seen.timings), ['send', 'wait', 'receive', 'total']);
    assert.deepEqual(second.seen.connection, { address: '127.0.0.1', port: backend.port });
    assert.deepEqual(second.seen.connection, first.seen.connection);
    assert.equal(backend.connections(), 1);
  });

  test('phases add up to no more than the total', async () => {
    await using backend = await httpBackend((_request, response) => response.end('[]'));
    const { seen } = await ask(targetAt(`http://localhost:${backend.port}`));
    const { total, dns, ...phases } = seen.timings;
    assert.ok(dns !== undefined && dns >= 0);
    assert.ok(Object.values(phases).every((ms) => ms >= 0));
    assert.ok(Object.values(phases).reduce((sum, ms) => sum + ms, dns) <= total + 0.5, JSON.stringify(seen.timings));
  });

  /** Answers once on each connection and closes it silently when the next request comes. */
  const forgetful = () =>
    rawBackend((socket) => {
      let asked = 0;
      socket.on('data', () => {
        if (asked++ === 0) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]');
        else socket.end();
      });
    });

  test('a GET on a kept one that was closed meanwhile goes out on a fresh one', async () => {
    await using backend = await forgetful();
    const target = targetAt(`http://127.0.0.1:${backend.port}`);
    await using agent = createAgent(target, new Map());
    const get = { method: 'GET', url: new URL(target.url), headers: [] } as const;
    for (const connections of [1, 2, 3]) {
      const { seen } = await exchange(agent, get, createRedactor(new Map()), never());
      assert.equal(seen.response.status, 200);
      assert.equal(backend.connections(), connections);
    }
  });

  test('a POST never goes out on a kept one', async () => {
    await using backend = await forgetful();
    const target = targetAt(`http://127.0.0.1:${backend.port}`);
    await using agent = createAgent(target, new Map());
    const post = { method: 'POST', url: new URL(target.url), headers: [], body: '{}' } as const;
    for (const connections of [1, 2, 3]) {
      await exchange(agent, post, createRedactor(new Map()), never());
      assert.equal(backend.connections(), connections);
    }
  });

  test('many at once do not share one', async () => {
    await using backend = await httpBackend((request, response) => response.end(JSON.stringify(request.url)));
    const target = targetAt(`http://127.0.0.1:${backend.port}`);
    await using agent = createAgent(target, new Map());
    const paths = Array.from({ length: 20 }, (_, at) => `/${at}`);
    const answers = await Promise.all(
      paths.map((path) => {
        const get = { method: 'GET', url: new URL(path, target.url), headers: [] } as const;
        return exchange(agent, get, createRedactor(new Map()), never());
      }),
    );
    assert.deepEqual(
      answers.map(({ live }) => live.body.text),
      paths.map((path) => JSON.stringify(path)),
    );
  });
});

test('minted values are secrets from the answer on that brings them', async () => {
  await using backend = await httpBackend((_request, response) => {
    response.setHeader('X-Echo', 'abcdefghijkl');
    response.end('{"data":{"t":"7|abcdefghijkl","pin":12345678,"short":"abc","none":null}}');
  });
  const mints = ['/data/t', '/data/pin', '/data/short', '/data/none', '/data/absent'];
  const { live, seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`), { mints });
  assert.equal(live.body.text.slice(0, 27), '{"data":{"t":"7|abcdefghijk');
  const text = '{"data":{"t":"<redacted token 14>","pin":11111111,"short":"<redacted token 3>","none":null}}';
  assert.equal(seen.response.body.text, text);
  assert.deepEqual(seen.response.headers[0], ['X-Echo', '<redacted token 12>']);
});

test('canary secrets, in every encoding and every place of request and answer, are nowhere in what is kept', async () => {
  const secret = 'ca/na+ry "sécret" & <more>\\';
  const base64 = (before: string): string => Buffer.from(before + secret).toString('base64');
  const php = JSON.stringify(secret).replaceAll('/', '\\/').replaceAll('é', '\\u00e9');
  const forms = [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll('%20', '+').toLowerCase(),
    JSON.stringify(secret).slice(1, -1),
    php.slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;'),
    ...['', 'a', 'ab'].flatMap((before) => [base64(before), base64(before).replaceAll('+', '-').replaceAll('/', '_')]),
  ];
  const latin = forms.filter((form) => !form.includes('é'));
  const bodies = [
    JSON.stringify({ forms, [secret]: 1 }),
    `{"php":${php}}`,
    `<html>${forms.join('\n')}`,
    forms.join('\n'),
    `{"broken": "${forms.join(' ')}`,
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(forms.join('\0'))]),
  ];
  for (const content of bodies) {
    await using backend = await httpBackend((_request, response) => {
      latin.forEach((form, at) => response.setHeader(`X-Echo-${at}`, form));
      response.setHeader('Set-Cookie', [`${encodeURIComponent(secret)}=1`, `a=${encodeURIComponent(secret)}; Path=/`]);
      response.end(content);
    });
    const { seen } = await ask(targetAt(`http://127.0.0.1:${backend.port}`), {
      method: 'POST',
      path: `/?q=${encodeURIComponent(secret)}&token=x`,
      headers: latin.map((form, at) => [`X-Form-${at}`, form]),
      body: JSON.stringify({ forms }),
      secrets: new Map([['CANARY', secret]]),
    });
    const { base64: binary = '' } = seen.response.body;
    const kept = JSON.stringify(seen) + Buffer.from(binary, 'base64').toString();
    const cores = forms.map((form) => form.slice(4, -4));
    assert.deepEqual(
      cores.filter((core) => kept.includes(core) || kept.includes(JSON.stringify(core).slice(1, -1))),
      [],
    );
    assert.ok(kept.includes(`<redacted CANARY ${secret.length}>`));
  }
});
