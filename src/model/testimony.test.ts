import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Testimony, type Weighed, weigh } from './testimony.ts';

const says = (witness: string, answer: Testimony['answer'], facts: Testimony['facts'] = {}): Testimony => ({
  witness,
  kind: 'scheduler',
  answer,
  says: `${answer}, says ${witness}`,
  observedAt: '2026-11-28T12:00:00Z',
  facts,
});

const CASES: readonly { name: string; testimonies: readonly Testimony[]; want: Weighed['kind'] }[] = [
  { name: 'nobody was asked', testimonies: [], want: 'unknown' },
  {
    name: 'nobody knows',
    testimonies: [says('a', 'absent'), says('b', 'no-permission'), says('c', 'stale')],
    want: 'unknown',
  },
  { name: 'one knows and says yes', testimonies: [says('a', 'absent'), says('b', 'yes')], want: 'yes' },
  { name: 'all say no', testimonies: [says('a', 'no'), says('b', 'no')], want: 'no' },
  {
    name: 'one saw what the other cannot see',
    testimonies: [says('a', 'yes', { recent: true }), says('b', 'no', { recent: true, tasksFail: true })],
    want: 'no',
  },
  {
    name: 'both speak of the same fact, differently',
    testimonies: [says('a', 'yes', { recent: true }), says('b', 'no', { recent: false })],
    want: 'contradiction',
  },
];

describe('testimonies together', () => {
  for (const { name, testimonies, want } of CASES) {
    test(`${name}: ${want}`, () => assert.equal(weigh(testimonies).kind, want));
  }

  test('that know nothing say why', () => {
    assert.deepEqual(weigh([says('a', 'absent')]), { kind: 'unknown', why: 'a: absent, says a' });
    assert.deepEqual(weigh([]), { kind: 'unknown', why: 'this target names no witness for it' });
  });
});
