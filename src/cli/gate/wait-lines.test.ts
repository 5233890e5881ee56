import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitLines } from './wait-lines.ts';

test('a line when a witness says something new, and one each minute otherwise', () => {
  const lines: string[] = [];
  const tell = waitLines(900_000, (line) => lines.push(line));
  const look = (elapsedS: number, says: string): void =>
    tell({ seen: [{ name: 'argocd', sight: { kind: 'not-yet', says } }], agreed: 0 }, elapsedS * 1_000);
  for (let at = 0; at <= 65; at += 5) look(at, 'OutOfSync');
  look(70, 'a sync is running');
  assert.deepEqual(lines, [
    'gate: 0 s of 900 s  argocd not-yet: OutOfSync',
    'gate: 60 s of 900 s  argocd not-yet: OutOfSync',
    'gate: 70 s of 900 s  argocd not-yet: a sync is running',
  ]);
});
