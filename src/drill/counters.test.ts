import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { countersIn } from './counters.ts';

const CASES = [
  {
    name: 'attempts that failed are no success',
    lines: [
      'alertmanager_notifications_total{integration="slack"} 7',
      'alertmanager_notifications_failed_total{integration="slack"} 1',
      'alertmanager_notification_requests_total{integration="slack"} 9',
      'alertmanager_notification_requests_failed_total{integration="slack"} 3',
      'alertmanager_notifications_total{integration="webhook"} 40',
    ],
    want: { notifications: 7, failed: 1, succeeded: 6 },
  },
  {
    name: 'failures by reason are summed',
    lines: [
      'alertmanager_notifications_failed_total{integration="slack",reason="authError"} 2',
      'alertmanager_notifications_failed_total{integration="slack",reason="rateLimited"} 3',
    ],
    want: { notifications: 0, failed: 5, succeeded: 0 },
  },
  {
    name: 'another integration is none',
    lines: ['alertmanager_notifications_total{integration="email"} 1'],
    want: undefined,
  },
];

describe('what an Alertmanager counts for Slack', () => {
  for (const { name, lines, want } of CASES) {
    test(name, () => assert.deepEqual(countersIn(lines.join('\n'), 'slack'), want));
  }
});
