/** What an Alertmanager counts for one integration, e.g. `slack`. */
export type Counters = {
  /** Notifications it began. */
  readonly notifications: number;
  /** Of those, given up. */
  readonly failed: number;
  /** Attempts that ended well: counted when they are over, as `notifications` is not. */
  readonly succeeded: number;
};

const NONE: Counters = { notifications: 0, failed: 0, succeeded: 0 };

/** @param text of `/metrics`; undefined when it counts nothing for the integration, so that it has no such receiver */
export function countersIn(text: string, integration: string): Counters | undefined {
  const lines = text.split('\n').filter((line) => line.includes(`integration="${integration}"`));
  if (lines.length === 0) return undefined;
  // Newer versions count failures by reason, so one name may have several lines.
  const sum = (name: string): number =>
    lines
      .filter((line) => line.startsWith(`${name}{`))
      .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' '))), 0);
  return {
    notifications: sum('alertmanager_notifications_total'),
    failed: sum('alertmanager_notifications_failed_total'),
    succeeded: sum('alertmanager_notification_requests_total') - sum('alertmanager_notification_requests_failed_total'),
  };
}

/** Of all peers together: only one of them sends. */
export const together = (counters: readonly Counters[]): Counters =>
  counters.reduce(
    (a, b) => ({
      notifications: a.notifications + b.notifications,
      failed: a.failed + b.failed,
      succeeded: a.succeeded + b.succeeded,
    }),
    NONE,
  );

export const since = (before: Counters, now: Counters): Counters => ({
  notifications: now.notifications - before.notifications,
  failed: now.failed - before.failed,
  succeeded: now.succeeded - before.succeeded,
});
