import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listen } from './webhook.ts';

const firing = (drill: string, status = 'firing') => ({ alerts: [{ status, labels: { drill_id: drill } }] });

/** What is sent, what is answered, and whether the drill was heard by then. */
const CASES = [
  { name: 'the alert of the drill', body: JSON.stringify(firing('mine')), want: 200, isHeard: true },
  { name: 'the alert of another drill', body: JSON.stringify(firing('yours')), want: 200, isHeard: false },
  { name: 'the end of the alert', body: JSON.stringify(firing('mine', 'resolved')), want: 200, isHeard: false },
  { name: 'another path', body: JSON.stringify(firing('mine')), path: '/', want: 404, isHeard: false },
  { name: 'too much', body: 'x'.repeat(1_048_577), want: 413, isHeard: false },
  { name: 'no list of alerts', body: '{"alerts":"mine"}', want: 200, isHeard: false },
  { name: 'no JSON', body: 'mine', want: 400, isHeard: false },
];

describe('the webhook of a drill', () => {
  for (const { name, body, path = '/alerts', want, isHeard } of CASES) {
    test(`${name}: answers ${want}, ${isHeard ? 'is heard' : 'is not heard'}`, async () => {
      await using webhook = await listen('127.0.0.1', 0, 'mine');
      let isHeardYet = false;
      void webhook.heard.then(() => (isHeardYet = true));
      const { status } = await fetch(`http://127.0.0.1:${webhook.port}${path}`, { method: 'POST', body });
      assert.equal(status, want);
      assert.equal(isHeardYet, isHeard);
    });
  }
});
