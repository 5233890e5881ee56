import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RealtimeDesk } from '../../model/realtime.ts';
import { deskAt, targetWith } from './fixtures/desks.ts';
import { ESTABLISHED_TEXT, frame, upgrading } from './fixtures/bare.ts';
import { reverb, signatureFor } from './fixtures/reverb.ts';

const shown = (desk: RealtimeDesk): unknown => JSON.parse(desk.take()?.response.body.text ?? 'null');

const HANDSHAKE = { socket_id: '<socket id>', activity_timeout: 30, dataIs: 'string' };

describe('what a step shows', () => {
  test('nothing, when nothing was opened, awaited or noted', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    assert.equal(desk.take(), undefined);
    desk.realtime.measure('latency', 3);
    assert.equal(desk.take(), undefined);
    await desk.realtime.open();
    assert.deepEqual(desk.take()?.measures, { latency: 3 });
    assert.equal(desk.take(), undefined);
  });

  test('the upgrade, by whom it was answered, and the times of its phases', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    await desk.realtime.open();
    const talk = desk.take()!;
    assert.equal(
      talk.request.url,
      `ws://ws.example:${server.port}/app/key-of-the-app?protocol=7&client=js&version=8.6.0&flash=false`,
    );
    assert.deepEqual(talk.request.headers, [
      ['User-Agent', 'parity'],
      ['X-Synthetic', 'parity'],
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Version', '13'],
    ]);
    assert.equal(talk.response.status, 101);
    assert.deepEqual(
      talk.response.headers.find(([name]) => name === 'X-Powered-By'),
      ['X-Powered-By', 'Laravel Reverb'],
    );
    assert.deepEqual(talk.connection, { address: '127.0.0.1', port: server.port });
    const { connect = 0, wait = 0, receive = 0, total } = talk.timings;
    assert.ok(Math.abs(connect + wait + receive - total) < 0.001);
    assert.deepEqual([connect, wait, receive].map(Math.sign), [1, 1, 1]);
  });

  test('nothing of a socket that is unseen, for chance decides what it hears', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open({ unseen: true });
    const other = await desk.realtime.open();
    desk.take();
    await socket.subscribe('open');
    assert.equal(desk.take(), undefined);
    await other.subscribe('other');
    const { messages }: { messages?: readonly { channel: string }[] } = Object(shown(desk));
    assert.deepEqual(
      messages?.map(({ channel }) => channel),
      ['other'],
    );
  });

  test('what was awaited and noted, in the order of the waits, whatever came first', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const [one, two] = [await desk.realtime.open(), await desk.realtime.open({ name: 'second' })];
    desk.take();
    const both = Promise.all([one.next({ event: 'late' }, 1_000), two.next({ event: 'early' }, 1_000)]);
    server.say('{"event":"early","data":{"id":1.0},"channel":"x"}');
    server.say('{"event":"late"}');
    await both;
    desk.realtime.note('z', true);
    desk.realtime.note('a', [1]);
    assert.equal(
      desk.take()?.response.body.text,
      '{"messages":[{"socket":"a","event":"late","dataIs":"absent"},' +
        '{"socket":"second","event":"early","channel":"x","data":{"id":1.0},"dataIs":"value"}],' +
        '"notes":{"a":[1],"z":true}}',
    );
  });

  test('numbers in the data stay as they came, be it a string or a value', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    desk.take();
    server.say('{"event":"x","data":"{\\"a\\":12345678901234567890,\\"b\\":1.10}"}');
    server.say('{"event":"x","data":"plain \\u00e9"}');
    await socket.next({ event: 'x' }, 1_000);
    await socket.next({ event: 'x' }, 1_000);
    const text = desk.take()?.response.body.text ?? '';
    assert.ok(text.includes('"data":{"a":12345678901234567890,"b":1.10},"dataIs":"string"'), text);
    assert.ok(text.includes('"data":"plain \\u00e9","dataIs":"string"'), text);
  });

  test('what a message holds besides its data is shown too', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    desk.take();
    server.say('{"event":"client-x","channel":"presence-y","data":null,"user_id":"7"}');
    await socket.next({ event: 'client-x' }, 1_000);
    assert.deepEqual(shown(desk), {
      messages: [
        { socket: 'a', event: 'client-x', channel: 'presence-y', data: null, dataIs: 'value', rest: { user_id: '7' } },
      ],
      notes: {},
    });
  });

  test('aliases stand for ids and nonces, the longest first; a number stays a number', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    desk.realtime.alias('abc', '<short>');
    desk.realtime.alias('abcdef', '<nonce>');
    desk.realtime.alias('42', '<report id>');
    server.say(
      '{"event":"x","data":"{\\"nonce\\":\\"abcdef-abc\\",\\"id\\":42,\\"more\\":421,\\"at\\":\\"2026-11-42\\"}","channel":"private-report.42"}',
    );
    await socket.next({ event: 'x' }, 1_000);
    desk.realtime.note('from', socket.socketId);
    assert.deepEqual(shown(desk), {
      handshake: HANDSHAKE,
      messages: [
        {
          socket: 'a',
          event: 'x',
          channel: 'private-report.<report id>',
          data: { nonce: '<nonce>-<short>', id: 0, more: 421, at: '2026-11-42' },
          dataIs: 'string',
        },
      ],
      notes: { from: '<socket id>' },
    });
  });

  test('handshakes that differ between sockets of one step are all shown', async () => {
    let timeout = 30;
    await using server = await upgrading((socket) => {
      socket.write(frame(ESTABLISHED_TEXT.replace('30', String(timeout++))));
    });
    await using desk = deskAt(targetWith(server));
    await desk.realtime.open();
    await desk.realtime.open();
    assert.deepEqual(shown(desk), {
      handshake: [HANDSHAKE, { ...HANDSHAKE, activity_timeout: 31 }],
      messages: [],
      notes: {},
    });
  });

  test('a socket id of another form is told', async () => {
    await using server = await reverb({ socketId: 'abc' });
    await using desk = deskAt(targetWith(server));
    await desk.realtime.open();
    assert.deepEqual(shown(desk), {
      handshake: { ...HANDSHAKE, socket_id: '<malformed socket id>' },
      messages: [],
      notes: {},
    });
  });

  test('a wait that lasts longer than its step belongs to the one in which the message comes', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    const waiting = socket.next({ event: 'x' }, 1_000);
    assert.deepEqual(shown(desk), { handshake: HANDSHAKE, messages: [], notes: {} });
    server.say('{"event":"x"}');
    await waiting;
    assert.deepEqual(shown(desk), { messages: [{ socket: 'a', event: 'x', dataIs: 'absent' }], notes: {} });
  });
});

describe('frames', () => {
  test('all of them are kept with their time, without a signature or a secret', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    const auth = signatureFor(socket.socketId, 'private-x');
    await socket.subscribe('private-x', { auth });
    server.say('{"event":"leak","data":"{\\"mail\\":\\"a secret of the app\\"}"}');
    await socket.next({ event: 'leak' }, 1_000);
    server.say(`{"event":"echo","data":"${auth}"}`);
    await socket.next({ event: 'echo' }, 1_000);
    const talk = desk.take();
    assert.deepEqual(
      talk?.frames.map(({ socket: of, way, text }) => [of, way, text?.slice(0, 60)]),
      [
        ['a', 'in', '{"event":"pusher:connection_established","data":"{\\"socket_i'],
        ['a', 'out', '{"event":"pusher:subscribe","data":{"channel":"private-x","a'],
        ['a', 'in', '{"event":"pusher_internal:subscription_succeeded","data":"{}'],
        ['a', 'in', '{"event":"leak","data":"{\\"mail\\":\\"<redacted APP_SECRET 19>'],
        ['a', 'in', '{"event":"echo","data":"key-of-the-app:<redacted signature 6'],
      ],
    );
    assert.ok(!JSON.stringify(talk).includes(auth.slice(-64)));
    assert.ok(!JSON.stringify(talk).includes('secret of the app'));
    assert.ok(talk?.frames.every(({ atMs }, at, all) => atMs >= (all[at - 1]?.atMs ?? 0)));
  });

  test('a flood of 50,000 messages is counted and not kept, and what is awaited is still found', async () => {
    await using server = await upgrading((socket) => {
      const flood = frame(`{"event":"flood","data":"${'x'.repeat(100)}"}`);
      const frames = Array.from({ length: 50_000 }, () => flood);
      socket.write(Buffer.concat([frame(ESTABLISHED_TEXT), ...frames, frame('{"event":"last"}')]));
    });
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    await socket.next({ event: 'last' }, 10_000);
    const frames = desk.take()?.frames ?? [];
    assert.equal(frames.length, 201);
    assert.deepEqual(frames.at(-1)?.text, '(49802 more frames)');
    assert.throws(() => socket.count({ event: 'flood' }), {
      message:
        'a: flood not counted; 45002 messages came beyond the 5000 or 16777216 bytes that are kept; the server floods the socket',
      why: { rule: 'socket-failed', cause: 'protocol-broken' },
    });
    await assert.rejects(socket.next({ event: 'gone' }, 20), {
      message: /^a: no gone within 20 ms; 45002 messages came beyond/,
    });
  });

  test('a long one is cut after it was redacted', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server), { limits: { frameChars: 40 } });
    const socket = await desk.realtime.open();
    desk.take();
    server.say(`{"event":"x","data":"${'.'.repeat(10)}a secret of the app${'.'.repeat(40)}"}`);
    await socket.next({ event: 'x' }, 1_000);
    const text = desk.take()?.frames[0]?.text ?? '';
    assert.match(text, /^\{"event":"x","data":"\.{10}<redacted \(and \d+ more characters at least\)$/);
  });
});
