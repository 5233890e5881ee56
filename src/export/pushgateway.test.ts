import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requireReal } from '../../testbed/requirements.ts';
import { startPushgateway } from '../../testbed/monitoring/start.ts';
import { httpBackend } from '../transport/fixtures/servers.ts';
import { delivery, runEnded, succeeded, success } from './fixture-delivery.ts';
import { pushgateway } from './pushgateway.ts';

const NEVER = new AbortController().signal;
const sinkAt = (url: string, timeoutMs = 2_000) => ({ url: new URL(url), headers: [], timeoutMs });

/** The series of ours in a gateway, without those that a gateway always has. */
async function seriesAt(url: string): Promise<readonly string[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith('parity_'))
    .map((line) => line.replace('instance="",job="parity",', '').replace(',tenant="academy-stg"', ''));
}

describe('a real Pushgateway', requireReal('pushgateway'), () => {
  test('keeps the last success when a run fails, and of everything else only the newest', async () => {
    await using gateway = await startPushgateway();
    const sink = sinkAt(gateway.url);
    const first = delivery('0000000000000001', {
      samples: [runEnded(1), success('health', 'candidate', 1), succeeded('health', 'candidate', 1)],
    });
    const second = delivery('0000000000000002', { samples: [runEnded(2), success('health', 'candidate', 0)] });
    assert.deepEqual(await pushgateway.deliver(first, sink, NEVER), { ok: true, value: undefined });
    assert.deepEqual(await pushgateway.deliver(second, sink, NEVER), { ok: true, value: undefined });
    assert.deepEqual(await seriesAt(gateway.url), [
      'parity_run_timestamp_seconds{suite="all"} 2',
      'parity_scenario_last_success_timestamp_seconds{part="kept",scenario="health",suite="all",target="candidate"} 1',
      'parity_scenario_success{scenario="health",suite="all",target="candidate"} 0',
    ]);
  });

  test('loses the series of a scenario and of a target that are gone, and of nothing else', async () => {
    await using gateway = await startPushgateway();
    const sink = sinkAt(gateway.url);
    const both = delivery('0000000000000001', {
      targets: ['reference', 'candidate'],
      scenarios: ['health', 'login'],
      samples: ['health', 'login'].flatMap((scenario) =>
        ['reference', 'candidate'].flatMap((target) => [success(scenario, target, 1), succeeded(scenario, target, 1)]),
      ),
    });
    const other = delivery('0000000000000002', {
      suite: 'nightly',
      samples: [{ ...runEnded(7), labels: { tenant: 'academy-stg', suite: 'nightly' } }],
    });
    const alone = delivery('0000000000000003', { samples: [success('health', 'candidate', 1)] });
    for (const each of [both, other, alone]) assert.ok((await pushgateway.deliver(each, sink, NEVER)).ok);
    assert.deepEqual(await seriesAt(gateway.url), [
      'parity_run_timestamp_seconds{suite="nightly"} 7',
      'parity_scenario_last_success_timestamp_seconds{part="kept",scenario="health",suite="all",target="candidate"} 1',
      'parity_scenario_success{scenario="health",suite="all",target="candidate"} 1',
    ]);
  });

  test('takes a name with a slash as it is', async () => {
    await using gateway = await startPushgateway();
    assert.ok(
      (await pushgateway.deliver(delivery('0000000000000001', { suite: 'a/b' }), sinkAt(gateway.url), NEVER)).ok,
    );
    assert.ok((await seriesAt(gateway.url)).some((line) => line.includes('suite="a/b"')));
  });
});

describe('a sink that does not take it', () => {
  for (const { name, status, kind } of [
    { name: 'rejects it', status: 400, kind: 'rejected' },
    { name: 'asks for patience', status: 429, kind: 'throttled' },
    { name: 'breaks', status: 500, kind: 'broken' },
  ]) {
    test(`${name}: ${status} is told with what it said`, async () => {
      await using backend = await httpBackend((_request, response) => response.writeHead(status).end('because\nof'));
      const host = `127.0.0.1:${backend.port}`;
      const says = `${host} answered ${status} to GET /api/v1/metrics, wanted 2xx: because`;
      const error = { kind, says };
      const delivered = await pushgateway.deliver(delivery('01'), sinkAt(`http://${host}`), NEVER);
      assert.deepEqual(delivered, { ok: false, error });
    });
  }

  test('takes the connection and never answers: it is slow, and nobody waits for longer than the time-out', async () => {
    await using backend = await httpBackend(() => undefined);
    const delivered = await pushgateway.deliver(delivery('01'), sinkAt(`http://127.0.0.1:${backend.port}`, 50), NEVER);
    assert.equal(delivered.ok ? 'taken' : delivered.error.kind, 'slow');
  });

  test('is not there: it is unreachable', async () => {
    assert.deepEqual(await pushgateway.deliver(delivery('01'), sinkAt('http://127.0.0.1:1'), NEVER), {
      ok: false,
      error: { kind: 'unreachable', says: '127.0.0.1:1 refused the connection (ECONNREFUSED)' },
    });
  });

  test('is something else: it is told', async () => {
    await using backend = await httpBackend((_request, response) => response.end('<html>'));
    const host = `127.0.0.1:${backend.port}`;
    assert.deepEqual(await pushgateway.deliver(delivery('01'), sinkAt(`http://${host}`), NEVER), {
      ok: false,
      error: { kind: 'rejected', says: `${host} is no Pushgateway` },
    });
  });

  test('is never repeated with the key that it was shown', async () => {
    await using backend = await httpBackend((request, response) =>
      response.writeHead(401).end(`no ${request.headers.authorization?.slice('Bearer '.length)}`),
    );
    const host = `127.0.0.1:${backend.port}`;
    const sink = { ...sinkAt(`http://${host}`), headers: [['Authorization', 'Bearer sesame-sesame']] as const };
    const delivered = await pushgateway.deliver(delivery('01'), sink, NEVER);
    assert.equal(
      delivered.ok ? '' : delivered.error.says,
      `${host} answered 401 to GET /api/v1/metrics, wanted 2xx: no <redacted Authorization 13>`,
    );
  });
});
