import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { NoAnswer } from '../../model/fault.ts';
import { StepFailed } from '../../model/scenario.ts';
import { closedPort, rawBackend } from '../fixtures/servers.ts';
import { ESTABLISHED_TEXT, frame, upgradeHead } from './fixtures/bare.ts';
import { deskAt, targetWith } from './fixtures/desks.ts';
import { reverb, signatureFor } from './fixtures/reverb.ts';
import { echoOptions } from './echo-options.ts';
import { loadEcho } from './pusher.ts';

const CHANNEL = 'private-users.1';
const REPORT = `{"event":"report.ready","data":"{\\"id\\":2}","channel":"${CHANNEL}"}`;

const authorise = async (socketId: string, channel: string) => ({ auth: signatureFor(socketId, channel) });

describe('the real client', () => {
  test('connects where reach leads, with the host of the URL, and hands out what comes on its channels', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server, {}, { origin: 'https://app.example' }));
    const echo = await desk.realtime.echo({ authorise });
    assert.deepEqual([echo.name, echo.socketId], ['a', '426611164.762741103']);
    const { url, headers } = server.asked[1]!;
    assert.equal(url, '/app/key-of-the-app?protocol=7&client=js&version=8.6.0&flash=false');
    assert.deepEqual(
      [headers.host, headers.origin, headers['x-synthetic']],
      [`ws.example:${server.port}`, 'https://app.example', 'parity'],
    );
    await echo.subscribe(CHANNEL);
    server.say(REPORT);
    const message = await echo.next({ event: 'report.ready', channel: CHANNEL }, 1_000);
    assert.deepEqual([message.data, message.dataIs], [{ id: 2 }, 'string']);
    echo.whisper(CHANNEL, 'typing', { n: 1 });
    server.say('{"event":"pusher:ping","data":{}}');
    while (!server.heard.some((text) => text.includes('pong'))) await new Promise(setImmediate);
    assert.deepEqual(server.heard.slice(-2), [
      '{"event":"client-typing","data":{"n":1},"channel":"private-users.1"}',
      '{"event":"pusher:pong","data":{}}',
    ]);
  });

  test('what comes on a channel that it has not subscribed does not count', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const echo = await desk.realtime.echo({ authorise });
    server.say(REPORT);
    await assert.rejects(echo.next({ event: 'report.ready' }, 30), /no report\.ready within 30 ms/);
    await echo.subscribe(CHANNEL);
    assert.equal(echo.count({ event: 'report.ready' }), 0);
  });

  test('public and presence channels are subscribed by their own names', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const echo = await desk.realtime.echo({
      authorise: async () => ({ auth: 'key-of-the-app:an unchecked signature', channelData: '{"user_id":1}' }),
    });
    await echo.subscribe('news');
    await echo.subscribe('news');
    // The server of this test gives a presence channel no members, on which pusher-js throws.
    await assert.rejects(echo.subscribe('presence-room'), StepFailed);
    await assert.rejects(echo.next({ event: 'x' }, 1_000), {
      message: /^a: no x before the socket ended; pusher-js failed: /,
      why: { rule: 'socket-failed', cause: 'protocol-broken' },
    });
    assert.deepEqual(server.heard, [
      '{"event":"pusher:subscribe","data":{"auth":"","channel":"news"}}',
      '{"event":"pusher:subscribe","data":{"auth":"key-of-the-app:an unchecked signature","channel_data":"{\\"user_id\\":1}","channel":"presence-room"}}',
    ]);
  });

  const refusal = new StepFailed('POST /broadcasting/auth answered 403, wanted 200', { rule: 'channel-refused' });
  const refusals = [
    ['what authorise throws', async () => Promise.reject(refusal), refusal],
    [
      'a signature that the server refuses',
      async () => ({ auth: signatureFor('1.1', CHANNEL) }),
      new StepFailed('a: private-users.1 was refused; code 4009, Connection is unauthorized', {
        rule: 'channel-refused',
        cause: 'app-secret-mismatch',
      }),
    ],
    [
      'an authorisation that hangs',
      () => new Promise<never>(() => undefined),
      new StepFailed('a: private-users.1 was not answered within 400 ms', { rule: 'channel-refused' }),
    ],
  ] as const;

  for (const [name, give, wanted] of refusals) {
    test(`a subscription fails with ${name}`, async () => {
      await using server = await reverb();
      await using desk = deskAt(targetWith(server), { limits: { subscribeMs: 400 } });
      const echo = await desk.realtime.echo({ authorise: give });
      await assert.rejects(echo.subscribe(CHANNEL), wanted);
    });
  }

  test('a drop ends the client: it does not connect again in silence', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const echo = await desk.realtime.echo({ authorise });
    server.drop();
    await assert.rejects(echo.next({ event: 'x' }, 5_000), {
      message: 'a: no x before the socket ended; the server ended the socket without a close frame (1006)',
      why: { rule: 'message-missing', cause: 'socket-dropped' },
    });
    const { Pusher } = await loadEcho();
    assert.equal(Pusher.instances.length, 0);
  });

  test('closed by the scenario, it leaves nothing behind', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const echo = await desk.realtime.echo({ authorise });
    await echo.close();
    while (server.open() > 0) await new Promise(setImmediate);
    assert.equal((await loadEcho()).Pusher.instances.length, 0);
  });

  test('what a plain socket is refused is the reason, and no client is made', async () => {
    await using server = await reverb({ origins: ['https://app.example'] });
    await using desk = deskAt(targetWith(server));
    await assert.rejects(desk.realtime.echo({ authorise }), {
      message: 'a-before: the handshake was refused; code 4009, Origin not allowed',
      why: { rule: 'socket-failed', cause: 'origin-refused' },
    });
    assert.equal(server.asked.length, 1);
    assert.equal((await loadEcho()).Pusher.instances.length, 0);
  });

  test('a plain socket that opened before is proof enough', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    await desk.realtime.open();
    await desk.realtime.echo({ authorise });
    assert.equal(server.asked.length, 2);
  });

  test('nobody there is told as by a plain socket', async () => {
    await using desk = deskAt(targetWith({ address: '127.0.0.1', port: await closedPort() }));
    await assert.rejects(desk.realtime.echo({ authorise }), NoAnswer);
  });

  test('frames of both ways are kept, the signature redacted', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const echo = await desk.realtime.echo({ authorise });
    await echo.subscribe(CHANNEL);
    const frames = desk.take()?.frames.filter(({ socket }) => socket === 'a') ?? [];
    assert.deepEqual(
      frames.map(({ way, text }) => [way, text]),
      [
        [
          'in',
          '{"event":"pusher:connection_established","data":"{\\"socket_id\\":\\"426611164.762741103\\",\\"activity_timeout\\":30}"}',
        ],
        ['out', '{"event":"pusher:subscribe","data":{"auth":"<redacted signature 79>","channel":"private-users.1"}}'],
        ['in', '{"event":"pusher_internal:subscription_succeeded","data":"{}","channel":"private-users.1"}'],
      ],
    );
  });
});

describe('what pusher-js dials', () => {
  test('a host that is none of our aliases is refused, whoever asks', async () => {
    const { Pusher } = await loadEcho();
    assert.throws(() => Pusher.Runtime.createWebSocket('wss://ws-mt1.pusher.com/app/key'), {
      message: 'refused to connect pusher-js to ws-mt1.pusher.com: it is none of our aliases',
    });
    assert.throws(() => Pusher.Runtime.createXHR(), /refused to send a request by pusher-js/);
  });

  test('a client without our options connects nowhere', async () => {
    const { Pusher } = await loadEcho();
    const asked: string[] = [];
    const { createWebSocket } = Pusher.Runtime;
    Pusher.Runtime.createWebSocket = (url) => {
      asked.push(new URL(url).host);
      return createWebSocket(url);
    };
    const client = new Pusher('key', { cluster: 'mt1', enabledTransports: ['ws'] });
    while (asked.length === 0) await new Promise(setImmediate);
    client.disconnect();
    Pusher.instances.length = 0;
    assert.deepEqual(asked, ['ws-mt1.pusher.com']);
  });
});

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('the connections of a process with a real client', () => {
  test('are those to the target and none more, even when the client is refused after the plain socket was not', async () => {
    const dialled: Socket[] = [];
    const watch = (told: unknown): void => {
      if (typeof told === 'object' && told !== null && 'socket' in told && told.socket instanceof Socket)
        dialled.push(told.socket);
    };
    let isRefusing = false;
    await using server = await rawBackend((socket) => {
      socket.once('data', (data) => {
        if (isRefusing) socket.end('HTTP/1.1 500 Oh\r\n\r\n');
        else socket.write(Buffer.concat([upgradeHead(data), frame(ESTABLISHED_TEXT)]));
        isRefusing = true;
      });
    });
    await using desk = deskAt(targetWith(server));
    channel('net.client.socket').subscribe(watch);
    await assert.rejects(desk.realtime.echo({ authorise }), {
      message: 'the upgrade of /app/key-of-the-app was answered 500, wanted 101',
      why: { rule: 'socket-failed', cause: 'upgrade-stripped' },
    });
    // It falls back to another transport after 2 s, and connects again after 1 s: by a timer, or not at all.
    assert.equal(timers(), 0);
    channel('net.client.socket').unsubscribe(watch);
    assert.equal(dialled.length, 2);
    assert.equal(server.connections(), 2);
  });
});

describe('the defaults that all clients of laravel-echo share', () => {
  const client = async (options: object) => {
    const { Pusher, Echo } = await loadEcho();
    const target = targetWith({ address: '127.0.0.1', port: 1 });
    const customHandler = (): void => undefined;
    const own = echoOptions(target.realtime!, 'nowhere.parity.invalid', { Pusher, customHandler });
    const echo = new Echo({ ...own, ...options });
    echo.disconnect();
    Pusher.instances.length = 0;
    return echo.connector.options.auth.headers;
  };

  test('without objects of its own, a client carries the token of another one: the bug is still there', async () => {
    const shared = (headers: object) => {
      const { auth: _, userAuthentication: __, ...rest } = { auth: 1, userAuthentication: 1, ...headers };
      return rest;
    };
    const { Pusher, Echo } = await loadEcho();
    const bare = { broadcaster: 'reverb', Pusher, key: 'k', wsHost: 'x.parity.invalid', enabledTransports: ['ws'] };
    const first = new Echo(shared({ ...bare, bearerToken: 'token of the reference' }));
    const second = new Echo(shared(bare));
    first.disconnect();
    second.disconnect();
    Pusher.instances.length = 0;
    assert.deepEqual(second.connector.options.auth.headers, { Authorization: 'Bearer token of the reference' });
  });

  test('with the options that we give, none does', async () => {
    assert.deepEqual(await client({ bearerToken: 'token of the candidate' }), {
      Authorization: 'Bearer token of the candidate',
    });
    assert.deepEqual(await client({}), {});
  });
});
