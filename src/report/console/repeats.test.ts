import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { repeatLines } from './repeats.ts';

const repeat = (curl: string) => ({
  scenario: 'health',
  step: 'health',
  role: 'candidate' as const,
  command: 'npm run parity',
  curl,
});

describe('repeatLines', () => {
  test('a curl command of several lines can be copied', () => {
    assert.deepEqual(repeatLines([repeat("curl -sS \\\n  -H 'A: b' \\\n  https://x.example")]), [
      'repeat   npm run parity',
      'curl     curl -sS \\',
      "           -H 'A: b' \\",
      '           https://x.example',
    ]);
  });

  test('control characters of a line do not reach the terminal', () => {
    assert.match(repeatLines([repeat('curl \u001B[2J')]).join('\n'), /curl \\x1b\[2J/);
  });
});
