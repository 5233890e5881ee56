import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requireReal } from '../../requirements.ts';
import { inMemory, inRedis, type Killable } from './fixtures/killable.ts';
import { bodyOf, type Client, connectTo, join, publish, reverb, signed } from './fixtures/reverb.ts';
import { redisRelay } from './redis-relay.ts';
import { command, readReplies } from './resp.ts';

const EVENT = { name: 'report.ready', data: '{}', channels: ['private-users.1'] };
const FRAME = '{"event":"report.ready","data":"{}","channel":"private-users.1"}';
const PING = '{"event":"pusher:ping"}';
const PONG = '{"event":"pusher:pong"}';
const CONNECTIONS = { path: '/apps/app1/connections' };

/** What two instances and their relay must do, whichever relay it is. */
async function survives({ relay, kill, revive }: Killable): Promise<void> {
  await using one = await reverb({ relay, askMs: 50 });
  await using other = await reverb({ relay, askMs: 50 });
  await using near = await connectTo(one);
  await using far = await connectTo(other);
  for (const client of [near, far]) await join(client, signed(client, 'private-users.1'));
  await publish(one.url, EVENT);
  for (const client of [near, far]) assert.equal(await client.next(), FRAME);
  assert.equal(await bodyOf(one.url, CONNECTIONS), '{"connections":2}');
  await kill();
  await assertDeaf(one.url, [near, far]);
  await using late = await connectTo(other);
  await join(late, signed(late, 'private-users.1'));
  await revive();
  while ((await bodyOf(one.url, CONNECTIONS)) !== '{"connections":3}');
  await publish(one.url, { ...EVENT, name: 'again' });
  for (const client of [near, far, late])
    assert.equal(await nextBut(FRAME, client), FRAME.replace('report.ready', 'again'));
}

/** What waited for the relay may come late, or be lost: Redis does not wait for who subscribes after it. */
async function nextBut(skipped: string, client: Client): Promise<string> {
  const frame = await client.next();
  return frame === skipped ? await client.next() : frame;
}

async function assertDeaf(url: string, clients: readonly Client[]): Promise<void> {
  assert.equal(await bodyOf(url, { path: '/up' }), '{"health":"OK"}');
  assert.equal(await publish(url, EVENT), '{}');
  const asked = performance.now();
  assert.equal(await bodyOf(url, CONNECTIONS), '{"connections":0}');
  assert.ok(performance.now() - asked >= 49);
  for (const client of clients) {
    client.send(PING);
    assert.equal(await client.next(), PONG);
  }
}

describe('two instances', () => {
  test('without a relay: an event reaches those of one instance', async () => {
    await using one = await reverb();
    await using other = await reverb();
    await using near = await connectTo(one);
    await using far = await connectTo(other);
    for (const client of [near, far]) await join(client, signed(client, 'private-users.1'));
    await publish(one.url, EVENT);
    far.send(PING);
    assert.deepEqual([await near.next(), await far.next()], [FRAME, PONG]);
    assert.equal(await bodyOf(one.url, CONNECTIONS), '{"connections":1}');
  });

  test('joined in memory; the relay is taken away, and comes back', async () => {
    await survives(inMemory());
  });

  test('joined in memory: what was published meanwhile is sent when the relay is back', async () => {
    const { relay, kill, revive } = inMemory();
    await using one = await reverb({ relay });
    await using client = await connectTo(one);
    await join(client, signed(client, 'private-users.1'));
    await kill();
    await publish(one.url, EVENT);
    await revive();
    assert.equal(await client.next(), FRAME);
  });

  test('cannot be joined by a Redis that is not there', async () => {
    await assert.rejects(reverb({ relay: redisRelay({ redis: { host: '127.0.0.1', port: 1 } }) }), {
      code: 'ECONNREFUSED',
    });
  });

  test('joined by Redis; it is killed, and comes back', requireReal('redis'), async () => {
    await using killable = await inRedis();
    await survives(killable);
  });
});

describe('the Redis protocol', () => {
  test('a command counts bytes', () => {
    assert.equal(command('PUBLISH', 'é'), '*2\r\n$7\r\nPUBLISH\r\n$2\r\né\r\n');
  });

  test('replies that come in pieces are read when they are whole', () => {
    const text = '+OK\r\n:2\r\n-ERR no\r\n$-1\r\n*3\r\n$7\r\nmessage\r\n$6\r\nreverb\r\n$2\r\né\r\n';
    const bytes = Buffer.from(text);
    const whole = ['OK', 2, '-ERR no', null, ['message', 'reverb', 'é']];
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const first = readReplies(bytes.subarray(0, cut));
      const second = readReplies(Buffer.concat([first.rest, bytes.subarray(cut)]));
      assert.deepEqual([...first.replies, ...second.replies], whole);
    }
  });
});
