import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Delivered, Exporter } from '../export/delivery.ts';
import { delivery } from '../export/fixture-delivery.ts';
import { makeOutbox } from './outbox.ts';

const NEVER = new AbortController().signal;
const sink = { url: new URL('http://127.0.0.1'), headers: [], timeoutMs: 1_000 };
const BROKEN: Delivered = { ok: false, error: { kind: 'broken', says: 'broken' } };

function outbox(deliver: Exporter['deliver']) {
  const said: string[] = [];
  const box = makeOutbox([{ name: 'x', exporter: { keeps: 'events', deliver }, sink }], undefined, (says) =>
    said.push(says),
  );
  return { box, said };
}

describe('an outbox without a disk', () => {
  test('keeps what was not taken, and hands it over the next time, in order', async () => {
    let isUp = false;
    const { box } = outbox(() => Promise.resolve(isUp ? { ok: true, value: undefined } : BROKEN));
    for (const id of ['a', 'b']) {
      box.put(delivery(id));
      await box.deliver(NEVER);
    }
    assert.equal(box.waiting('x'), 2);
    isUp = true;
    assert.deepEqual((await box.deliver(NEVER))[0]?.taken, ['a', 'b']);
    assert.equal(box.waiting('x'), 0);
  });

  test('loses nothing that is put while it delivers', async () => {
    const answered = Promise.withResolvers<Delivered>();
    const { box } = outbox(() => answered.promise);
    box.put(delivery('a'));
    const first = box.deliver(NEVER);
    await new Promise(setImmediate);
    box.put(delivery('b'));
    answered.resolve({ ok: true, value: undefined });
    assert.deepEqual((await first)[0]?.taken, ['a']);
    assert.deepEqual((await box.deliver(NEVER))[0]?.taken, ['b']);
  });

  test('goes on after a delivery that was cut short', async () => {
    const cut = new AbortController();
    let isCut = true;
    const { box } = outbox(() => {
      if (!isCut) return Promise.resolve({ ok: true, value: undefined });
      isCut = false;
      return Promise.reject(new Error('cut'));
    });
    box.put(delivery('a'));
    await assert.rejects(box.deliver(cut.signal), /cut/);
    assert.deepEqual((await box.deliver(NEVER))[0]?.taken, ['a']);
  });

  test('does not grow for ever', async () => {
    const { box } = outbox(() => Promise.resolve(BROKEN));
    for (let id = 0; id < 200; id++) box.put(delivery(String(id)));
    await box.deliver(NEVER);
    assert.equal(box.waiting('x'), 50);
  });
});
