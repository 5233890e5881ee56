/** Every alert of `deploy/alerts/`, by its name. A test holds that these are the ones in the files. */
export const ALERTS = [
  'LaravelApiErrors',
  'LaravelQueueStalled',
  'LaravelWebsocketDrop',
  'LaravelSchedulerMissed',
  'LaravelMigrateFailed',
  'LaravelSyncFailed',
  'ParityScenarioFailing',
  'ParityScenarioNeverSucceeded',
  'ParityNotJudged',
  'ParityDriftNew',
  'ParityRelayBroken',
  'ParityLatencyRatio',
  'ParityEvidenceStale',
  'ParityCertificateExpiring',
  'ParityRootExpiring',
  'ParityLedgerExpiring',
  'ParityMonitorSilent',
  'ParityPushFailing',
  'ParityMonitorFault',
  'ParityRuleHasNoData',
] as const;

/** Series that are rightly absent while all is well, so that nobody looks for them, and why. */
export const MAY_BE_ABSENT: Readonly<Record<string, string>> = {
  'parity:api_errors:rate5m': 'no answer was a server error',
  'parity:migrate_failed': 'no migration is there; parity:jobs_watched is looked for',
  'parity:sync_failures:increase10m': 'no sync has ever failed; parity:syncs_watched is looked for',
  'parity:push_refused': 'the Pushgateway refused nothing, or there is none',
  'parity:run_silence_seconds': 'made of the runs, which ParityMonitorSilent looks for',
  parity_run_timestamp_seconds: 'ParityMonitorSilent looks for it',
  parity_run_verdict: 'comes with parity_run_timestamp_seconds',
  parity_series_dropped: 'comes with parity_run_timestamp_seconds',
  parity_scenario_verdict: 'comes with parity_scenario_last_run_timestamp_seconds',
  parity_scenario_last_run_timestamp_seconds: 'comes with parity_scenario_phase_seconds, which is looked for',
  parity_scenario_last_success_timestamp_seconds: 'ParityScenarioNeverSucceeded looks for it',
  parity_ledger_next_expiry_timestamp_seconds: 'nothing is accepted',
  parity_delivery_last_success_timestamp_seconds: 'nothing was delivered before this run',
  parity_spool_runs: 'there is no spool',
};

/** The series that an expression names, each once: `parity_*` of the monitor, and `parity:*` of deploy/alerts/series.yaml. */
export const seriesIn = (expression: string): readonly string[] => [
  ...new Set(expression.match(/\bparity[_:][a-z0-9_:]*/g) ?? []),
];
