import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nonceOf, releaseOrder } from './seed.ts';

const ROLES = ['reference', 'candidate'] as const;

describe('the seed', () => {
  test('the same seed releases in the same order', () => {
    assert.deepEqual(releaseOrder('s', 'courses/first-page', ROLES), releaseOrder('s', 'courses/first-page', ROLES));
  });

  test('over many seeds neither target is favoured', () => {
    const firsts = Array.from({ length: 1_000 }, (_, seed) => releaseOrder(String(seed), 'step', ROLES)[0]);
    const references = firsts.filter((role) => role === 'reference').length;
    assert.ok(references > 400 && references < 600, `${references} of 1,000 began with the reference`);
  });

  test('a nonce is 16 hex digits and differs by run, scenario and role', () => {
    const nonces = [nonceOf('r1', 'a', 'reference'), nonceOf('r2', 'a', 'reference'), nonceOf('r1', 'b', 'reference')];
    assert.equal(new Set([...nonces, nonceOf('r1', 'a', 'candidate')]).size, 4);
    assert.match(nonces.join(''), /^[0-9a-f]{48}$/);
  });
});
