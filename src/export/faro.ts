import type { API, BaseTransport as Base, TransportItem } from '@grafana/faro-core';
import type { Delivered, Delivery, Exporter } from './delivery.ts';
import { BaseTransport, getTransportBody, initializeFaro, InternalLoggerLevel } from '@grafana/faro-core';
import { randomBytes } from 'node:crypto';
import { ok } from '../model/result.ts';
import { send } from './send.ts';

/** Events and measurements for a Faro receiver (Alloy). One run is one request, so that it arrives whole or not at all. */
export const faro: Exporter = {
  keeps: 'events',
  async deliver(delivery, sink, signal): Promise<Delivered> {
    const items = itemsOf(delivery);
    const body = JSON.stringify(getTransportBody(items));
    const { id } = delivery.run;
    const own = { ...sink, headers: [...sink.headers, ['x-faro-session-id', id] as const] };
    const sent = await send(own, { method: 'POST', path: '', body, type: 'application/json' }, signal);
    return sent.ok ? ok(undefined) : sent;
  },
};

/** Faro's core has no transport of its own and waits for none: this one collects, and `deliver` sends and waits. */
class Collector extends BaseTransport implements Base {
  readonly name = 'parity';
  readonly version = '1';
  readonly items: TransportItem[] = [];

  override send(items: TransportItem | TransportItem[]): void {
    this.items.push(...[items].flat());
  }
}

function itemsOf(delivery: Delivery): TransportItem[] {
  const transport = new Collector();
  // Isolated and not exposed: nothing on the global object, and two runs never share a session.
  const { api } = initializeFaro({
    app: { name: 'parity', version: delivery.parity, environment: delivery.tenant, namespace: delivery.suite },
    batching: { enabled: false },
    dedupe: false,
    globalObjectKey: 'parity',
    instrumentations: [],
    internalLoggerLevel: InternalLoggerLevel.OFF,
    isolate: true,
    metas: [],
    parseStacktrace: () => ({ frames: [] }),
    paused: false,
    preventGlobalExposure: true,
    transports: [transport],
    unpatchedConsole: console,
  });
  api.setSession({ id: delivery.run.id });
  pushAll(api, delivery);
  return transport.items;
}

const DOMAIN = 'parity';

function pushAll(api: API, delivery: Delivery): void {
  const { run, tenant, suite, verdict } = delivery;
  const base = { run_id: run.id, tenant, suite };
  const began = Date.parse(run.startedAt);
  const at = (ms: number) => ({
    spanContext: { traceId: run.trace, spanId: randomBytes(8).toString('hex') },
    timestampOverwriteMs: began + ms,
  });
  for (const { startedMs, durationMs, ...outcome } of delivery.outcomes) {
    const ended = at(startedMs + durationMs);
    const { scenario, target, verdict: kind } = outcome;
    api.pushEvent('parity_scenario', { ...base, ...outcome }, DOMAIN, ended);
    const context = { ...base, scenario, target, verdict: kind };
    api.pushMeasurement({ type: 'parity_scenario', values: { duration_ms: durationMs } }, { ...ended, context });
  }
  const end = at(run.durationMs);
  for (const finding of delivery.findings) api.pushEvent('parity_finding', { ...base, ...finding }, DOMAIN, end);
  api.pushEvent('parity_run', { ...base, verdict: verdict.kind, headline: verdict.headline }, DOMAIN, end);
  const values = { duration_ms: run.durationMs, findings: delivery.findings.length };
  api.pushMeasurement({ type: 'parity_run', values }, { ...end, context: { ...base, verdict: verdict.kind } });
}
