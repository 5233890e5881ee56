import { hasLabels, is, like, type Policy, within } from './policy.ts';

const KINDS =
  /^(CronJob|Deployment|Service|ServiceAccount|ServiceMonitor|PrometheusRule|ConfigMap|PersistentVolumeClaim|ExternalSecret|NetworkPolicy|CiliumNetworkPolicy)$/;
export const OBJECT_POLICIES: readonly Policy[] = [
  {
    says: 'no Secret, no role, nothing of the cluster',
    of: 'every object',
    path: 'kind',
    holds: like(KINDS),
    bad: 'ClusterRole',
  },
  {
    says: 'a name that Jobs and labels can carry',
    of: 'every object',
    path: 'metadata.name',
    holds: like(/^[a-z][a-z0-9-]{0,51}$/),
    bad: 'x'.repeat(53),
  },
  {
    says: 'a namespace',
    of: 'every object',
    path: 'metadata.namespace',
    holds: like(/^(?!default$)./),
    bad: undefined,
  },
  { says: 'the usual labels', of: 'every object', path: 'metadata.labels', holds: hasLabels, bad: {} },

  { says: 'runs never overlap', of: ['CronJob'], path: 'spec.concurrencyPolicy', holds: is('Forbid'), bad: 'Allow' },
  { says: 'a time zone', of: ['CronJob'], path: 'spec.timeZone', holds: is('Etc/UTC'), bad: undefined },
  {
    says: 'a late start is bounded',
    of: ['CronJob'],
    path: 'spec.startingDeadlineSeconds',
    holds: within(60, 200),
    bad: 9,
  },
  { says: 'three good Jobs are kept', of: ['CronJob'], path: 'spec.successfulJobsHistoryLimit', holds: is(3), bad: 0 },
  {
    says: 'three bad Jobs are kept',
    of: ['CronJob'],
    path: 'spec.failedJobsHistoryLimit',
    holds: is(3),
    bad: undefined,
  },
  {
    says: 'a schedule that divides the hour',
    of: ['CronJob'],
    path: 'spec.schedule',
    holds: like(/^\d+(-59\/\d+)? \* \* \* \*$/),
    bad: '* * * * *',
  },
  { says: 'no second try', of: ['CronJob'], path: 'spec.jobTemplate.spec.backoffLimit', holds: is(0), bad: 6 },
  {
    says: 'no restart',
    of: ['CronJob'],
    path: 'spec.jobTemplate.spec.template.spec.restartPolicy',
    holds: is('Never'),
    bad: 'OnFailure',
  },
  {
    says: 'its log can be read',
    of: ['CronJob'],
    path: 'spec.jobTemplate.spec.ttlSecondsAfterFinished',
    holds: within(600, 86_400),
    bad: 0,
  },

  { says: 'one of it', of: ['Deployment'], path: 'spec.replicas', holds: is(1), bad: 2 },
  {
    says: 'never two at a time',
    of: ['Deployment'],
    path: 'spec.strategy',
    holds: is({ type: 'Recreate' }),
    bad: { type: 'RollingUpdate' },
  },

  {
    says: 'the label that Prometheus looks for',
    of: ['ServiceMonitor', 'PrometheusRule'],
    path: 'metadata.labels.release',
    holds: is('kube-prometheus-stack'),
    bad: undefined,
  },
  {
    says: 'the label that Grafana looks for',
    of: ['ConfigMap'],
    path: 'metadata.labels.grafana_dashboard',
    holds: is('1'),
    bad: undefined,
  },
  {
    says: 'no token of the cluster',
    of: ['ServiceAccount'],
    path: 'automountServiceAccountToken',
    holds: is(false),
    bad: undefined,
  },
  {
    says: 'both directions',
    of: ['NetworkPolicy'],
    path: 'spec.policyTypes',
    holds: is(['Ingress', 'Egress']),
    bad: ['Ingress'],
  },
  {
    says: 'a store of the cluster',
    of: ['ExternalSecret'],
    path: 'spec.secretStoreRef.kind',
    holds: is('ClusterSecretStore'),
    bad: 'SecretStore',
  },
  { says: 'only the keys it names', of: ['ExternalSecret'], path: 'spec.dataFrom', holds: is(undefined), bad: [{}] },
  { says: 'asked each hour', of: ['ExternalSecret'], path: 'spec.refreshInterval', holds: is('1h'), bad: '0' },
  {
    says: 'there before what reads it',
    of: ['ExternalSecret'],
    path: 'metadata.annotations',
    holds: is({ 'argocd.argoproj.io/sync-wave': '-1' }),
    bad: undefined,
  },
];
