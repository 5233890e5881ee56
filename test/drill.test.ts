import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startAlerting } from '../testbed/monitoring/alerting.ts';
import { requireReal } from '../testbed/requirements.ts';
import { parity } from './cli.ts';

describe('parity drill', requireReal('alertmanager'), () => {
  test('ends with 0 when the alert arrived in time', async () => {
    await using alerting = await startAlerting();
    const listen = `127.0.0.1:${alerting.webhookPort}`;
    const { exitCode, stdout } = await parity(['drill', '--alertmanager', alerting.url.href, '--listen', listen]);
    assert.equal(exitCode, 0, stdout);
    assert.deepEqual(
      stdout.match(/^(?:ok|bad|unknown) +[a-z ]+?(?= {2})/gm)?.map((line) => line.replace(/ +/, ' ')),
      ['ok post', 'ok accept', 'ok deliver', 'ok notify slack', 'ok clean up'],
    );
  });

  test('ends with 1 when it was not told in Slack', async () => {
    await using alerting = await startAlerting(403);
    const listen = `127.0.0.1:${alerting.webhookPort}`;
    const { exitCode, stdout } = await parity(['drill', '--alertmanager', alerting.url.href, '--listen', listen]);
    assert.equal(exitCode, 1);
    assert.match(stdout, /bad +notify slack .*\n +try: read Alertmanager's log for the receiver of slack\n/);
  });

  test('ends with 3 when a silence holds it back', async () => {
    await using alerting = await startAlerting();
    const matchers = [{ name: 'alertname', value: 'ParityDrill', isRegex: false, isEqual: true }];
    const [startsAt, endsAt] = [new Date().toISOString(), new Date(Date.now() + 60_000).toISOString()];
    await fetch(new URL('/api/v2/silences', alerting.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ matchers, startsAt, endsAt, createdBy: 'a test', comment: 'a test' }),
    });
    const listen = `127.0.0.1:${alerting.webhookPort}`;
    const { exitCode } = await parity(['drill', '--alertmanager', alerting.url.href, '--listen', listen]);
    assert.equal(exitCode, 3);
  });
});

const REFUSED = [
  { name: 'no Alertmanager', args: [], says: /--alertmanager is missing/ },
  { name: 'a URL without scheme', args: ['--alertmanager', 'alertmanager:9093'], says: /begins with http/ },
  { name: 'an address without port', args: ['--listen', 'localhost'], says: /Give e\.g\. 0\.0\.0\.0:9465/ },
  { name: 'a budget of nothing', args: ['--within', '0'], says: /from 1 to 3600/ },
  { name: 'an unknown severity', args: ['--severity', 'page'], says: /Allowed choices are critical, warning/ },
  { name: '--static without Prometheus', args: ['--static'], says: /--static needs --prometheus/ },
  {
    name: 'an address that is not of this machine',
    args: ['--alertmanager', 'http://127.0.0.1:1', '--listen', '192.0.2.1:9465'],
    says: /cannot listen on 192\.0\.2\.1:9465 \(EADDRNOTAVAIL\)/,
  },
];

describe('parity drill refuses', () => {
  for (const { name, args, says } of REFUSED) {
    test(`${name}, with 2`, async () => {
      const { exitCode, stderr, stdout } = await parity(['drill', ...args]);
      assert.match(stderr, says);
      assert.deepEqual({ exitCode, stdout }, { exitCode: 2, stdout: '' });
    });
  }
});
