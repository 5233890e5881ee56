import { answering, type Answering } from './answering.ts';

const RUN = 'tenant="oep-stg",suite="all"';
const HERE = 'namespace="oep-stg"';

/** One series of everything that the rules need, in the words of the exporters that series.yaml reads. */
const SERIES: readonly string[] = [
  `parity_run_timestamp_seconds{${RUN}} 1795576329`,
  `parity_scenario_success{${RUN},scenario="health",target="candidate"} 1`,
  `parity_scenario_phase_seconds{${RUN},scenario="health",target="candidate",phase="wait"} 0.1`,
  `parity_drift_findings{${RUN},scenario="health",target="candidate",level="breaking"} 0`,
  `parity_evidence_timestamp_seconds{${RUN},target="candidate",witness="horizon"} 1795576329`,
  `parity_certificate_expiry_timestamp_seconds{${RUN},target="candidate",certificate="leaf"} 1895576329`,
  `http_requests_total{${HERE},code="200"} 7`,
  `horizon_queue_length{${HERE},queue="default"} 0`,
  `horizon_queue_processed_total{${HERE},queue="default"} 7`,
  `reverb_connections{${HERE},pod="ws-1"} 7`,
  `kube_cronjob_status_last_successful_time{${HERE},cronjob="scheduler"} 1795576329`,
  `kube_cronjob_spec_suspend{${HERE},cronjob="scheduler"} 0`,
  `kube_job_failed{${HERE},job_name="migrate-1",condition="true"} 0`,
  'argocd_app_sync_total{name="laravel-oep-stg",phase="Succeeded"} 7',
];

/** All exporters in one. @param without what the series that are missing begin with */
export const startExporters = (without?: string): Promise<Answering> =>
  answering((_request, response) => {
    const lines = SERIES.filter((line) => without === undefined || !line.startsWith(without));
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(`${lines.join('\n')}\n`);
  });
