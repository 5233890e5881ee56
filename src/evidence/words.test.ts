import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Facts, Testimony, TestimonyAnswer } from '../model/testimony.ts';
import { mergeFacts } from './words.ts';

const saying = (answer: TestimonyAnswer, facts: Facts): Testimony => ({
  witness: 'any',
  kind: 'scheduler',
  answer,
  says: '',
  observedAt: '2026-11-23T12:50:30.000Z',
  facts,
});

const CASES: readonly { readonly name: string; readonly testimonies: readonly Testimony[]; readonly want: Facts }[] = [
  { name: 'nobody said anything', testimonies: [], want: {} },
  {
    name: 'a witness who sees little and one who sees much say the same when all is well',
    testimonies: [
      saying('yes', { recent: true }),
      saying('yes', { recent: true, doubled: false, gaps: false, tasksFail: false }),
    ],
    want: { recent: true },
  },
  {
    name: 'a trouble that one of them saw is told',
    testimonies: [saying('yes', { recent: true }), saying('no', { recent: true, tasksFail: true })],
    want: { recent: true, tasksFail: true },
  },
  {
    name: 'the worse of two contradictory words counts, whoever speaks first',
    testimonies: [saying('yes', { recent: true }), saying('no', { recent: false })],
    want: { recent: false },
  },
  { name: 'a job that ran once', testimonies: [saying('yes', { ran: true, times: 1 })], want: { ran: true } },
  {
    name: 'a job that ran twice, by one of them',
    testimonies: [saying('yes', { ran: true, times: 1 }), saying('yes', { ran: true, times: 2 })],
    want: { ran: true, times: 2 },
  },
  {
    name: 'who knows nothing, or knew it long ago, does not count',
    testimonies: [saying('stale', { recent: false }), saying('absent', { recent: false })],
    want: {},
  },
];

describe('what testimonies say together', () => {
  for (const { name, testimonies, want } of CASES) test(name, () => assert.deepEqual(mergeFacts(testimonies), want));
});
