import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { httpBackend } from '../transport/fixtures/servers.ts';
import { delivery } from './fixture-delivery.ts';
import { faro } from './faro.ts';

const NEVER = new AbortController().signal;

type Received = { readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: Record<string, unknown> };

async function receiver(status = 202) {
  const received: Received[] = [];
  const backend = await httpBackend((request, response) => {
    void text(request).then((body) => {
      received.push({ url: request.url ?? '', headers: request.headers, body: JSON.parse(body) });
      response.writeHead(status).end();
    });
  });
  const url = new URL(`http://127.0.0.1:${backend.port}/collect`);
  const sink = { url, headers: [['x-api-key', 'a-key-of-faro']] as const, timeoutMs: 2_000 };
  return { received, sink, [Symbol.asyncDispose]: () => backend[Symbol.asyncDispose]() };
}

const ID = '00000000000000a1';
const failed = delivery(ID, {
  outcomes: [
    {
      scenario: 'health',
      target: 'candidate',
      verdict: 'fail',
      step: 'ask',
      reason: '500',
      startedMs: 5,
      durationMs: 7,
    },
    { scenario: 'health', target: 'reference', verdict: 'pass', startedMs: 5, durationMs: 7 },
  ],
  findings: [
    {
      id: '0a1b2c3d4e5f',
      rule: 'property-removed',
      level: 'breaking',
      scenario: 'health',
      step: 'ask',
      attribution: 'candidate-drifted',
    },
  ],
});

describe('Faro', () => {
  test('gets a run in one request: events and measurements with the times and the trace of the run', async () => {
    await using at = await receiver();
    assert.deepEqual(await faro.deliver(failed, at.sink, NEVER), { ok: true, value: undefined });
    assert.equal(at.received.length, 1);
    const { url, headers, body } = at.received[0]!;
    assert.deepEqual([url, headers['x-api-key'], headers['x-faro-session-id']], ['/collect', 'a-key-of-faro', ID]);
    const known = JSON.stringify(body).replaceAll(/"span_id":"[0-9a-f]{16}"/g, '"span_id":"S"');
    const trace = { trace_id: `7061726974790000${ID}`, span_id: 'S' };
    const base = { run_id: ID, tenant: 'academy-stg', suite: 'all' };
    const { events, measurements, meta } = JSON.parse(known);
    assert.deepEqual(events[0], {
      name: 'parity_scenario',
      domain: 'parity',
      attributes: { ...base, scenario: 'health', target: 'candidate', verdict: 'fail', step: 'ask', reason: '500' },
      timestamp: '2026-11-25T03:12:09.012Z',
      trace,
    });
    assert.deepEqual(
      events.map(({ name }: { name: string }) => name),
      ['parity_scenario', 'parity_scenario', 'parity_finding', 'parity_run'],
    );
    assert.deepEqual(measurements[0], {
      type: 'parity_scenario',
      values: { duration_ms: 7 },
      timestamp: '2026-11-25T03:12:09.012Z',
      trace,
      context: { ...base, scenario: 'health', target: 'candidate', verdict: 'fail' },
    });
    assert.deepEqual(meta.session, { id: ID });
    assert.equal(meta.app.name, 'parity');
  });

  test('is told two runs that are the same twice, each under its own id', async () => {
    await using at = await receiver();
    for (const id of ['00000000000000a1', '00000000000000a2']) await faro.deliver(delivery(id), at.sink, NEVER);
    assert.deepEqual(
      at.received.map(({ headers }) => headers['x-faro-session-id']),
      ['00000000000000a1', '00000000000000a2'],
    );
  });

  test('leaves nothing on the global object', async () => {
    await using at = await receiver();
    await faro.deliver(failed, at.sink, NEVER);
    assert.equal('parity' in globalThis, false);
  });

  test('that refuses is a fault', async () => {
    await using at = await receiver(429);
    const delivered = await faro.deliver(failed, at.sink, NEVER);
    assert.equal(delivered.ok ? 'taken' : delivered.error.kind, 'throttled');
  });
});
