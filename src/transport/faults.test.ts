import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Fault } from '../model/fault.ts';
import type { Asking } from './fixtures/asking.ts';
import type { Backend } from './fixtures/servers.ts';
import type { Socket } from 'node:net';
import { faultOf } from './fault.ts';
import { exampleAt, faultOfAsking, targetAt } from './fixtures/asking.ts';
import { type Identity, makeAuthority, selfSigned, type Wish } from './fixtures/certificates.ts';
import { closedPort, httpBackend, httpsBackend, rawBackend, saying, strictBackend } from './fixtures/servers.ts';

const own = makeAuthority('Own root');
const other = makeAuthority('Other root');
after(() => {
  own[Symbol.dispose]();
  other[Symbol.dispose]();
});

const leaf = (names = 'DNS:api.example', dates: Wish = {}): Identity => own.issue(names, dates);

const idle = (): void => undefined;
const end = (socket: Socket): void => void socket.end();
const reset = (socket: Socket): void => void socket.resetAndDestroy();

describe('over plain HTTP', () => {
  const CASES: readonly {
    readonly name: string;
    readonly backend: () => Promise<Backend>;
    readonly asking?: Asking;
    /** `@` stands for the target. */
    readonly want: Fault;
  }[] = [
    {
      name: 'a connection that is reset',
      backend: () => rawBackend((socket) => socket.once('data', () => reset(socket))),
      want: {
        kind: 'reset',
        blame: 'target',
        phase: 'wait',
        code: 'ECONNRESET',
        says: '@ broke off before it answered (ECONNRESET)',
      },
    },
    {
      name: 'a connection that is closed without an answer',
      backend: () => rawBackend((socket) => socket.once('data', () => end(socket))),
      want: {
        kind: 'reset',
        blame: 'target',
        phase: 'wait',
        code: 'UND_ERR_SOCKET',
        says: '@ broke off before it answered (UND_ERR_SOCKET)',
      },
    },
    {
      name: 'a head that ends in the middle',
      backend: () => saying('HTTP/1.1 200 OK\r\nContent-Le', end),
      want: {
        kind: 'reset',
        blame: 'target',
        phase: 'receive',
        code: 'UND_ERR_SOCKET',
        says: '@ broke off in the middle of its answer (UND_ERR_SOCKET)',
      },
    },
    {
      name: 'garbage instead of HTTP',
      backend: () => saying('SSH-2.0-OpenSSH_9.9\r\n', idle),
      want: {
        kind: 'protocol',
        blame: 'target',
        phase: 'receive',
        code: 'HTTPParserError',
        says: '@ answered something else, wanted HTTP/1.1 (Expected HTTP/, RTSP/ or ICE/)',
      },
    },
    {
      name: 'garbage before it was asked',
      backend: () => rawBackend((socket) => void socket.write('220 mail.example ESMTP\r\n')),
      want: {
        kind: 'protocol',
        blame: 'target',
        phase: 'receive',
        code: 'HTTPParserError',
        says: '@ answered something else, wanted HTTP/1.1 (Expected HTTP/, RTSP/ or ICE/)',
      },
    },
    {
      name: 'garbage instead of a chunk',
      backend: () => saying('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', idle),
      want: {
        kind: 'protocol',
        blame: 'target',
        phase: 'receive',
        code: 'HTTPParserError',
        says: '@ answered something else, wanted HTTP/1.1 (Invalid character in chunk size)',
      },
    },
    {
      name: 'a head that is too large',
      backend: () => saying(`HTTP/1.1 200 OK\r\nX-Big: ${'x'.repeat(2_000)}\r\n\r\n`, idle),
      asking: { limits: { headerBytes: 1_000 } },
      want: {
        kind: 'too-large',
        blame: 'target',
        phase: 'receive',
        code: 'UND_ERR_HEADERS_OVERFLOW',
        says: '@ sent more headers than are read (UND_ERR_HEADERS_OVERFLOW)',
      },
    },
    {
      name: 'a body without end',
      backend: () =>
        httpBackend((_request, response) => {
          const more = (): boolean => response.write('x'.repeat(500)) && more();
          response.on('drain', more);
          more();
        }),
      asking: { limits: { bodyBytes: 100_000 } },
      want: {
        kind: 'too-large',
        blame: 'target',
        phase: 'receive',
        code: 'TOO_LARGE',
        says: '@ sent more than 100000 bytes of body, the most that is read',
      },
    },
    {
      name: 'no head in time',
      backend: () => httpBackend(idle),
      asking: { limits: { headersMs: 40 } },
      want: {
        kind: 'timeout',
        blame: 'target',
        phase: 'wait',
        code: 'TIMEOUT',
        says: '@ did not begin to answer; nothing came within 40 ms',
      },
    },
    {
      name: 'a head that stops in the middle',
      backend: () => saying('HTTP/1.1 200 OK\r\nX-', idle),
      asking: { limits: { headersMs: 40 } },
      want: {
        kind: 'timeout',
        blame: 'target',
        phase: 'receive',
        code: 'TIMEOUT',
        says: '@ stopped in the middle of its answer; nothing came within 40 ms',
      },
    },
    {
      name: 'a body that stops in the middle',
      backend: () => saying('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', idle),
      asking: { limits: { bodyIdleMs: 40 } },
      want: {
        kind: 'timeout',
        blame: 'target',
        phase: 'receive',
        code: 'TIMEOUT',
        says: '@ stopped in the middle of its answer; nothing came within 40 ms',
      },
    },
    {
      name: 'a switch of protocols that nobody asked for',
      backend: () => saying('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', idle),
      want: {
        kind: 'protocol',
        blame: 'target',
        phase: 'receive',
        code: 'UND_ERR_SOCKET',
        says: '@ answered out of turn, wanted HTTP/1.1 (UND_ERR_SOCKET)',
      },
    },
  ];
  for (const { name, backend, asking, want } of CASES) {
    test(name, async () => {
      await using open = await backend();
      const target = targetAt(`http://127.0.0.1:${open.port}`);
      const says = want.says.replace('@', `127.0.0.1:${open.port}`);
      assert.deepEqual(await faultOfAsking(target, asking), { ...want, says });
    });
  }

  test('nobody listens', async () => {
    const port = await closedPort();
    assert.deepEqual(await faultOfAsking(targetAt(`http://127.0.0.1:${port}`)), {
      kind: 'refused',
      blame: 'target',
      phase: 'connect',
      code: 'ECONNREFUSED',
      says: `127.0.0.1:${port} refused the connection (ECONNREFUSED)`,
    });
  });

  test('another address answers than the one asked for', async () => {
    await using open = await httpBackend(idle);
    const target = targetAt(`http://api.example:${open.port}`, { connectTo: { host: '0.0.0.0' } });
    assert.deepEqual(await faultOfAsking(target), {
      kind: 'wrong-address',
      blame: 'harness',
      phase: 'connect',
      code: 'WRONG_ADDRESS',
      says:
        `api.example:${open.port} at 0.0.0.0:${open.port} led to 127.0.0.1, wanted 0.0.0.0; ` +
        'check connectTo and the network of this machine',
    });
  });
});

describe('over TLS', () => {
  const CASES: readonly {
    readonly name: string;
    readonly backend: () => Promise<Backend>;
    readonly want: { readonly code: string; readonly says: string | RegExp };
  }[] = [
    {
      name: 'another authority',
      backend: () => httpsBackend(other.issue('DNS:api.example'), idle),
      want: {
        code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        says: '@ is not trusted: its certificate is issued by "CN=Other root", wanted one that leads to Own root.pem',
      },
    },
    {
      name: 'another name',
      backend: () => httpsBackend(leaf('DNS:www.example,DNS:example'), idle),
      want: {
        code: 'ERR_TLS_CERT_ALTNAME_INVALID',
        says: '@ is not trusted: its certificate is for www.example, example, wanted api.example',
      },
    },
    {
      name: 'an expired certificate',
      backend: () => httpsBackend(leaf('DNS:api.example', { from: '20200101000000Z', to: '20200301120000Z' }), idle),
      want: {
        code: 'CERT_HAS_EXPIRED',
        says: '@ is not trusted: its certificate expired at 2020-03-01T12:00:00.000Z, wanted a valid one',
      },
    },
    {
      name: 'a certificate that is not valid yet',
      backend: () => httpsBackend(leaf('DNS:api.example', { from: '20480101000000Z', to: '20490101000000Z' }), idle),
      want: {
        code: 'CERT_NOT_YET_VALID',
        says: '@ is not trusted: its certificate is valid only from 2048-01-01T00:00:00.000Z, wanted a valid one',
      },
    },
    {
      name: 'a certificate that nobody signed',
      backend: () => httpsBackend(selfSigned('DNS:api.example'), idle),
      want: {
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
        says: '@ is not trusted: its certificate "CN=self" is self-signed, wanted one that leads to Own root.pem',
      },
    },
    {
      name: 'no TLS at all',
      backend: () => httpBackend(idle),
      want: {
        code: 'ERR_SSL_WRONG_VERSION_NUMBER',
        says: '@ does not speak TLS on this port, wanted a TLS handshake (ERR_SSL_WRONG_VERSION_NUMBER)',
      },
    },
    {
      name: 'an old protocol only',
      backend: () =>
        httpsBackend({ ...leaf(), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }, idle),
      want: {
        code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
        says: '@ refused the TLS handshake (ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION)',
      },
    },
    {
      name: 'HTTP/2 only',
      backend: () => httpsBackend({ ...leaf(), ALPNProtocols: ['h2'] }, idle),
      want: {
        code: 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
        says: '@ refused the TLS handshake (ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL)',
      },
    },
    {
      name: 'a client certificate is wanted',
      backend: () => strictBackend(leaf()),
      want: {
        code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
        says: '@ wants a client certificate; name one in the reach of this target (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED)',
      },
    },
  ];
  for (const { name, backend, want } of CASES) {
    test(name, async () => {
      await using open = await backend();
      const fault = await faultOfAsking(exampleAt('https', open, { ca: [own.ca] }));
      const who = `api.example:${open.port} at 127.0.0.1:${open.port}`;
      assert.deepEqual(
        { kind: fault.kind, blame: fault.blame, code: fault.code, says: fault.says.replace(who, '@') },
        { kind: 'tls', blame: 'target', ...want },
      );
    });
  }

  test('a handshake that never ends', async () => {
    await using open = await rawBackend(idle);
    const target = targetAt(`https://127.0.0.1:${open.port}`);
    assert.deepEqual(await faultOfAsking(target, { limits: { connectMs: 40 } }), {
      kind: 'timeout',
      blame: 'target',
      phase: 'tls',
      code: 'TIMEOUT',
      says: `127.0.0.1:${open.port} did not finish the TLS handshake; nothing came within 40 ms`,
    });
  });

  test('a handshake that breaks off', async () => {
    await using open = await rawBackend(end);
    assert.deepEqual(await faultOfAsking(targetAt(`https://127.0.0.1:${open.port}`)), {
      kind: 'reset',
      blame: 'target',
      phase: 'tls',
      code: 'ECONNRESET',
      says: `127.0.0.1:${open.port} broke off the TLS handshake (ECONNRESET)`,
    });
  });
});

describe('by their codes', () => {
  const CASES: readonly { readonly code: string; readonly want: Partial<Fault> }[] = [
    {
      code: 'EAI_AGAIN',
      want: {
        kind: 'dns',
        blame: 'world',
        says: 'h:1 could not be looked up: our own resolver did not answer (EAI_AGAIN)',
      },
    },
    {
      code: 'EHOSTUNREACH',
      want: {
        kind: 'unreachable',
        blame: 'target',
        says: 'h:1 cannot be reached: no route to that host (EHOSTUNREACH)',
      },
    },
    {
      code: 'ENETUNREACH',
      want: {
        kind: 'unreachable',
        blame: 'world',
        says: 'h:1 cannot be reached: our own network has no route there (ENETUNREACH)',
      },
    },
    {
      code: 'ETIMEDOUT',
      want: {
        kind: 'timeout',
        blame: 'target',
        says: 'h:1 did not take the connection: the system gave up (ETIMEDOUT)',
      },
    },
    {
      code: 'EMFILE',
      want: {
        kind: 'unreachable',
        blame: 'harness',
        says: 'h:1 was not dialled: this process has no file handle left (EMFILE)',
      },
    },
    {
      code: 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      want: {
        kind: 'tls',
        blame: 'target',
        says: 'h:1 refused the TLS handshake (ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE)',
      },
    },
    {
      code: 'ERR_SSL_DECRYPTION_FAILED',
      want: { kind: 'tls', blame: 'target', says: 'h:1 broke the TLS handshake (ERR_SSL_DECRYPTION_FAILED)' },
    },
  ];
  for (const { code, want } of CASES) {
    test(code, () => {
      const fault = faultOf(Object.assign(new Error('x'), { code }), 'connect', 'h:1');
      assert.deepEqual(fault, { phase: 'connect', code, ...want });
    });
  }

  test('what is none is thrown on: a bug of ours', () => {
    const bug = new TypeError('x is not a function');
    assert.throws(() => faultOf(bug, 'wait', 'h:1'), bug);
  });

  test('a name that does not resolve', async () => {
    const target = targetAt('http://api.example', { connectTo: { host: 'no..such..name' } });
    assert.deepEqual(await faultOfAsking(target), {
      kind: 'dns',
      blame: 'target',
      phase: 'dns',
      code: 'ENOTFOUND',
      says: 'api.example:80 at no..such..name:80 does not resolve: no such name, wanted an address (ENOTFOUND)',
    });
  });
});

test('the signal ends an exchange in each phase, with its own reason', async () => {
  await using silent = await rawBackend(idle);
  await using slow = await saying('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc', idle);
  const urls = [`https://127.0.0.1:${silent.port}`, `http://127.0.0.1:${silent.port}`, `http://127.0.0.1:${slow.port}`];
  for (const url of urls) {
    const reason = new Error('stopped');
    const stop = new AbortController();
    const asked = faultOfAsking(targetAt(url), { signal: stop.signal });
    setTimeout(() => stop.abort(reason), 20);
    await assert.rejects(asked, (thrown) => thrown === reason);
    await assert.rejects(faultOfAsking(targetAt(url), { signal: stop.signal }), (thrown) => thrown === reason);
  }
});

test('a fault holds no secret', async () => {
  const secrets = new Map([['HOST_NAME', 'hidden.example']]);
  const fault = await faultOfAsking(targetAt('http://hidden.example', { connectTo: { host: 'no..such' } }), {
    secrets,
  });
  assert.equal(
    fault.says,
    '<redacted HOST_NAME 14>:80 at no..such:80 does not resolve: no such name, wanted an address (ENOTFOUND)',
  );
});

test('a header that cannot be sent is a bug of ours, not a fault of the target', async () => {
  await using open = await httpBackend(idle);
  const asked = faultOfAsking(targetAt(`http://127.0.0.1:${open.port}`), { headers: [['X-Bad', 'a\nb']] });
  await assert.rejects(asked, { name: 'InvalidArgumentError', message: 'invalid X-Bad header' });
});
