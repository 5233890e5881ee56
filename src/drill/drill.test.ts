import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requireReal } from '../../testbed/requirements.ts';
import { drill } from './drill.ts';
import { startAlerting } from '../../testbed/monitoring/alerting.ts';
import type { Leg } from './leg.ts';
import type { Drill } from './plan.ts';
import { listen } from './webhook.ts';

const NEVER = new AbortController().signal;
const ID = 'drill-of-tests';

const planOf = (url: URL, more: Partial<Drill> = {}): Drill => ({
  id: ID,
  alertmanagers: [url],
  severity: 'critical',
  integrations: ['slack'],
  budgetMs: 20_000,
  ...more,
});

/** Times and ids of the moment left out. */
const plain = ({ id, state, says }: Leg): string =>
  `${state} ${id}: ${says.replace(/\d+\.\d+ s\b/g, 'N s').replace(/127\.0\.0\.1:\d+/g, 'HOST')}`;

async function legsOf(plan: Drill, port: number, signal = NEVER): Promise<readonly Leg[]> {
  await using webhook = await listen('127.0.0.1', port, plan.id);
  return await Array.fromAsync(drill(plan, webhook, signal));
}

const active = async (url: URL): Promise<unknown> =>
  (await fetch(new URL(`/api/v2/alerts?filter=${encodeURIComponent(`drill_id="${ID}"`)}`, url))).json();

describe('a drill with a real Alertmanager', requireReal('alertmanager'), () => {
  test('is received here and told in Slack well within a minute, and leaves nothing active', async () => {
    await using alerting = await startAlerting();
    const legs = await legsOf(planOf(alerting.url), alerting.webhookPort);
    assert.deepEqual(legs.map(plain), [
      `ok post: drill ${ID} fires, taken after N s`,
      'ok accept: active after N s, for drill and slack-critical',
      'ok deliver: received here after N s',
      'ok notify slack: notified after N s (1 more, none failed)',
      'ok clean up: the alert is taken back',
    ]);
    assert.deepEqual(await active(alerting.url), []);
    assert.match(alerting.told[0] ?? '', /FIRING ParityDrill \(drill drill-of-tests\)/);
  });

  test('Slack refuses: that is told, though the webhook was reached', async () => {
    await using alerting = await startAlerting(403);
    const legs = await legsOf(planOf(alerting.url), alerting.webhookPort);
    assert.deepEqual(legs.slice(2).map(plain), [
      'ok deliver: received here after N s',
      'bad notify slack: 1 failed for good within N s',
      'ok clean up: the alert is taken back',
    ]);
  });

  test('Slack fails and is tried again: it did not end well in time', async () => {
    await using alerting = await startAlerting(500);
    const legs = await legsOf(planOf(alerting.url, { budgetMs: 2_000 }), alerting.webhookPort);
    assert.equal(legs.map(plain)[3], 'bad notify slack: 1 begun, none ended well within N s');
  });

  test('the route of the drill is missing: nothing is received', async () => {
    await using alerting = await startAlerting(200, (config) => config.replace('drill_id!=""', 'drill_id="never"'));
    const legs = await legsOf(planOf(alerting.url, { budgetMs: 2_000 }), alerting.webhookPort);
    assert.deepEqual(legs.slice(1, 3).map(plain), [
      'ok accept: active after N s, for slack-critical',
      'bad deliver: not received here within N s',
    ]);
  });

  test('a silence holds it back: not judged, and not waited for', async () => {
    await using alerting = await startAlerting();
    const matchers = [{ name: 'severity', value: 'critical', isRegex: false, isEqual: true }];
    const [startsAt, endsAt] = [new Date().toISOString(), new Date(Date.now() + 60_000).toISOString()];
    const silence = { matchers, startsAt, endsAt, createdBy: 'a test', comment: 'a test' };
    const headers = { 'content-type': 'application/json' };
    const silences = new URL('/api/v2/silences', alerting.url);
    const answer = await fetch(silences, { method: 'POST', headers, body: JSON.stringify(silence) });
    const { silenceID } = Object(await answer.json());
    const legs = await legsOf(planOf(alerting.url), alerting.webhookPort);
    assert.deepEqual(legs.slice(1).map(plain), [
      `unknown accept: the silence ${silenceID} holds it back`,
      'ok clean up: the alert is taken back',
    ]);
  });

  test('an integration that it does not know is named before anything fires', async () => {
    await using alerting = await startAlerting();
    const legs = await legsOf(planOf(alerting.url, { integrations: ['smoke-signal'] }), alerting.webhookPort);
    assert.deepEqual(legs.map(plain), ['bad counters: Alertmanager counts nothing for smoke-signal']);
    assert.deepEqual(alerting.told, []);
  });

  test('interrupted: the alert is taken back all the same', async () => {
    await using alerting = await startAlerting(200, (config) => config.replace('drill_id!=""', 'drill_id="never"'));
    await using webhook = await listen('127.0.0.1', alerting.webhookPort, ID);
    const stop = new AbortController();
    const seen: string[] = [];
    await assert.rejects(async () => {
      for await (const leg of drill(planOf(alerting.url), webhook, stop.signal)) {
        seen.push(`${leg.state} ${leg.id}`);
        if (leg.id === 'accept') stop.abort(new Error('enough'));
      }
    }, /enough/);
    assert.deepEqual(seen, ['ok post', 'ok accept', 'ok clean up']);
    assert.deepEqual(await active(alerting.url), []);
  });
});

test('an Alertmanager that is not there is told, and nothing fires', async () => {
  const legs = await legsOf(planOf(new URL('http://127.0.0.1:1')), 0);
  assert.deepEqual(legs.map(plain), ['bad counters: HOST refused the connection (ECONNREFUSED)']);
});
