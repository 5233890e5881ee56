import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bearerOf, createTokens, mintToken, revokeToken } from './tokens.ts';

const NOW = 1_800_000_000_000;
const DAY_MS = 86_400_000;

describe('tokens', () => {
  test('look like Sanctum’s, count up, and live a day', () => {
    const tokens = createTokens();
    const [first, second] = [mintToken(tokens, 1, NOW), mintToken(tokens, 1, NOW)];
    assert.match(first.plain, /^1\|[A-Za-z0-9]{40}$/);
    assert.match(second.plain, /^2\|[A-Za-z0-9]{40}$/);
    assert.equal(first.expiresAt, NOW + DAY_MS);
  });

  test('are kept as digests only', () => {
    const tokens = createTokens();
    const { plain } = mintToken(tokens, 1, NOW);
    assert.ok(!JSON.stringify([...tokens.rows.values()]).includes(plain.slice(2)));
  });

  const tokens = createTokens();
  const { plain } = mintToken(tokens, 7, NOW);
  const revoked = mintToken(tokens, 7, NOW);
  revokeToken(tokens, 2);

  const CASES = [
    { name: 'the right one', line: `Bearer ${plain}`, at: NOW, userId: 7 },
    { name: 'a second before its end', line: `Bearer ${plain}`, at: NOW + DAY_MS - 1, userId: 7 },
    { name: 'at its end', line: `Bearer ${plain}`, at: NOW + DAY_MS, userId: undefined },
    { name: 'after another scheme', line: `Basic x, Bearer ${plain}`, at: NOW, userId: 7 },
    { name: 'before a comma', line: `Bearer ${plain}, Basic x`, at: NOW, userId: 7 },
    { name: 'a revoked one', line: `Bearer ${revoked.plain}`, at: NOW, userId: undefined },
    { name: 'another id', line: `Bearer 3${plain.slice(1)}`, at: NOW, userId: undefined },
    { name: 'another secret', line: `Bearer ${plain.slice(0, -1)}`, at: NOW, userId: undefined },
    { name: 'no id', line: `Bearer ${plain.slice(2)}`, at: NOW, userId: undefined },
    { name: 'no scheme', line: plain, at: NOW, userId: undefined },
    { name: 'nothing', line: undefined, at: NOW, userId: undefined },
  ];

  for (const { name, line, at, userId } of CASES) {
    test(`${name} is ${userId === undefined ? 'refused' : 'recognised'}`, () => {
      assert.equal(bearerOf(tokens, line, at)?.userId, userId);
    });
  }
});
