import { METRICS, type Metric, type MetricName } from '../../src/export/metrics.ts';

/** What a panel shows of one metric. */
export type Query = {
  readonly metric: MetricName;
  /** Matchers beside tenant and suite, e.g. `target="candidate"`. */
  readonly where?: string;
  /** Of a timestamp: how long ago it was, or how long it is until then. Default: `ago`. */
  readonly as?: 'ago' | 'until';
};

/** job, instance and pod are aggregated away, so that a pushed run and a scraped monitor look the same. */
export function expressionOf({ metric, where, as = 'ago' }: Query): string {
  const { unit }: Metric = METRICS[metric];
  const matchers = ['tenant=~"$tenant"', 'suite=~"$suite"', ...(where === undefined ? [] : [where])].join(', ');
  const newest = `max by (${labelsOf(metric).join(', ')}) (${metric}{${matchers}})`;
  if (unit !== 'timestamp') return newest;
  return as === 'ago' ? `time() - ${newest}` : `${newest} - time()`;
}

const labelsOf = (metric: MetricName): readonly string[] => ['tenant', 'suite', ...METRICS[metric].labels];

/** What tells one line from the next; those that the panel fixes left out. */
export const legendOf = ({ metric, where = '' }: Query): string =>
  labelsOf(metric)
    .filter((label) => !where.includes(`${label}="`) && label !== 'suite')
    .map((label) => `{{${label}}}`)
    .join(' ');

/** In the words of Grafana. */
const UNITS: Readonly<Record<Metric['unit'], string>> = {
  seconds: 's',
  timestamp: 's',
  boolean: 'none',
  info: 'none',
  count: 'none',
};

export const unitOf = ({ metric }: Query): string => UNITS[METRICS[metric].unit];
