/** Every label that a series may have, beside those of the system that scrapes. No free text: no reason, URL or title. */
export const LABELS = [
  'tenant',
  'suite',
  'target',
  'vantage',
  'scenario',
  'verdict',
  'level',
  'phase',
  'witness',
  'certificate',
  'state',
  'sink',
  'parity_version',
  'reference_revision',
  'candidate_revision',
] as const;

export type LabelName = (typeof LABELS)[number];

/** What every series of a run names. */
export const BASE_LABELS = ['tenant', 'suite'] as const satisfies readonly LabelName[];

export type Metric = {
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly help: string;
  /** Beside `tenant` and `suite`. */
  readonly labels: readonly LabelName[];
  /** `timestamp`: seconds since the epoch; absent until true. `boolean`: 0 or 1. `info`: always 1. */
  readonly unit: 'seconds' | 'timestamp' | 'boolean' | 'info' | 'count';
  /** `kept`: outlives a run that does not say it again. `serve`: of the always-on form alone. */
  readonly form?: 'kept' | 'serve';
  /** Upper bounds of a histogram's buckets, in its unit. */
  readonly buckets?: readonly number[];
};

const gauge = (unit: Metric['unit'], labels: readonly LabelName[], help: string): Metric => ({
  type: 'gauge',
  help,
  labels,
  unit,
});

const kept = (labels: readonly LabelName[], help: string): Metric => ({
  ...gauge('timestamp', labels, help),
  form: 'kept',
});

const onlyServed = (metric: Metric): Metric => ({ ...metric, form: 'serve' });

const counter = (labels: readonly LabelName[], help: string): Metric =>
  onlyServed({ ...gauge('count', labels, help), type: 'counter' });

/** Few: one scenario has one series for each, on each target. */
const BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Every metric, the most needed first: when the budget of series is spent, the last ones are left out. */
export const METRICS = {
  parity_run_timestamp_seconds: gauge('timestamp', [], 'When the last run ended.'),
  parity_run_success_timestamp_seconds: kept([], 'When a run last ended in which everything was the same.'),
  parity_run_verdict: gauge(
    'boolean',
    ['verdict'],
    'What the last run was called: 1 for its verdict, 0 for the others.',
  ),
  parity_run_duration_seconds: gauge('seconds', [], 'How long the last run took.'),
  parity_run_errors: gauge('count', [], 'Scenarios of the last run that broke by a fault of the harness itself.'),
  parity_run_info: gauge(
    'info',
    ['parity_version', 'reference_revision', 'candidate_revision'],
    'What ran the last run, and what the targets said they run.',
  ),
  parity_target_info: gauge('info', ['target', 'vantage'], 'From where a target is probed.'),
  parity_scenario_success: gauge(
    'boolean',
    ['scenario', 'target'],
    '1 when the scenario passed, 0 when it drifted or failed; absent when it could not be judged.',
  ),
  parity_scenario_last_run_timestamp_seconds: gauge(
    'timestamp',
    ['scenario', 'target'],
    'When the scenario last ended, whatever came out.',
  ),
  parity_scenario_last_success_timestamp_seconds: kept(
    ['scenario', 'target'],
    'When the scenario last passed; absent until it has.',
  ),
  parity_scenario_verdict: gauge(
    'boolean',
    ['scenario', 'target', 'verdict'],
    'How the scenario ended: 1 for its verdict, 0 for the others.',
  ),
  parity_scenario_last_duration_seconds: gauge('seconds', ['scenario', 'target'], 'How long the scenario last took.'),
  parity_drift_findings: gauge(
    'count',
    ['scenario', 'target', 'level'],
    'Open differences of which the target is the cause, those the ledger accepts left out; target is both when both moved alike.',
  ),
  parity_drift_oldest_first_seen_timestamp_seconds: gauge(
    'timestamp',
    ['scenario', 'target'],
    'When the oldest open difference was first seen; absent when there is none, or nothing is remembered between runs.',
  ),
  parity_ledger_next_expiry_timestamp_seconds: gauge(
    'timestamp',
    [],
    'When the next entry of the ledger stops accepting its drift.',
  ),
  parity_ledger_entries: gauge('count', ['state'], 'Entries of the ledger for the tenant: valid or expired.'),
  parity_certificate_expiry_timestamp_seconds: gauge(
    'timestamp',
    ['target', 'certificate'],
    'When the certificate expires that the target showed: leaf, or the root that signed it.',
  ),
  parity_dispatch_to_receive_seconds: gauge(
    'seconds',
    ['target'],
    'From the answer to a dispatched action until its event was received.',
  ),
  parity_publish_to_receive_seconds: gauge(
    'seconds',
    ['target'],
    'From the publication of an event until every client had received it.',
  ),
  parity_realtime_connections: gauge('count', ['target'], 'Connections that the websocket server counts.'),
  parity_evidence_timestamp_seconds: gauge(
    'timestamp',
    ['target', 'witness'],
    'Of when the oldest thing is that a witness told in the last run.',
  ),
  parity_delivery_last_success_timestamp_seconds: gauge(
    'timestamp',
    ['sink'],
    'When results were last taken by a sink; absent until then.',
  ),
  parity_spool_runs: gauge('count', [], 'Runs that wait on disk to be delivered.'),
  parity_monitor_info: onlyServed(gauge('info', ['parity_version'], 'The monitor that serves this.')),
  parity_monitor_paused: onlyServed(
    gauge('boolean', [], '1 while nothing is begun: in a maintenance window, or by the kill switch.'),
  ),
  parity_scenario_runs_total: counter(['scenario', 'target', 'verdict'], 'Scenarios that ended, by how.'),
  parity_scenario_missed_total: counter(
    ['scenario'],
    'Times a scenario was due and did not start: it was still running, or the request budget was spent.',
  ),
  parity_internal_errors_total: counter([], 'Faults of the monitor itself.'),
  parity_delivery_failures_total: counter(['sink'], 'Deliveries that a sink did not take.'),
  parity_session_logins_total: counter(['target'], 'Logins of the session that is kept between runs.'),
  parity_scenario_duration_seconds: onlyServed({
    ...gauge('seconds', ['scenario', 'target'], 'How long scenarios take.'),
    type: 'histogram',
    buckets: BUCKETS,
  }),
  parity_scenario_phase_seconds: gauge(
    'seconds',
    ['scenario', 'target', 'phase'],
    'Time of the last run in one phase of its exchanges: dns, connect, tls, send, wait, receive.',
  ),
  parity_series_dropped: gauge('count', [], 'Series of the last run that the budget left out.'),
} as const satisfies Record<`parity_${string}`, Metric>;

export type MetricName = keyof typeof METRICS;

const isMetricName = (name: string): name is MetricName => Object.hasOwn(METRICS, name);

export const METRIC_NAMES: readonly MetricName[] = Object.keys(METRICS).filter(isMetricName);

/** One value of one series. */
export type Sample = {
  readonly name: MetricName;
  readonly labels: Readonly<Partial<Record<LabelName, string>>>;
  readonly value: number;
  /** The scenario it comes from, so that it goes with it; absent: the run. */
  readonly from?: string;
};
