/** Labels of an alert, and the receivers that must get it, in the order of the routing tree. */
type Route = { readonly says: string; readonly labels: readonly string[]; readonly receivers: readonly string[] };

/** What the routes of `deploy/alerts/alertmanager.yaml` must do. */
export const ROUTES: readonly Route[] = [
  {
    says: 'a critical alert pages',
    labels: ['alertname=LaravelApiErrors', 'severity=critical', 'tenant=oep-stg'],
    receivers: ['slack-critical'],
  },
  {
    says: 'a warning is told',
    labels: ['alertname=ParityDriftNew', 'severity=warning', 'tenant=oep-stg'],
    receivers: ['slack-warning'],
  },
  {
    says: 'an alert without a severity is told too',
    labels: ['alertname=SomethingElse'],
    receivers: ['slack-warning'],
  },
  {
    says: 'a drill goes to the drill and on to where its severity leads',
    labels: ['alertname=ParityDrill', 'severity=critical', 'drill_id=1'],
    receivers: ['drill', 'slack-critical'],
  },
  {
    says: 'the drill of a warning does so too',
    labels: ['alertname=ParityDrill', 'severity=warning', 'drill_id=1'],
    receivers: ['drill', 'slack-warning'],
  },
  {
    says: 'the proof that alerts flow bothers nobody',
    labels: ['alertname=Watchdog', 'severity=none'],
    receivers: ['nobody'],
  },
];
