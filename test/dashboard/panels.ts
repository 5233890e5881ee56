import type { Query } from './query.ts';

export type Panel = {
  readonly title: string;
  readonly kind: 'stat' | 'table' | 'timeseries' | 'state-timeline';
  /** Of 24 columns. */
  readonly width: 6 | 8 | 12 | 24;
  readonly queries: readonly Query[];
};

export type Row = { readonly title: string; readonly panels: readonly Panel[] };

const of = (target: 'reference' | 'candidate'): string => `target="${target}"`;

/** The dashboard, from top to bottom. To show a metric: add it to a panel here; then `npm run docs`. */
export const ROWS: readonly Row[] = [
  {
    title: 'Parity now',
    panels: [
      {
        title: 'Verdict of the last run',
        kind: 'stat',
        width: 6,
        queries: [{ metric: 'parity_run_verdict' }],
      },
      { title: 'Last run, ago', kind: 'stat', width: 6, queries: [{ metric: 'parity_run_timestamp_seconds' }] },
      {
        title: 'Last run in which all was the same, ago',
        kind: 'stat',
        width: 6,
        queries: [{ metric: 'parity_run_success_timestamp_seconds' }],
      },
      {
        title: 'Open differences',
        kind: 'stat',
        width: 6,
        queries: [{ metric: 'parity_drift_findings', where: 'level!="info"' }],
      },
      { title: 'What runs', kind: 'table', width: 12, queries: [{ metric: 'parity_run_info' }] },
      { title: 'From where', kind: 'table', width: 12, queries: [{ metric: 'parity_target_info' }] },
    ],
  },
  {
    title: 'Both targets side by side',
    panels: (['reference', 'candidate'] as const).flatMap((target): readonly Panel[] => [
      {
        title: `Scenarios of the ${target}`,
        kind: 'state-timeline',
        width: 12,
        queries: [{ metric: 'parity_scenario_success', where: of(target) }],
      },
      {
        title: `Last success on the ${target}, ago`,
        kind: 'timeseries',
        width: 12,
        queries: [{ metric: 'parity_scenario_last_success_timestamp_seconds', where: of(target) }],
      },
      {
        title: `Waiting of the ${target}`,
        kind: 'timeseries',
        width: 12,
        queries: [{ metric: 'parity_scenario_phase_seconds', where: `${of(target)}, phase=~"wait|receive"` }],
      },
      {
        title: `How scenarios end on the ${target}`,
        kind: 'table',
        width: 12,
        queries: [{ metric: 'parity_scenario_verdict', where: of(target) }],
      },
    ]),
  },
  {
    title: 'Drift over time',
    panels: [
      {
        title: 'Open differences by level',
        kind: 'timeseries',
        width: 12,
        queries: [{ metric: 'parity_drift_findings' }],
      },
      {
        title: 'Age of the oldest open difference',
        kind: 'timeseries',
        width: 12,
        queries: [{ metric: 'parity_drift_oldest_first_seen_timestamp_seconds' }],
      },
      { title: 'Entries of the ledger', kind: 'timeseries', width: 12, queries: [{ metric: 'parity_ledger_entries' }] },
      {
        title: 'Until the next entry of the ledger expires',
        kind: 'stat',
        width: 12,
        queries: [{ metric: 'parity_ledger_next_expiry_timestamp_seconds', as: 'until' }],
      },
    ],
  },
  {
    title: 'Realtime and queue',
    panels: [
      {
        title: 'From dispatch to receipt, through the queue',
        kind: 'timeseries',
        width: 8,
        queries: [{ metric: 'parity_dispatch_to_receive_seconds' }],
      },
      {
        title: 'From publication to every client',
        kind: 'timeseries',
        width: 8,
        queries: [{ metric: 'parity_publish_to_receive_seconds' }],
      },
      { title: 'Connections', kind: 'timeseries', width: 8, queries: [{ metric: 'parity_realtime_connections' }] },
    ],
  },
  {
    title: 'Ages',
    panels: [
      {
        title: 'Age of the evidence',
        kind: 'timeseries',
        width: 12,
        queries: [{ metric: 'parity_evidence_timestamp_seconds' }],
      },
      {
        title: 'Until certificates expire',
        kind: 'timeseries',
        width: 12,
        queries: [{ metric: 'parity_certificate_expiry_timestamp_seconds', as: 'until' }],
      },
    ],
  },
  {
    title: 'The monitor itself',
    panels: [
      {
        title: 'Last delivery to each sink, ago',
        kind: 'timeseries',
        width: 8,
        queries: [{ metric: 'parity_delivery_last_success_timestamp_seconds' }],
      },
      {
        title: 'Runs that wait to be delivered',
        kind: 'timeseries',
        width: 8,
        queries: [{ metric: 'parity_spool_runs' }],
      },
      {
        title: 'Faults of its own, and series left out',
        kind: 'timeseries',
        width: 8,
        queries: [{ metric: 'parity_run_errors' }, { metric: 'parity_series_dropped' }],
      },
      {
        title: 'How long runs take',
        kind: 'timeseries',
        width: 8,
        queries: [{ metric: 'parity_run_duration_seconds' }],
      },
      {
        title: 'How long scenarios take',
        kind: 'timeseries',
        width: 8,
        queries: [{ metric: 'parity_scenario_last_duration_seconds' }],
      },
      {
        title: 'Last run of each scenario, ago',
        kind: 'timeseries',
        width: 8,
        queries: [{ metric: 'parity_scenario_last_run_timestamp_seconds' }],
      },
    ],
  },
];
