import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Delivered, DeliveryFault, Exporter } from '../export/delivery.ts';
import { delivery } from '../export/fixture-delivery.ts';
import { deliverTo } from './deliver.ts';
import { openSpool } from './spool.ts';

const NEVER = new AbortController().signal;
const sink = { url: new URL('http://127.0.0.1'), headers: [], timeoutMs: 1_000 };
const fault = (kind: DeliveryFault['kind']): Delivered => ({ ok: false, error: { kind, says: kind } });
const TAKEN: Delivered = { ok: true, value: undefined };

/** @param answers by the id of a run; every other is taken */
function exporter(keeps: Exporter['keeps'], answers: Readonly<Record<string, Delivered>> = {}) {
  const asked: string[] = [];
  const deliver: Exporter['deliver'] = ({ run: { id } }) => {
    asked.push(id);
    return Promise.resolve(answers[id] ?? TAKEN);
  };
  return { asked, open: { name: 'x', exporter: { keeps, deliver }, sink } };
}

function spoolWith(...ids: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'parity-deliver-'));
  const spool = openSpool(folder, (made) => void mkdirSync(made, { recursive: true }));
  for (const id of ids) spool.put('x', delivery(id));
  const left = (): readonly string[] => spool.waiting('x').map((each) => each.delivery.run.id);
  return { spool, left, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

const CASES: readonly {
  readonly name: string;
  readonly keeps?: Exporter['keeps'];
  readonly answers?: Readonly<Record<string, Delivered>>;
  readonly asked: readonly string[];
  readonly taken: readonly string[];
  readonly left: readonly string[];
  readonly fault?: DeliveryFault['kind'];
}[] = [
  { name: 'events are handed over in order', asked: ['a', 'b', 'c'], taken: ['a', 'b', 'c'], left: [] },
  {
    name: 'a sink that breaks stops the queue, so that the order stays',
    answers: { b: fault('broken') },
    asked: ['a', 'b'],
    taken: ['a'],
    left: ['b', 'c'],
    fault: 'broken',
  },
  {
    name: 'one run that is rejected does not hold up the others, and stays',
    answers: { a: fault('rejected') },
    asked: ['a', 'b', 'c'],
    taken: ['b', 'c'],
    left: ['a'],
    fault: 'rejected',
  },
  {
    name: 'of a state only the newest is handed over, and the older ones are done with it',
    keeps: 'state',
    asked: ['c'],
    taken: ['c'],
    left: [],
  },
  {
    name: 'of a state that was not taken nothing is lost',
    keeps: 'state',
    answers: { c: fault('slow') },
    asked: ['c'],
    taken: [],
    left: ['a', 'b', 'c'],
    fault: 'slow',
  },
];

describe('deliverTo', () => {
  for (const { name, keeps = 'events', answers, asked, taken, left, fault: kind } of CASES) {
    test(name, async () => {
      using at = spoolWith('a', 'b', 'c');
      const sinkOf = exporter(keeps, answers);
      const end = await deliverTo(sinkOf.open, at.spool, [], NEVER);
      assert.deepEqual([sinkOf.asked, end.taken, at.left(), end.fault?.kind], [asked, taken, left, kind]);
    });
  }

  test('a sink that rejects everything is not asked for all of it', async () => {
    using at = spoolWith('a', 'b', 'c', 'd', 'e');
    const answers = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id) => [id, fault('rejected')]));
    const sinkOf = exporter('events', answers);
    await deliverTo(sinkOf.open, at.spool, [], NEVER);
    assert.deepEqual(
      [sinkOf.asked, at.left()],
      [
        ['a', 'b', 'c'],
        ['a', 'b', 'c', 'd', 'e'],
      ],
    );
  });

  test('what could not be spooled goes directly, after what waits', async () => {
    using at = spoolWith('a');
    const sinkOf = exporter('events');
    assert.deepEqual((await deliverTo(sinkOf.open, at.spool, [delivery('b')], NEVER)).taken, ['a', 'b']);
  });

  test('what is nowhere on disk and was not taken comes back', async () => {
    const sinkOf = exporter('events', { c: fault('slow') });
    const direct = ['b', 'c', 'd'].map((id) => delivery(id));
    const end = await deliverTo(sinkOf.open, undefined, direct, NEVER);
    assert.deepEqual([end.taken, end.left], [['b'], direct.slice(1)]);
  });

  test('of a state nothing comes back once the newest was taken', async () => {
    const direct = ['b', 'c'].map((id) => delivery(id));
    assert.deepEqual((await deliverTo(exporter('state').open, undefined, direct, NEVER)).left, []);
  });

  test('without a spool there is only what is at hand', async () => {
    assert.deepEqual((await deliverTo(exporter('events').open, undefined, [delivery('b')], NEVER)).taken, ['b']);
  });
});
