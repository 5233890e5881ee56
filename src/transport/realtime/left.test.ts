import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RealtimeDesk } from '../../model/realtime.ts';
import { upgrading, ESTABLISHED_TEXT, frame } from './fixtures/bare.ts';
import { deskAt, targetWith } from './fixtures/desks.ts';
import { reverb } from './fixtures/reverb.ts';

const resources = (): readonly string[] =>
  process.getActiveResourcesInfo().filter((name) => /TCPSocket|TLS|Timeout/.test(name));

/** Closing takes turns of the event loop on both sides. */
async function settled(isDone: () => boolean): Promise<void> {
  while (!isDone() || resources().length > 0) await new Promise(setImmediate);
}

async function disposed(desk: RealtimeDesk, waits: readonly Promise<unknown>[]): Promise<void> {
  const all = Promise.allSettled(waits);
  await desk[Symbol.asyncDispose]();
  for (const { status } of await all) assert.equal(status, 'rejected');
}

test(
  'after a desk with raw sockets and a real client nothing is left: no socket, no timer',
  { timeout: 10_000 },
  async () => {
    await using server = await reverb();
    const desk = deskAt(targetWith(server));
    const sockets = await Promise.all([desk.realtime.open(), desk.realtime.open()]);
    const echo = await desk.realtime.echo({ authorise: () => new Promise(() => undefined) });
    assert.equal(server.open(), 3);
    await disposed(
      desk,
      [...sockets, echo].map((socket) => socket.next({ event: 'never' }, 60_000)),
    );
    await settled(() => server.open() === 0);
    const { Pusher } = await (await import('./libraries.mjs')).loadLibraries();
    assert.equal(Pusher.instances.length, 0);
  },
);

test('a desk is closed in no time when the other end is gone', { timeout: 10_000 }, async () => {
  await using server = await upgrading((socket) => {
    socket.write(frame(ESTABLISHED_TEXT));
    socket.pause();
  });
  const desk = deskAt(targetWith(server));
  const socket = await desk.realtime.open();
  const startedAt = performance.now();
  await disposed(desk, [socket.ping(60_000), socket.next({ event: 'never' }, 60_000)]);
  assert.ok(performance.now() - startedAt < 4_000);
});

test('a socket that is being opened is closed too', { timeout: 10_000 }, async () => {
  await using server = await upgrading(() => undefined);
  const desk = deskAt(targetWith(server));
  const opening = desk.realtime.open();
  opening.catch(() => undefined);
  while (server.connections() === 0) await new Promise(setImmediate);
  await disposed(desk, [opening]);
  await settled(() => true);
});
