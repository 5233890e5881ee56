import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { delivery } from '../export/fixture-delivery.ts';
import { NO_MEMORY } from '../export/memory.ts';
import { openSpool, type Spool } from './spool.ts';

const make = (folder: string): void => void mkdirSync(folder, { recursive: true });

function temporary(): Disposable & { readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'parity-spool-'));
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

const idsIn = (spool: Spool, sink = 'push'): readonly string[] =>
  spool.waiting(sink).map(({ delivery: { run } }) => run.id);

describe('a spool', () => {
  test('gives back what was put, oldest first, to each sink its own, also to the next process', () => {
    using at = temporary();
    const spool = openSpool(at.folder, make);
    for (const id of ['b', 'a', 'c']) spool.put('push', delivery(id));
    spool.put('faro', delivery('z'));
    assert.deepEqual(idsIn(openSpool(at.folder, make)), ['b', 'a', 'c']);
    assert.deepEqual(
      openSpool(at.folder, make)
        .waiting('faro')
        .map((each) => each.delivery),
      [delivery('z')],
    );
  });

  test('keeps the order when the oldest was taken, and after it was empty', () => {
    using at = temporary();
    const spool = openSpool(at.folder, make);
    for (const id of ['b', 'a']) spool.put('push', delivery(id));
    spool.drop('push', spool.waiting('push')[0]?.name ?? '');
    spool.put('push', delivery('c'));
    assert.deepEqual(idsIn(spool), ['a', 'c']);
    for (const { name } of spool.waiting('push')) spool.drop('push', name);
    spool.put('push', delivery('d'));
    assert.deepEqual(idsIn(spool), ['d']);
  });

  test('is empty where nothing was ever put', () => {
    using at = temporary();
    const spool = openSpool(join(at.folder, 'nothing'), make);
    assert.deepEqual([idsIn(spool), spool.memory()], [[], NO_MEMORY]);
  });

  for (const { name, bounds, want } of [
    { name: 'of three runs', bounds: { runs: 3, bytes: 1e9 }, want: ['c', 'd', 'e'] },
    {
      name: 'of fewer bytes than one run has, which keeps the newest all the same',
      bounds: { runs: 9, bytes: 1 },
      want: ['e'],
    },
  ]) {
    test(`with a bound ${name}, loses the oldest and says how many`, () => {
      using at = temporary();
      const spool = openSpool(at.folder, make, bounds);
      const lost = ['a', 'b', 'c', 'd', 'e'].map((id) => spool.put('push', delivery(id)));
      assert.deepEqual(idsIn(spool), want);
      assert.equal(
        lost.reduce((sum, each) => sum + each, 0),
        5 - want.length,
      );
    });
  }

  test('clears away what a process that died had not finished', () => {
    using at = temporary();
    mkdirSync(join(at.folder, 'push'), { recursive: true });
    writeFileSync(join(at.folder, 'push/000000000001-a.json.1.tmp'), '{"version":');
    const spool = openSpool(at.folder, make);
    assert.deepEqual(idsIn(spool), []);
    spool.put('push', delivery('b'));
    assert.deepEqual(readdirSync(join(at.folder, 'push')), ['000000000001-b.json']);
  });

  test('does not deliver what another version wrote, and does not throw it away', () => {
    using at = temporary();
    mkdirSync(join(at.folder, 'push'), { recursive: true });
    writeFileSync(join(at.folder, 'push/000000000001-a.json'), '{"version":99}');
    assert.deepEqual(idsIn(openSpool(at.folder, make)), []);
    assert.deepEqual(readdirSync(join(at.folder, 'push')), ['000000000001-a.json.unreadable']);
  });

  test('remembers between processes', () => {
    using at = temporary();
    const memory = { ...NO_MEMORY, runSuccess: 7, delivered: { push: 8 } };
    openSpool(at.folder, make).remember(memory);
    assert.deepEqual(openSpool(at.folder, make).memory(), memory);
  });

  test('below a file throws what the system says', () => {
    using at = temporary();
    writeFileSync(join(at.folder, 'file'), '');
    assert.throws(() => openSpool(join(at.folder, 'file'), make).put('push', delivery('a')), /ENOTDIR/);
  });
});
