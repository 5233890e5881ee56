import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { APP, type Client, connectTo, join, publish, reverb, signed, subscription } from './fixtures/reverb.ts';
import { openRaw } from './fixtures/raw-socket.ts';
import { memoryRelay } from './relay.ts';
import type { ReverbOptions } from './start.ts';

const UNAUTHORIZED =
  '{"event":"pusher:error","data":"{\\"code\\":4009,\\"message\\":\\"Connection is unauthorized\\"}"}';
const BAD_MESSAGE = '{"event":"pusher:error","data":"{\\"code\\":4200,\\"message\\":\\"Invalid message format\\"}"}';
const PONG = '{"event":"pusher:pong"}';
const ADA = '{"user_id":"1","user_info":{"name":"Ada"}}';
const PING = '{"event":"pusher:ping","data":{}}';

const succeeded = (channel: string, data = '{}'): string =>
  `{"event":"pusher_internal:subscription_succeeded","data":"${data}","channel":"${channel}"}`;

const ONE_MEMBER = '{\\"presence\\":{\\"count\\":1,\\"ids\\":[\\"1\\"],\\"hash\\":{\\"1\\":{\\"name\\":\\"Ada\\"}}}}';

/** What a welcomed client sends, and the frames it gets, to the byte. Each row ends in a ping: nothing else came. */
const TALKS: readonly {
  readonly name: string;
  readonly send: readonly (string | ((client: Client) => string))[];
  readonly want: readonly string[];
}[] = [
  { name: 'a ping', send: [PING], want: [PONG] },
  { name: 'a ping without data', send: ['{"event":"pusher:ping"}'], want: [PONG] },
  { name: 'a public channel', send: [subscription('pub')], want: [succeeded('pub')] },
  {
    name: 'a public channel, twice',
    send: [subscription('pub'), subscription('pub')],
    want: [succeeded('pub'), succeeded('pub')],
  },
  {
    name: 'a private channel',
    send: [(client) => signed(client, 'private-users.1')],
    want: [succeeded('private-users.1')],
  },
  {
    name: 'a presence channel',
    send: [(client) => signed(client, 'presence-courses.1', ADA)],
    want: [succeeded('presence-courses.1', ONE_MEMBER)],
  },
  {
    name: 'a cache channel without a last event',
    send: [subscription('cache-x')],
    want: [succeeded('cache-x'), '{"event":"pusher:cache_miss","channel":"cache-x"}'],
  },
  {
    name: 'an unsubscription',
    send: [subscription('pub'), '{"event":"pusher:unsubscribe","data":{"channel":"pub"}}'],
    want: [succeeded('pub')],
  },
  { name: 'an event nobody knows', send: ['{"event":"nope","channel":"pub"}'], want: [] },
  { name: 'a bad signature', send: [subscription('private-users.1', { auth: 'key1:bad' })], want: [UNAUTHORIZED] },
  { name: 'no signature', send: [subscription('private-users.1')], want: [UNAUTHORIZED] },
  {
    name: 'a signature for another channel',
    send: [(client) => signed(client, 'private-users.1').replace('users.1', 'users.2')],
    want: [UNAUTHORIZED],
  },
  {
    name: 'the key before a signature is not looked at',
    send: [(client) => signed(client, 'private-users.1').replace('key1:', 'nope:')],
    want: [succeeded('private-users.1')],
  },
  { name: 'a sign-in', send: ['{"event":"pusher:signin","data":{}}'], want: [BAD_MESSAGE] },
  { name: 'no JSON', send: ['hello'], want: [BAD_MESSAGE] },
  { name: 'a list', send: ['[1]'], want: [BAD_MESSAGE] },
  { name: 'a subscription without a channel', send: ['{"event":"pusher:subscribe","data":{}}'], want: [BAD_MESSAGE] },
  { name: 'an event of no channel', send: ['{"event":"nope"}'], want: [BAD_MESSAGE] },
  {
    name: 'a whisper of somebody else',
    send: ['{"event":"client-typing","channel":"private-users.1","data":{"n":1}}'],
    want: [
      '{"event":"pusher:error","data":"{\\"code\\":4009,\\"message\\":\\"The client is not a member of the specified channel.\\"}"}',
    ],
  },
  {
    name: 'a whisper, to oneself',
    send: [subscription('pub'), '{"event":"client-typing","channel":"pub","data":{"n":1}}'],
    want: [succeeded('pub')],
  },
  { name: 'a message of exactly 10,000 bytes', send: ['x'.repeat(10_000)], want: [BAD_MESSAGE] },
];

describe('frames of a welcomed client', () => {
  for (const { name, send, want } of TALKS) {
    test(name, async () => {
      await using server = await reverb();
      await using client = await connectTo(server);
      for (const message of send) client.send(typeof message === 'string' ? message : message(client));
      for (const frame of want) assert.equal(await client.next(), frame);
      client.send(PING);
      assert.equal(await client.next(), PONG);
    });
  }

  test('the upgrade and the first frame', async () => {
    await using server = await reverb();
    await using socket = await openRaw(server.url, {
      path: '/app/key1?protocol=7&client=js&version=8.6.0&flash=false',
    });
    assert.equal(
      socket.answer,
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nX-Powered-By: Laravel Reverb\r\n\r\n',
    );
    assert.match(
      await socket.next(),
      /^\{"event":"pusher:connection_established","data":"\{\\"socket_id\\":\\"\d{1,10}\.\d{1,10}\\",\\"activity_timeout\\":30\}"\}$/,
    );
  });

  test('a ping in a binary frame, and one by control frame', async () => {
    await using server = await reverb();
    await using client = await connectTo(server);
    client.send(PING, 0x82);
    assert.equal(await client.next(), PONG);
    client.send('are you there', 0x89);
    assert.equal(await client.next(), 'pong are you there');
  });

  const closing: readonly (readonly [name: string, payload: string | Buffer, head: number, want: string])[] = [
    ['more than 10,000 bytes', 'x'.repeat(10_001), 0x81, 'close 1009 Maximum message size exceeded'],
    ['20 MB', 'x'.repeat(20_000_000), 0x81, 'close 1009 Maximum message size exceeded'],
    ['invalid UTF-8', Buffer.from([0xc3, 0x28]), 0x81, 'close 1007 Ratchet detected an invalid UTF-8 payload'],
    ['a close of the client', Buffer.from('\u0003\u00e8bye', 'latin1'), 0x88, 'close 1000 bye'],
  ];
  for (const [name, payload, head, want] of closing) {
    test(`${name} ends the socket, with a reason`, async () => {
      await using server = await reverb();
      await using client = await connectTo(server);
      client.send(payload, head);
      assert.equal(await client.next(), want);
    });
  }

  test('members of two instances hear a whisper; its sender does not', async () => {
    const relay = memoryRelay();
    await using one = await reverb({ relay });
    await using other = await reverb({ relay });
    await using sender = await connectTo(one);
    await using near = await connectTo(one);
    await using far = await connectTo(other);
    for (const client of [sender, near, far]) await join(client, signed(client, 'private-users.1'));
    sender.send('{"event":"client-typing","channel":"private-users.1","data":{"n":1},"user_id":"made up"}');
    for (const client of [near, far]) {
      assert.equal(await client.next(), '{"event":"client-typing","channel":"private-users.1","data":{"n":1}}');
    }
    sender.send(PING);
    assert.equal(await sender.next(), PONG);
  });

  test('a whisper in a presence channel names its sender; an empty object comes as a list, as PHP has it', async () => {
    await using server = await reverb();
    await using sender = await connectTo(server);
    await using other = await connectTo(server);
    await join(other, signed(other, 'presence-courses.1', '{"user_id":"2"}'));
    await join(sender, signed(sender, 'presence-courses.1', ADA));
    sender.send('{"event":"client-typing","channel":"presence-courses.1","data":{}}');
    await other.next();
    assert.equal(
      await other.next(),
      '{"event":"client-typing","channel":"presence-courses.1","data":[],"user_id":"1"}',
    );
  });

  test('who comes and who goes is told to the members of one instance', async () => {
    await using server = await reverb();
    await using ada = await connectTo(server);
    const bob = await connectTo(server);
    await join(ada, signed(ada, 'presence-courses.1', ADA));
    const seen = await join(bob, signed(bob, 'presence-courses.1', '{"user_id":"2","user_info":{"name":"Bob"}}'));
    assert.equal(
      seen,
      succeeded(
        'presence-courses.1',
        '{\\"presence\\":{\\"count\\":2,\\"ids\\":[\\"1\\",\\"2\\"],\\"hash\\":{\\"1\\":{\\"name\\":\\"Ada\\"},\\"2\\":{\\"name\\":\\"Bob\\"}}}}',
      ),
    );
    assert.equal(
      await ada.next(),
      '{"event":"pusher_internal:member_added","data":"{\\"user_id\\":\\"2\\",\\"user_info\\":{\\"name\\":\\"Bob\\"}}","channel":"presence-courses.1"}',
    );
    bob.end();
    assert.equal(
      await ada.next(),
      '{"event":"pusher_internal:member_removed","data":"{\\"user_id\\":\\"2\\"}","channel":"presence-courses.1"}',
    );
  });

  test('presence does not span instances', async () => {
    const relay = memoryRelay();
    await using one = await reverb({ relay });
    await using other = await reverb({ relay });
    await using ada = await connectTo(one);
    await using bob = await connectTo(other);
    for (const client of [ada, bob]) {
      assert.equal(
        await join(client, signed(client, 'presence-courses.1', ADA)),
        succeeded('presence-courses.1', ONE_MEMBER),
      );
      client.send(PING);
      assert.equal(await client.next(), PONG);
    }
  });

  test('an event of the server reaches both instances, and waits in a cache channel', async () => {
    const relay = memoryRelay();
    await using one = await reverb({ relay });
    await using other = await reverb({ relay });
    await using near = await connectTo(one);
    await using far = await connectTo(other);
    for (const client of [near, far]) await join(client, signed(client, 'private-users.1'));
    assert.equal(
      await publish(one.url, { name: 'report.ready', data: '{"id":2}', channels: ['private-users.1'] }),
      '{}',
    );
    const frame = '{"event":"report.ready","data":"{\\"id\\":2}","channel":"private-users.1"}';
    for (const client of [near, far]) assert.equal(await client.next(), frame);
    await join(near, subscription('cache-x'));
    await near.next();
    await publish(one.url, { name: 'a', data: 'https://é', channel: 'cache-x' });
    const cached = String.raw`{"event":"a","data":"https:\/\/\u00e9","channel":"cache-x"}`;
    assert.equal(await near.next(), cached);
    await using late = await connectTo(one);
    assert.equal(await join(late, subscription('cache-x')), succeeded('cache-x'));
    assert.equal(await late.next(), cached);
  });
});

/** Who is not welcome, and what it is told. A socket that stays open answers a ping. */
const REFUSALS: readonly {
  readonly name: string;
  readonly app?: object;
  readonly headers?: readonly string[];
  readonly want: string;
}[] = [
  {
    name: 'a foreign Origin',
    app: { allowedOrigins: ['*.academy.example'] },
    headers: ['Origin: https://academy.example.org'],
    want: '{"event":"pusher:error","data":"{\\"code\\":4009,\\"message\\":\\"Origin not allowed\\"}"}',
  },
  {
    name: 'no Origin',
    app: { allowedOrigins: ['academy.example'] },
    want: '{"event":"pusher:error","data":"{\\"code\\":4009,\\"message\\":\\"Origin not allowed\\"}"}',
  },
  {
    name: 'one too many',
    app: { maxConnections: 1 },
    want: '{"event":"pusher:error","data":"{\\"code\\":4004,\\"message\\":\\"Application is over connection quota\\"}"}',
  },
];

describe('sockets that are not welcome', () => {
  for (const { name, app = {}, headers = [], want } of REFUSALS) {
    test(`${name}: told so, and the socket stays open`, async () => {
      const welcome = ['Origin: https://www.academy.example', 'Origin: https://academy.example'];
      await using server = await reverb({ apps: [{ ...APP, ...app }] });
      await using first = await connectTo(server, { headers: [welcome[name === 'no Origin' ? 1 : 0] ?? ''] });
      await join(first, subscription('pub'));
      await using socket = await openRaw(server.url, { headers });
      assert.equal(await socket.next(), want);
      socket.send(PING);
      assert.equal(await socket.next(), PONG);
    });
  }

  test('sockets that subscribed to nothing do not count', async () => {
    await using server = await reverb({ apps: [{ ...APP, maxConnections: 1 }] });
    await using idle = await connectTo(server);
    await using other = await connectTo(server);
    assert.notEqual(other.id, idle.id);
    assert.notEqual(other.id, '');
  });

  test('an unknown key: told so after the upgrade, then the stream ends without a close', async () => {
    await using server = await reverb();
    await using socket = await openRaw(server.url, { path: '/app/nope' });
    assert.match(socket.answer, /^HTTP\/1\.1 101 /);
    assert.equal(
      await socket.next(),
      '{"event":"pusher:error","data":"{\\"code\\":4001,\\"message\\":\\"Application does not exist\\"}"}',
    );
    assert.equal(await socket.next(), 'ended');
  });

  test('an unknown path is not upgraded', async () => {
    await using server = await reverb();
    await using socket = await openRaw(server.url, { path: '/nope' });
    assert.equal(socket.answer, 'HTTP/1.1 404 Not Found\r\n\r\nNot found.');
  });

  test('the path that a server has comes first', async () => {
    await using server = await reverb({ path: '/ws' });
    await using socket = await connectTo(server, { path: '/ws/app/key1' });
    assert.notEqual(socket.id, '');
    await using elsewhere = await openRaw(server.url);
    assert.equal(elsewhere.answer, 'HTTP/1.1 404 Not Found\r\n\r\nNot found.');
  });

  const whispering: readonly (readonly [from: 'all' | 'nobody', want: string])[] = [
    [
      'nobody',
      '{"event":"pusher:error","data":"{\\"code\\":4301,\\"message\\":\\"The app does not have client messaging enabled.\\"}"}',
    ],
    ['all', PONG],
  ];
  for (const [acceptClientEventsFrom, want] of whispering) {
    test(`whispers are accepted from ${acceptClientEventsFrom}`, async () => {
      await using server = await reverb({ apps: [{ ...APP, acceptClientEventsFrom }] });
      await using listener = await connectTo(server);
      await join(listener, subscription('pub'));
      await using client = await connectTo(server);
      client.send('{"event":"client-typing","channel":"pub","data":{"n":1.0},"more":true}');
      client.send(PING);
      assert.equal(await client.next(), want);
      if (acceptClientEventsFrom === 'nobody') return;
      assert.equal(await listener.next(), '{"event":"client-typing","channel":"pub","data":{"n":1.0},"more":true}');
    });
  }

  test('the end of the server is the end of every socket, without a close frame', async () => {
    const server = await reverb();
    await using idle = await connectTo(server);
    await using member = await connectTo(server);
    await join(member, subscription('pub'));
    await server[Symbol.asyncDispose]();
    for (const client of [idle, member]) assert.equal(await client.next(), 'ended');
  });
});

describe('tenants on one relay', () => {
  const OTHER = { id: 'app2', key: 'key2', secret: 'another secret for tests' };
  const heardBy = async (options: Partial<ReverbOptions>): Promise<string> => {
    await using server = await reverb({ apps: [APP, OTHER], relay: memoryRelay(), ...options });
    await using stranger = await connectTo(server, { path: '/app/key2' });
    await join(stranger, subscription('pub'));
    await publish(server.url, { name: 'secret', data: '{}', channel: 'pub' });
    stranger.send(PING);
    return await stranger.next();
  };

  test('hear nothing of each other', async () => {
    assert.equal(await heardBy({}), PONG);
  });

  test('hear everything when apps are mixed', async () => {
    assert.equal(await heardBy({ mixesApps: true }), '{"event":"secret","data":"{}","channel":"pub"}');
  });
});
