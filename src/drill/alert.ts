export const SEVERITIES = ['critical', 'warning'] as const;

export type Severity = (typeof SEVERITIES)[number];

/**
 * The alert of a drill as `POST /api/v2/alerts` takes it. Without `startsAt`: one that began long ago would skip the
 * wait of its group, and the measured time would be better than the real one. Without `endsAt`: Alertmanager would take
 * that for the beginning too. It ends by itself when Alertmanager's `resolve_timeout` is over.
 */
export const drillAlert = (drill: string, severity: Severity): unknown => [
  {
    labels: labelsOf(drill, severity),
    annotations: {
      summary: 'A drill: nothing is wrong.',
      description: `Drill ${drill} proves that alerts arrive. Nothing is to be done.`,
    },
  },
];

/**
 * The same alert, ended.
 *
 * @param now milliseconds since 1970
 */
export const endedAlert = (drill: string, severity: Severity, now: number): unknown => [
  { labels: labelsOf(drill, severity), endsAt: new Date(now).toISOString() },
];

const labelsOf = (drill: string, severity: Severity): Readonly<Record<string, string>> => ({
  alertname: 'ParityDrill',
  severity,
  drill_id: drill,
});
