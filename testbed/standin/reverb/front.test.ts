import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bodyOf, call, connectTo, join, publish, reverb, signed, subscription } from './fixtures/reverb.ts';
import { openRaw } from './fixtures/raw-socket.ts';
import type { ForwardFaults } from './forward.ts';
import { type Front, startFront } from './front.ts';
import { memoryRelay, type Relay } from './relay.ts';
import type { Reverb } from './start.ts';

const EVENT = { name: 'report.ready', data: '{}', channels: ['private-users.1'] };

type Site = { readonly front: Front; readonly instances: readonly Reverb[] } & AsyncDisposable;

/** Two instances behind one front. */
async function site(faults: ForwardFaults = {}, relay?: Relay): Promise<Site> {
  const instances = [await reverb({ relay }), await reverb({ relay })];
  const front = await startFront({ instances: instances.map(({ url }) => url), faults });
  return {
    front,
    instances,
    [Symbol.asyncDispose]: async () => {
      for (const part of [front, ...instances]) await part[Symbol.asyncDispose]();
    },
  };
}

describe('a front before two instances', () => {
  for (const [relay, want] of [
    [memoryRelay(), 4],
    [undefined, 2],
  ] as const) {
    test(`spreads sockets evenly: of four, ${want} hear an event ${relay ? 'with' : 'without'} a relay`, async () => {
      await using running = await site({}, relay);
      const clients = await Promise.all([1, 2, 3, 4].map(async () => await connectTo(running.front)));
      for (const client of clients) await join(client, signed(client, 'private-users.1'));
      assert.equal(await publish(running.front.url, EVENT), '{}');
      for (const client of clients) client.send('{"event":"pusher:ping"}');
      const heard = await Promise.all(clients.map(async (client) => await client.next()));
      assert.equal(heard.filter((frame) => frame.includes('report.ready')).length, want);
    });
  }

  test('changes no byte', async () => {
    await using running = await site();
    const { front, instances } = running;
    const upgraded = await Promise.all(
      [front.url, instances[0]?.url ?? ''].map(async (url) => {
        await using socket = await openRaw(url);
        return socket.answer;
      }),
    );
    assert.equal(upgraded[0], upgraded[1]);
    const request = { path: '/apps/app1/connections' };
    assert.equal(await call(front.url, request), await call(instances[0]?.url ?? '', request));
  });

  test('that strips the upgrade shows what Reverb says to a plain request', async () => {
    await using running = await site({ stripsUpgrade: true });
    await using socket = await openRaw(running.front.url);
    assert.equal(socket.answer, 'HTTP/1.1 500 Internal Server Error\r\n\r\nInternal server error.');
  });

  test('that does not route /apps lets clients in, and nothing be published', async () => {
    await using running = await site({ losesApps: true });
    await using client = await connectTo(running.front);
    await join(client, subscription('pub'));
    assert.match(await call(running.front.url, { path: '/apps/app1/connections' }), /^HTTP\/1\.1 404 Not Found\r\n/);
    assert.equal(
      await bodyOf(running.instances[0]?.url ?? '', { path: '/apps/app1/connections' }),
      '{"connections":1}',
    );
  });

  test('that cuts idle sockets', async () => {
    await using running = await site({ idleMs: 20 });
    await using client = await connectTo(running.front);
    assert.equal(await client.next(), 'ended');
  });

  test('that is given a new configuration cuts all sockets, and takes new ones', async () => {
    await using running = await site();
    await using client = await connectTo(running.front);
    running.front.drain();
    assert.equal(await client.next(), 'ended');
    await using again = await connectTo(running.front);
    assert.notEqual(again.id, '');
  });

  test('before instances that are gone says that there are none', async () => {
    await using running = await site();
    for (const instance of running.instances) await instance[Symbol.asyncDispose]();
    await using socket = await openRaw(running.front.url);
    assert.match(socket.answer, /^HTTP\/1\.1 503 Service Unavailable\r\n[^]*\r\n\r\nno healthy upstream$/);
  });
});
