import type { Pages } from '../../monitor/server.ts';
import type { Status } from '../../monitor/status.ts';
import type { Monitor } from './serve-run.ts';
import { CONTENT_TYPE } from '../../export/scrape.ts';
import { plain } from '../../monitor/server.ts';
import { statusPage } from '../../monitor/status.ts';
import { PARITY_VERSION } from '../version.ts';
import { baseOf } from './serve-run.ts';

/** How the monitor is, beside its results. */
export type Pulse = {
  readonly startedAt: string;
  /** Milliseconds since the schedule last looked whether something is due. */
  readonly sinceLookMs: () => number;
  readonly nextInMs: () => number;
  readonly paused: () => Status['paused'];
  readonly isStopping: () => boolean;
};

/** The schedule looks far more often; if not, nothing runs any more and somebody must start us again. */
const DEAD_AFTER_MS = 60_000;

export const pagesOf = (monitor: Monitor, pulse: Pulse): Pages => ({
  '/metrics': async () => ({ type: CONTENT_TYPE, text: await metricsOf(monitor, pulse) }),
  '/healthz': () => (pulse.sinceLookMs() < DEAD_AFTER_MS ? plain('ok') : plain('the schedule has stopped', 503)),
  '/readyz': () => (pulse.isStopping() ? plain('stopping', 503) : plain('ok')),
  '/status': () => ({ type: 'text/html; charset=utf-8', text: statusPage(statusOf(monitor, pulse)) }),
  '/status.json': () => ({ type: 'application/json', text: `${JSON.stringify(statusOf(monitor, pulse))}\n` }),
});

const metricsOf = (monitor: Monitor, pulse: Pulse): Promise<string> => {
  const base = baseOf(monitor);
  return monitor.meters.text([
    ...monitor.results.gauges(),
    { name: 'parity_monitor_info', labels: { ...base, parity_version: PARITY_VERSION }, value: 1 },
    { name: 'parity_monitor_paused', labels: base, value: pulse.paused() === undefined ? 0 : 1 },
  ]);
};

function statusOf({ settings, results, faults }: Monitor, pulse: Pulse): Status {
  const { delivered } = results.memory();
  const paused = pulse.paused();
  return {
    ...baseOf({ settings }),
    parity: PARITY_VERSION,
    startedAt: pulse.startedAt,
    ...(paused && { paused }),
    nextInSeconds: Math.max(0, pulse.nextInMs()) / 1_000,
    rows: results.board().rows,
    sinks: settings.sinks.map(({ name }) => {
      const [lastSuccess, fault] = [delivered[name], faults.get(name)];
      return {
        sink: name,
        waiting: results.waiting(name),
        ...(lastSuccess !== undefined && { lastSuccess }),
        ...(fault !== undefined && { fault }),
      };
    }),
  };
}
