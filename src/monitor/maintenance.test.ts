import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isInside, parseWindow } from './maintenance.ts';

// 2026-11-29 is a Sunday.
const INSIDE: readonly (readonly [window: string, at: string, inside: boolean])[] = [
  ['Sun 02:00-04:00', '2026-11-29T02:00:00Z', true],
  ['Sun 02:00-04:00', '2026-11-29T03:59:59Z', true],
  ['Sun 02:00-04:00', '2026-11-29T04:00:00Z', false],
  ['Sun 02:00-04:00', '2026-11-30T03:00:00Z', false],
  ['sunday 23:00-01:00', '2026-11-29T23:30:00Z', true],
  ['sunday 23:00-01:00', '2026-11-30T00:59:00Z', true],
  ['sunday 23:00-01:00', '2026-11-29T00:30:00Z', false],
  ['daily 00:00-24:00', '2026-11-28T23:59:59Z', true],
  ['daily 12:00-13:00', '2026-11-28T11:59:59Z', false],
  ['2026-12-01T02:00Z/2026-12-01T04:00Z', '2026-12-01T03:00:00Z', true],
  ['2026-12-01T02:00Z/2026-12-01T04:00Z', '2026-12-08T03:00:00Z', false],
];

describe('a maintenance window', () => {
  for (const [text, at, inside] of INSIDE) {
    test(`${text} is ${inside ? 'open' : 'closed'} at ${at}`, () => {
      const window = parseWindow(text);
      assert.ok(window.ok);
      assert.equal(isInside([window.value], Date.parse(at)), inside);
    });
  }

  for (const [text, says] of [
    ['Someday 02:00-04:00', 'Someday is no day; use sun, mon, tue, wed, thu, fri, sat or daily'],
    ['Sun 02:00-25:00', '02:00-25:00 is no time of the day'],
    ['Sun 02:00-02:00', '02:00-02:00 lasts no time'],
    ['2026-12-01T04:00Z/2026-12-01T02:00Z', 'it ends before it begins'],
    ['tonight', 'it is neither "Sun 02:00-04:00" (UTC) nor "2026-12-01T02:00Z/2026-12-01T04:00Z"'],
  ] as const) {
    test(`"${text}" is refused`, () => assert.deepEqual(parseWindow(text), { ok: false, error: says }));
  }
});
