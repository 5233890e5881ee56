import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { duration, epochMs } from './times.ts';

const AT = Date.UTC(2026, 10, 23, 12, 50, 16);

const TIMES: readonly { readonly name: string; readonly value: unknown; readonly want: number | undefined }[] = [
  { name: 'ISO 8601 in UTC', value: '2026-11-23T12:50:16Z', want: AT },
  { name: 'ISO 8601 with an offset', value: '2026-11-23T15:50:16+03:00', want: AT },
  { name: 'an offset without a colon', value: '2026-11-23T15:50:16+0300', want: AT },
  { name: 'as Carbon prints it, with microseconds', value: '2026-11-23T12:50:16.250000Z', want: AT + 250 },
  { name: 'as the database prints it, read as UTC', value: '2026-11-23 12:50:16', want: AT },
  { name: 'ISO 8601 without an offset, read as UTC', value: '2026-11-23T12:50:16', want: AT },
  { name: 'seconds since 1970', value: AT / 1_000, want: AT },
  { name: 'seconds with a fraction, as text', value: `${AT / 1_000}.5`, want: AT + 500 },
  { name: 'milliseconds since 1970', value: AT, want: AT },
  { name: 'milliseconds as text', value: String(AT), want: AT },
  { name: 'nothing', value: null, want: undefined },
  { name: 'a field Redis does not hold', value: false, want: undefined },
  { name: 'an empty text', value: '', want: undefined },
  { name: 'zero', value: 0, want: undefined },
  { name: 'microseconds: no time of this century', value: AT * 1_000, want: undefined },
  { name: 'a month that does not exist', value: '2026-13-23 12:50:16', want: undefined },
  { name: 'words', value: '2 minutes ago', want: undefined },
  { name: 'an object', value: { date: '2026-11-23' }, want: undefined },
];

describe('a time as servers write it', () => {
  for (const { name, value, want } of TIMES) test(name, () => assert.equal(epochMs(value), want));
});

const DURATIONS = [
  { ms: -5, want: '0 s' },
  { ms: 44_600, want: '45 s' },
  { ms: 119_000, want: '119 s' },
  { ms: 420_000, want: '7 min' },
  { ms: 10_800_000, want: '3 h' },
];

describe('a duration in a sentence', () => {
  for (const { ms, want } of DURATIONS) test(want, () => assert.equal(duration(ms), want));
});
