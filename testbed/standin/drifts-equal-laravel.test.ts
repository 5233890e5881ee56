import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startLaravel } from '../laravel/start.ts';
import { requireReal } from '../requirements.ts';
import { type DriftId, expandDrifts, isAnswerDrift } from './drifts.ts';
import { ACCOUNTS, standin } from './fixtures/accounts.ts';
import type { Seen } from './fixtures/ask.ts';
import { type Walk, walk } from './fixtures/walk.ts';

const ALL = expandDrifts(['*']).filter(isAnswerDrift);

const CASES: readonly { name: string; drifts: readonly DriftId[] }[] = [
  { name: 'all at once', drifts: ALL },
  { name: 'all but those that hide others', drifts: ALL.filter((id) => id !== 'edge-html' && id !== 'status-changed') },
];

describe('the stand-in drifts as the real Laravel does', requireReal('laravel'), () => {
  for (const { name, drifts } of CASES) {
    test(name, async () => {
      const options = { accounts: ACCOUNTS, drifts, revision: 'r1' };
      await using real = await startLaravel(options);
      await using own = await standin(options);
      assert.deepEqual(withoutTraces(await walk(own.url)), withoutTraces(await walk(real.url)));
    });
  }
});

/** Where an exception came from is another thing in a program of another language. */
const withoutTraces = (seen: Walk): Walk => new Map(Array.from(seen, ([step, answer]) => [step, withoutTrace(answer)]));

const withoutTrace = (seen: Seen): Seen => ({
  ...seen,
  body: seen.body.replace(/("file": ")[^"]*(",\n {4}"line": )\d+(,\n {4}"trace": \[\n)[^]*/, '$1~$2~$3~'),
});
