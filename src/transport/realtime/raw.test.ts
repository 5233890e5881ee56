import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Socket } from 'node:net';
import { StepFailed } from '../../model/scenario.ts';
import { ESTABLISHED_TEXT, frame, upgrading } from './fixtures/bare.ts';
import { deskAt, targetWith } from './fixtures/desks.ts';
import { reverb, signatureFor } from './fixtures/reverb.ts';

const failing = (reason: string, why: StepFailed['why']) => (cause: unknown) => {
  assert.ok(cause instanceof StepFailed, String(cause));
  assert.deepEqual({ reason: cause.message, why: cause.why }, { reason, why });
  return true;
};

const CHANNEL = 'private-users.1';
const REPORT = `{"event":"report.ready","data":"{\\"id\\":2}","channel":"${CHANNEL}"}`;

describe('a raw socket', () => {
  test('asks for the upgrade as a client of the front end does, and marks itself as ours', async () => {
    await using server = await reverb();
    await using desk = deskAt(
      targetWith(server, {}, { origin: 'https://app.example', headers: { 'X-Edge': { secret: 'EDGE_KEY' } } }),
    );
    const socket = await desk.realtime.open();
    assert.deepEqual([socket.name, socket.socketId], ['a', '426611164.762741103']);
    const { url, headers } = server.asked[0]!;
    assert.equal(url, '/app/key-of-the-app?protocol=7&client=js&version=8.6.0&flash=false');
    assert.equal(headers.host, `ws.example:${server.port}`);
    assert.deepEqual(
      [headers.origin, headers['x-synthetic'], headers['x-edge'], headers['user-agent']],
      ['https://app.example', 'parity', 'a key for the edge', 'parity'],
    );
    assert.equal(headers['sec-websocket-extensions'], undefined);
  });

  test('subscribes with a signature, hears what comes, whispers, and answers a ping', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    const { data } = await socket.subscribe(CHANNEL, { auth: signatureFor(socket.socketId, CHANNEL) });
    assert.deepEqual(data, {});
    server.say(REPORT);
    const message = await socket.next({ event: 'report.ready', channel: CHANNEL }, 1_000);
    assert.deepEqual([message.data, message.dataIs], [{ id: 2 }, 'string']);
    socket.whisper(CHANNEL, 'typing', { n: 1 });
    server.say('{"event":"pusher:ping"}');
    await socket.ping(1_000);
    assert.deepEqual(server.heard.slice(1), [
      '{"event":"client-typing","data":{"n":1},"channel":"private-users.1"}',
      '{"event":"pusher:ping","data":{}}',
      '{"event":"pusher:pong","data":{}}',
    ]);
  });

  test('a message that came before it is waited for counts, once', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    server.say(REPORT);
    await socket.ping(1_000);
    const wanted = {
      event: 'report.ready',
      where: ({ data }: { data: unknown }) => JSON.stringify(data) === '{"id":2}',
    };
    await socket.next(wanted, 1_000);
    assert.equal(socket.count(wanted), 1);
    await assert.rejects(
      socket.next(wanted, 20),
      failing('a: no report.ready within 20 ms', { rule: 'message-missing' }),
    );
  });

  test('a second one that waits gets the second message', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    const both = Promise.all([socket.next({ event: 'x' }, 1_000), socket.next({ event: 'x' }, 1_000)]);
    server.say('{"event":"x","data":1}');
    server.say('{"event":"x","data":2}');
    assert.deepEqual(
      (await both).map(({ data }) => data),
      [1, 2],
    );
  });

  test('a predicate that throws fails its own wait and nothing else', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    const where = (): boolean => {
      throw new Error('a bug of the scenario');
    };
    const waits = Promise.allSettled([socket.next({ event: 'x', where }, 1_000), socket.next({ event: 'x' }, 1_000)]);
    server.say('{"event":"x"}');
    const [bad, good] = await waits;
    assert.equal(bad?.status === 'rejected' && bad.reason.message, 'a bug of the scenario');
    assert.equal(good?.status, 'fulfilled');
  });

  test('a refused signature is told of the channel that it was for, though the server names none', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server), { limits: { subscribeMs: 400 } });
    const socket = await desk.realtime.open();
    const unanswered = assert.rejects(socket.subscribe('silent'), /silent was not answered within 400 ms/);
    const wrong = { auth: signatureFor(socket.socketId, CHANNEL, 'another secret') };
    const refused = (channel: string) =>
      failing(`a: ${channel} was refused; code 4009, Connection is unauthorized`, {
        rule: 'channel-refused',
        cause: 'app-secret-mismatch',
      });
    await Promise.all([
      assert.rejects(socket.subscribe(CHANNEL, wrong), refused(CHANNEL)),
      assert.rejects(socket.subscribe('private-users.2', wrong), refused('private-users.2')),
      assert.rejects(
        socket.subscribe('private-users.3'),
        failing('a: private-users.3 was refused; code 4009, Connection is unauthorized', { rule: 'channel-refused' }),
      ),
      unanswered,
    ]);
  });

  test('a subscription without an answer fails in its own time', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server), { limits: { subscribeMs: 30 } });
    const socket = await desk.realtime.open();
    await assert.rejects(
      socket.subscribe('silent'),
      failing('a: silent was not answered within 30 ms', { rule: 'channel-refused' }),
    );
  });

  test('the last error of the socket is the cause of a message that does not come', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    server.say('{"event":"pusher:error","data":"{\\"code\\":4301,\\"message\\":\\"Rate limit exceeded\\"}"}');
    await assert.rejects(
      socket.next({ event: 'x' }, 30),
      failing('a: no x within 30 ms; code 4301, Rate limit exceeded', {
        rule: 'socket-failed',
        cause: 'message-rate-limited',
      }),
    );
  });

  test('a socket that the server drops ends what waits, and what begins to wait', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    const waiting = socket.next({ event: 'x', channel: 'y' }, 5_000);
    server.drop();
    const dropped = failing(
      'a: no x on y before the socket ended; the server ended the socket without a close frame (1006)',
      { rule: 'message-missing', cause: 'socket-dropped' },
    );
    await assert.rejects(waiting, dropped);
    await assert.rejects(socket.next({ event: 'x', channel: 'y' }, 5_000), dropped);
    assert.deepEqual(await socket.closed(1_000), { code: 1006, reason: '' });
    assert.throws(
      () => socket.send('{}'),
      failing('a: nothing can be sent, it is not open; the server ended the socket without a close frame (1006)', {
        rule: 'socket-failed',
        cause: 'socket-dropped',
      }),
    );
  });

  test('a ping that is never answered', async () => {
    await using server = await upgrading((socket) => void socket.write(frame(ESTABLISHED_TEXT)));
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    await assert.rejects(
      socket.ping(30),
      failing('a: no pusher:pong within 30 ms; the other end is gone, or stuck', {
        rule: 'socket-failed',
        cause: 'socket-dropped',
      }),
    );
  });

  test('a control ping is answered by a control pong', async () => {
    const answers: number[] = [];
    await using server = await upgrading((socket) => {
      socket.write(frame(ESTABLISHED_TEXT));
      socket.write(frame('are you there', 'ping'));
      socket.once('data', (data) => answers.push(data[0]!));
    });
    await using desk = deskAt(targetWith(server));
    await desk.realtime.open();
    while (answers.length === 0) await new Promise(setImmediate);
    assert.deepEqual(answers, [0x8a]);
  });

  const broken = [
    ['garbage', frame('<html>'), 'a frame is no message of the Pusher protocol'],
    ['invalid UTF-8', frame(Buffer.from([0x22, 0xff, 0x22])), 'a text frame is not UTF-8 (WS_ERR_INVALID_UTF8)'],
  ] as const;

  for (const [name, bytes, says] of broken) {
    test(`${name} on an open socket fails what waits`, async () => {
      const opened = Promise.withResolvers<Socket>();
      await using server = await upgrading((socket) => {
        socket.write(frame(ESTABLISHED_TEXT));
        opened.resolve(socket);
      });
      await using desk = deskAt(targetWith(server));
      const socket = await desk.realtime.open();
      const waiting = socket.next({ event: 'x' }, 5_000);
      (await opened.promise).write(bytes);
      await assert.rejects(waiting, (thrown) => {
        assert.ok(thrown instanceof StepFailed, String(thrown));
        assert.ok(thrown.message.startsWith(`a: no x before the socket ended; ${says}`), thrown.message);
        assert.deepEqual(thrown.why, { rule: 'socket-failed', cause: 'protocol-broken' });
        return true;
      });
    });
  }

  test('a server that leaves a socket open is told when its end is wanted', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    await assert.rejects(
      socket.closed(20),
      failing('a: the server left the socket open for 20 ms, wanted its end', { rule: 'socket-failed' }),
    );
    await socket.close();
    assert.deepEqual(await socket.closed(20), { code: 1000, reason: '' });
  });

  test('the signal of the scenario ends every wait with its reason', async () => {
    await using server = await reverb();
    const scenario = new AbortController();
    await using desk = deskAt(targetWith(server), { signal: scenario.signal });
    const socket = await desk.realtime.open();
    const waits = [socket.next({ event: 'x' }, 5_000), socket.subscribe('silent'), socket.closed(5_000)];
    scenario.abort(new Error('the scenario is over'));
    for (const wait of waits) await assert.rejects(wait, { message: 'the scenario is over' });
    await assert.rejects(desk.realtime.open(), { message: 'the scenario is over' });
  });

  test('an instance is dialled at its own address, with the host of all', async () => {
    await using shared = await reverb();
    await using pod = await reverb({ socketId: '7.8', address: '127.0.0.4' });
    await using desk = deskAt(targetWith(shared, { instances: [{ host: pod.address, port: pod.port }] }));
    assert.equal(desk.realtime.instances, 1);
    const socket = await desk.realtime.open({ instance: 0 });
    assert.deepEqual([socket.socketId, pod.asked[0]?.headers.host], ['7.8', `ws.example:${shared.port}`]);
    await assert.rejects(desk.realtime.open({ instance: 1 }), { message: 'the candidate has 1 instances, no 1' });
  });

  test('bytes are sent as a binary frame', async () => {
    await using server = await reverb();
    await using desk = deskAt(targetWith(server));
    const socket = await desk.realtime.open();
    socket.send(Buffer.from('{"event":"pusher:ping","data":{}}'));
    await socket.next({ event: 'pusher:pong' }, 1_000);
    assert.deepEqual(
      desk
        .take()
        ?.frames.filter(({ way }) => way === 'out')
        .map(({ text }) => text),
      ['(33 bytes, binary)'],
    );
  });
});
