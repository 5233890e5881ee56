import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeBarrier } from './barrier.ts';

const arrived = (): { log: string[]; note: (who: string) => () => void } => {
  const log: string[] = [];
  return { log, note: (who) => () => log.push(who) };
};

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the barrier of a step', () => {
  test('nobody begins before everybody is there', async () => {
    const barrier = makeBarrier(['a', 'b'], (_step, roles) => roles);
    const { log, note } = arrived();
    void barrier.arrive('a', 'one').then(note('a'));
    await settle();
    assert.deepEqual(log, []);
    await barrier.arrive('b', 'one').then(note('b'));
    assert.deepEqual(log, ['a', 'b']);
  });

  test('the order of release is the one that was asked for', async () => {
    const barrier = makeBarrier(['a', 'b'], (_step, roles) => roles.toReversed());
    const { log, note } = arrived();
    await Promise.all([barrier.arrive('a', 'one').then(note('a')), barrier.arrive('b', 'one').then(note('b'))]);
    assert.deepEqual(log, ['b', 'a']);
  });

  test('who leaves is not waited for', async () => {
    const barrier = makeBarrier(['a', 'b'], (_step, roles) => roles);
    const waiting = barrier.arrive('a', 'two');
    barrier.leave('b');
    await waiting;
    await barrier.arrive('a', 'three');
  });

  test('one alone waits for nobody', async () => {
    await makeBarrier(['a'], (_step, roles) => roles).arrive('a', 'one');
  });
});
