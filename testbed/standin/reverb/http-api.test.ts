import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { askBytes } from './fixtures/raw-socket.ts';
import { bodyOf, type Call, call, connectTo, join, reverb, signed, subscription } from './fixtures/reverb.ts';
import { memoryRelay } from './relay.ts';

const route = (status: string, body: string): string =>
  `HTTP/1.0 ${status}\r\nCache-Control:  no-cache, private\r\nContent-Length: ${body.length}\r\n` +
  `Content-Type:   application/json\r\nDate:           ~ GMT\r\n\r\n${body}`;

const post = (body: unknown, path = 'events'): Call => ({
  method: 'POST',
  path: `/apps/app1/${path}`,
  body: JSON.stringify(body),
});

const event = { name: 'report.ready', data: '{"id":2}', channels: ['private-users.1'] };
const item = { name: 'report.ready', data: '{}', channel: 'private-users.1' };
const ADA = '{"user_id":"1","user_info":{"name":"Ada"}}';

/** Asked while two clients are in `private-users.1`, each at another instance, and one in `presence-courses.1`. */
const ROWS: readonly (readonly [name: string, request: Call, want: string])[] = [
  ['health', { path: '/up' }, route('200 OK', '{"health":"OK"}')],
  ['connections of both', { path: '/apps/app1/connections' }, route('200 OK', '{"connections":2}')],
  [
    'channels of both',
    { path: '/apps/app1/channels' },
    route('200 OK', '{"channels":{"presence-courses.1":{},"private-users.1":{}}}'),
  ],
  [
    'channels that begin alike, with counts',
    { path: '/apps/app1/channels', query: { filter_by_prefix: 'presence-', info: 'user_count,subscription_count' } },
    route('200 OK', '{"channels":{"presence-courses.1":{"user_count":1}}}'),
  ],
  [
    'no channels',
    { path: '/apps/app1/channels', query: { filter_by_prefix: 'x' } },
    route('200 OK', '{"channels":[]}'),
  ],
  ['a channel', { path: '/apps/app1/channels/private-users.1' }, route('200 OK', '{"occupied":true}')],
  [
    'a channel, with its count',
    { path: '/apps/app1/channels/private-users.1', query: { info: 'subscription_count' } },
    route('200 OK', '{"occupied":true,"subscription_count":2}'),
  ],
  ['a channel nobody is in', { path: '/apps/app1/channels/none' }, route('200 OK', '{"occupied":false}')],
  [
    'users of a presence channel',
    { path: '/apps/app1/channels/presence-courses.1/users' },
    route('200 OK', '{"users":[{"id":"1"}]}'),
  ],
  ['users of another channel', { path: '/apps/app1/channels/private-users.1/users' }, route('400 Bad Request', '{}')],
  ['users of a channel nobody is in', { path: '/apps/app1/channels/presence-x/users' }, route('404 Not Found', '{}')],
  ['an event', post(event), route('200 OK', '{}')],
  [
    'an event, with its count',
    post({ ...event, info: 'subscription_count' }),
    route('200 OK', '{"channels":{"private-users.1":{"subscription_count":2}}}'),
  ],
  [
    'an event without data',
    post({ name: 'report.ready' }),
    route(
      '422 Unprocessable Content',
      '{"data":["The data field is required."],"channels":["The channels field is required when channel is not present."],"channel":["The channel field is required when channels is not present."]}',
    ),
  ],
  [
    'an event of numbers',
    post({ name: 1, data: 2, channels: 'pub' }),
    route(
      '422 Unprocessable Content',
      '{"name":["The name field must be a string."],"data":["The data field must be a string."],"channels":["The channels field must be an array."]}',
    ),
  ],
  ['several events', post({ batch: [item, item] }, 'batch_events'), route('200 OK', '{"batch":{}}')],
  [
    'several events, with counts',
    post({ batch: [{ ...item, info: 'subscription_count' }] }, 'batch_events'),
    route('200 OK', '{"batch":[{"subscription_count":2}]}'),
  ],
  [
    'several events, one without data',
    post({ batch: [{ name: 'a', channel: 'b' }] }, 'batch_events'),
    route('422 Unprocessable Content', '{"batch.0.data":["The batch.0.data field is required."]}'),
  ],
  [
    'no events',
    post({ batch: [] }, 'batch_events'),
    route('422 Unprocessable Content', '{"batch":["The batch field is required."]}'),
  ],
  [
    'an end to a user who is not there',
    { method: 'POST', path: '/apps/app1/users/9/terminate_connections' },
    route('200 OK', '{}'),
  ],
  [
    'an unknown app',
    { path: '/apps/nope/connections' },
    'HTTP/1.1 404 Not Found\r\n\r\nNo matching application for ID [nope].',
  ],
  [
    'a bad signature',
    { path: '/apps/app1/connections', secret: 'wrong' },
    'HTTP/1.1 401 Unauthorized\r\n\r\nAuthentication signature invalid.',
  ],
  [
    'more than 10,000 bytes',
    post({ ...event, data: 'x'.repeat(10_000) }),
    'HTTP/1.1 413 Request Entity Too Large\r\n\r\nPayload too large.',
  ],
  [
    'no JSON',
    { method: 'POST', path: '/apps/app1/events', body: 'hello' },
    'HTTP/1.1 500 Internal Server Error\r\n\r\nInternal server error.',
  ],
  [
    'a socket without an upgrade',
    { path: '/app/key1' },
    'HTTP/1.1 500 Internal Server Error\r\n\r\nInternal server error.',
  ],
  ['an unknown path', { path: '/nope' }, 'HTTP/1.1 404 Not Found\r\n\r\nNot found.'],
  [
    'another method',
    { method: 'POST', path: '/apps/app1/connections' },
    'HTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\n\r\nMethod not allowed.',
  ],
];

describe("Reverb's HTTP API, to the byte", () => {
  for (const [name, request, want] of ROWS) {
    test(name, async () => {
      const relay = memoryRelay();
      await using one = await reverb({ relay });
      await using other = await reverb({ relay });
      await using near = await connectTo(one);
      await using far = await connectTo(other);
      await join(near, signed(near, 'presence-courses.1', ADA));
      for (const client of [near, far]) await join(client, signed(client, 'private-users.1'));
      assert.equal(await call(one.url, request), want);
    });
  }

  test('the event of a socket does not come back to it', async () => {
    await using server = await reverb();
    await using sender = await connectTo(server);
    await using other = await connectTo(server);
    for (const client of [sender, other]) await join(client, subscription('pub'));
    await bodyOf(server.url, post({ name: 'a', data: '1', channel: 'pub', socket_id: sender.id }));
    assert.equal(await other.next(), '{"event":"a","data":"1","channel":"pub"}');
    sender.send('{"event":"pusher:ping"}');
    assert.equal(await sender.next(), '{"event":"pusher:pong"}');
  });

  test('a user is sent away from all instances', async () => {
    const relay = memoryRelay();
    await using one = await reverb({ relay });
    await using other = await reverb({ relay });
    await using ada = await connectTo(other);
    await join(ada, signed(ada, 'presence-courses.1', ADA));
    await call(one.url, { method: 'POST', path: '/apps/app1/users/1/terminate_connections' });
    assert.equal(await ada.next(), 'ended');
  });

  test('a request without a signature', async () => {
    await using server = await reverb();
    assert.equal(
      await askBytes(server.url, 'GET /apps/app1/connections HTTP/1.1\r\nHost: a\r\n\r\n'),
      'HTTP/1.1 401 Unauthorized\r\n\r\nAuthentication signature invalid.',
    );
  });
});
