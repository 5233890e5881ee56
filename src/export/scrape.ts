import type { MetricName, Sample } from './metrics.ts';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { BASE_LABELS, type Metric, METRIC_NAMES, METRICS } from './metrics.ts';

/** What Prometheus is told the text is. */
export const CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** The samples as Prometheus reads them. A registry of their own: what is not among them is not there. */
export const textOf = (samples: readonly Sample[]): Promise<string> => registryOf(samples).metrics();

function registryOf(samples: readonly Sample[]): Registry {
  const registry = new Registry();
  const gauges = new Map<MetricName, Gauge>();
  for (const { name, labels, value } of samples) {
    const gauge = gauges.get(name) ?? new Gauge({ ...head(name), registers: [registry] });
    gauges.set(name, gauge);
    gauge.set(labels, value);
  }
  return registry;
}

const head = (name: MetricName): { name: string; help: string; labelNames: string[] } => ({
  name,
  help: METRICS[name].help,
  labelNames: [...BASE_LABELS, ...METRICS[name].labels],
});

/** What accumulates for as long as the process lives. */
export type Meters = {
  readonly count: (name: MetricName, labels: Sample['labels'], by?: number) => void;
  /** @param value in the unit of the metric */
  readonly observe: (name: MetricName, labels: Sample['labels'], value: number) => void;
  /** Together with the gauges of now. */
  readonly text: (gauges: readonly Sample[]) => Promise<string>;
};

export function makeMeters(): Meters {
  const registry = new Registry();
  const counters = new Map<MetricName, Counter>();
  const histograms = new Map<MetricName, Histogram>();
  for (const name of METRIC_NAMES) {
    const metric: Metric = METRICS[name];
    if (metric.type === 'counter') counters.set(name, new Counter({ ...head(name), registers: [registry] }));
    if (metric.type !== 'histogram') continue;
    const buckets = [...(metric.buckets ?? [])];
    histograms.set(name, new Histogram({ ...head(name), buckets, registers: [registry] }));
  }
  return {
    count: (name, labels, by = 1) => known(counters, name).inc(labels, by),
    observe: (name, labels, value) => known(histograms, name).observe(labels, value),
    text: (gauges) => Registry.merge([registryOf(gauges), registry]).metrics(),
  };
}

function known<T>(meters: ReadonlyMap<MetricName, T>, name: MetricName): T {
  const meter = meters.get(name);
  if (meter === undefined) throw new Error(`${name} does not accumulate that way`);
  return meter;
}
