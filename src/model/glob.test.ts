import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fits } from './glob.ts';

const CASES = [
  { name: 'a name fits itself', of: 'courses', glob: 'courses', want: true },
  { name: 'another name does not', of: 'courses', glob: 'course', want: false },
  { name: 'a longer glob does not', of: 'course', glob: 'courses', want: false },
  { name: 'a star stands for nothing too', of: 'login', glob: 'login*', want: true },
  { name: 'a star stands for a run of characters', of: 'login-refused', glob: 'login*', want: true },
  { name: 'a star in the middle backtracks', of: 'a-b-a-c', glob: 'a*a-c', want: true },
  { name: 'a question mark stands for one', of: 'login', glob: 'log?n', want: true },
  { name: 'a question mark does not stand for none', of: 'logn', glob: 'log?n', want: false },
  { name: 'a dot is a dot', of: 'axb', glob: 'a.b', want: false },
  { name: 'many stars stay linear', of: 'a'.repeat(5_000), glob: `${'*a'.repeat(50)}*b`, want: false },
];

describe('fits', () => {
  for (const { name, of, glob, want } of CASES) {
    test(name, () => assert.equal(fits(of, glob), want));
  }
});
