import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CauseId } from '../../model/causes.ts';
import type { Socket } from 'node:net';
import { NoAnswer } from '../../model/fault.ts';
import { StepFailed } from '../../model/scenario.ts';
import { type Backend, closedPort, rawBackend, saying } from '../fixtures/servers.ts';
import { frame, upgrading } from './fixtures/bare.ts';
import { deskAt, targetWith } from './fixtures/desks.ts';
import { reverb } from './fixtures/reverb.ts';

/** Made before the clocks run. */
const HUGE = frame('x'.repeat(20_000_000));

const LIMITS = { connectMs: 300, upgradeMs: 300, handshakeMs: 4_000, frameBytes: 1_024 * 1_024 };

const end = (socket: Socket): void => void socket.end();

const http = (status: string, body = '', headers = ''): Promise<Backend> =>
  saying(`HTTP/1.1 ${status}\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`, end);

/** What an upgrade is answered with → the cause; the sentence after the path. */
const REFUSED: readonly {
  readonly name: string;
  readonly server: () => Promise<Backend>;
  readonly cause?: CauseId;
  readonly says: string;
}[] = [
  {
    name: 'the upgrade is stripped: the websocket server fails on a plain GET',
    server: () => saying('HTTP/1.1 500 Internal Server Error\r\n\r\nInternal server error.', end),
    cause: 'upgrade-stripped',
    says: '500, wanted 101',
  },
  {
    name: 'an upgrade is required',
    server: () => http('426 Upgrade Required'),
    cause: 'upgrade-stripped',
    says: '426, wanted 101',
  },
  {
    name: 'the application answers',
    server: () => http('404 Not Found', '{"message":""}'),
    cause: 'websocket-elsewhere',
    says: '404, wanted 101',
  },
  {
    name: 'a web page answers',
    server: () => http('200 OK', '<html>'),
    cause: 'websocket-elsewhere',
    says: '200, wanted 101',
  },
  {
    name: 'the socket URL is redirected',
    server: () => http('301 Moved Permanently', '', 'Location: https://ws.example/\r\n'),
    cause: 'websocket-redirected',
    says: '301 to https://ws.example/, wanted 101',
  },
  { name: 'the edge refuses', server: () => http('403 Forbidden'), cause: 'edge-answered', says: '403, wanted 101' },
  { name: 'no pod answers', server: () => http('502 Bad Gateway'), cause: 'target-down', says: '502, wanted 101' },
  { name: 'a status nobody thought of', server: () => http('418 Teapot'), says: '418, wanted 101' },
  {
    name: 'a refusal whose body never ends',
    server: () => saying('HTTP/1.1 500 Oh\r\nContent-Length: 9\r\n\r\nInt', () => undefined),
    cause: 'upgrade-stripped',
    says: '500, wanted 101',
  },
];

describe('an upgrade that is refused', () => {
  for (const { name, server, cause, says } of REFUSED) {
    test(name, async () => {
      await using backend = await server();
      await using desk = deskAt(targetWith(backend), { limits: { ...LIMITS, upgradeMs: 3_000 } });
      await assert.rejects(desk.realtime.open(), (thrown) => {
        assert.ok(thrown instanceof StepFailed, String(thrown));
        assert.equal(thrown.message, `the upgrade of /app/key-of-the-app was answered ${says}`);
        assert.deepEqual(thrown.why, { rule: 'socket-failed', ...(cause && { cause }) });
        return true;
      });
    });
  }

  test('its answer is what the step shows, not more than 2 kB of it', async () => {
    await using backend = await http('500 Oh', 'x'.repeat(5_000), 'X-From: edge\r\n');
    await using desk = deskAt(targetWith(backend));
    await assert.rejects(desk.realtime.open());
    const talk = desk.take();
    assert.equal(talk?.response.status, 500);
    assert.deepEqual(talk?.response.headers[0], ['X-From', 'edge']);
    assert.deepEqual([talk?.response.body.state, talk?.response.body.text], ['text', 'x'.repeat(2_048)]);
    assert.equal(talk?.connection?.port, backend.port);
  });
});

const REFUSALS: readonly {
  readonly name: string;
  readonly says: RegExp;
  readonly cause: CauseId;
  readonly send: (socket: Socket) => void;
  readonly handshakeMs?: number;
}[] = [
  {
    name: 'silent after 101',
    says: /no pusher:connection_established came within 60 ms; the server is silent$/,
    cause: 'handshake-silent',
    send: () => undefined,
    handshakeMs: 60,
  },
  {
    name: 'a garbage frame',
    says: /came before the socket ended; a frame is no message of the Pusher protocol$/,
    cause: 'protocol-broken',
    send: (socket) => socket.write(frame('<html>')),
  },
  {
    name: 'a binary frame',
    says: /a frame is no message of the Pusher protocol$/,
    cause: 'protocol-broken',
    send: (socket) => socket.write(frame('{}', 'binary')),
  },
  {
    name: 'invalid UTF-8',
    says: /a text frame is not UTF-8 \(WS_ERR_INVALID_UTF8\)/,
    cause: 'protocol-broken',
    send: (socket) => socket.write(frame(Buffer.from([0x22, 0xff, 0x22]))),
  },
  {
    name: 'a frame of 20 MB',
    says: /a message is larger than what is read \(WS_ERR_UNSUPPORTED_MESSAGE_LENGTH\)/,
    cause: 'protocol-broken',
    send: (socket) => socket.write(HUGE),
  },
  {
    name: 'no frame at all',
    says: /a frame breaks the protocol \(WS_ERR_\w+\)/,
    cause: 'protocol-broken',
    send: (socket) => socket.write('GET / HTTP/1.1\r\n\r\n'),
  },
  {
    name: 'another message first',
    says: /^a: the first message is no usable pusher:connection_established; that is no protocol a client could go on with$/,
    cause: 'protocol-broken',
    send: (socket) => socket.write(frame('{"event":"hello"}')),
  },
  {
    name: 'a handshake that pusher-js fails on: no activity timeout',
    says: /^a: the first message is no usable pusher:connection_established; /,
    cause: 'protocol-broken',
    send: (socket) =>
      socket.write(
        frame(
          '{"event":"pusher:connection_established","data":"{\\"socket_id\\":\\"1.2\\",\\"activity_timeout\\":0}"}',
        ),
      ),
  },
  {
    name: 'closed at once',
    says: /came before the socket ended; the server ended the socket without a close frame \(1006\)$/,
    cause: 'socket-dropped',
    send: (socket) => socket.end(),
  },
];

describe('a handshake that is none', () => {
  for (const { name, says, cause, send, handshakeMs = 4_000 } of REFUSALS) {
    test(name, async () => {
      await using backend = await upgrading(send);
      await using desk = deskAt(targetWith(backend), { limits: { ...LIMITS, upgradeMs: 4_000, handshakeMs } });
      const startedAt = performance.now();
      await assert.rejects(desk.realtime.open(), (thrown) => {
        assert.ok(thrown instanceof StepFailed, String(thrown));
        assert.match(thrown.message, says);
        assert.deepEqual(thrown.why, { rule: 'socket-failed', cause });
        return true;
      });
      assert.ok(performance.now() - startedAt < 4_000);
      assert.equal(desk.take()?.response.status, 101);
    });
  }

  const errors = [
    ['an unknown key', { key: 'another-key' }, 'app-key-unknown', 'code 4001, Application does not exist'],
    ['a foreign Origin', { origin: 'https://evil.example' }, 'origin-refused', 'code 4009, Origin not allowed'],
    ['no Origin', { origin: null }, 'origin-refused', 'code 4009, Origin not allowed'],
  ] as const;

  for (const [name, options, cause, says] of errors) {
    test(`${name}: the error is final, though the server may leave the socket open`, async () => {
      await using server = await reverb({ origins: ['https://app.example'] });
      await using desk = deskAt(targetWith(server, {}, { origin: 'https://app.example' }));
      await assert.rejects(desk.realtime.open(options), (thrown) => {
        assert.ok(thrown instanceof StepFailed, String(thrown));
        assert.equal(thrown.message, `a: the handshake was refused; ${says}`);
        assert.deepEqual(thrown.why, { rule: 'socket-failed', cause });
        return true;
      });
      while (server.open() > 0) await new Promise(setImmediate);
      const { socketId } = await desk.realtime.open();
      assert.equal(socketId, '426611164.762741103');
    });
  }
});

describe('nobody answers', () => {
  const faults = [
    ['refused', async () => ({ port: await closedPort(), address: '127.0.0.1' }), 'refused', 'connect'],
    ['reset', () => rawBackend((socket) => socket.once('data', () => socket.resetAndDestroy())), 'reset', 'wait'],
    ['silent', () => rawBackend(() => undefined), 'timeout', 'wait'],
    ['something else than HTTP', () => saying('SSH-2.0-OpenSSH_9\r\n', end), 'protocol', 'wait'],
  ] as const;

  for (const [name, open, kind, phase] of faults) {
    test(name, async () => {
      const server = await open();
      await using desk = deskAt(targetWith(server), { limits: LIMITS });
      await assert.rejects(desk.realtime.open(), (thrown) => {
        assert.ok(thrown instanceof NoAnswer, String(thrown));
        const cause = kind === 'protocol' ? 'protocol-broken' : 'target-down';
        assert.deepEqual(thrown.why, { rule: 'socket-failed', cause });
        assert.deepEqual([thrown.fault.kind, thrown.fault.phase, thrown.fault.blame], [kind, phase, 'target']);
        assert.match(thrown.fault.says, /^ws\.example:\d+ at 127\.0\.0\.1:\d+ /);
        return true;
      });
      assert.equal(desk.take(), undefined);
      if (Symbol.asyncDispose in server) await server[Symbol.asyncDispose]();
    });
  }

  test('a 101 without the right signature is no upgrade', async () => {
    const head = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';
    await using backend = await saying(`${head}Sec-WebSocket-Accept: x\r\n\r\n`, () => undefined);
    await using desk = deskAt(targetWith(backend), { limits: LIMITS });
    await assert.rejects(desk.realtime.open(), (thrown) => {
      assert.ok(thrown instanceof StepFailed, String(thrown));
      assert.match(thrown.message, /answered 101 as no websocket server does: Invalid Sec-WebSocket-Accept header/);
      assert.deepEqual(thrown.why, { rule: 'socket-failed', cause: 'protocol-broken' });
      return true;
    });
  });
});
