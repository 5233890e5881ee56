import type { Rule } from './rule.ts';

export const RUN_RULES = {
  'answer-failed': {
    tier: 'run',
    level: 'breaking',
    says: 'A target gave no answer, or not the one the scenario relies on.',
    example: 'GET /api/courses answered 500, wanted 200',
    causes: [
      'tls-misconfigured',
      'gateway-timeout',
      'maintenance-mode',
      'body-limit',
      'stateful-domains',
      'throttle-differs',
      'token-not-recognised',
      'route-missing',
      'edge-answered',
      'application-error',
      'dependency-down',
      'answer-cut',
      'output-before-answer',
      'target-down',
    ],
    mirror: 'a right answer after a wrong one is what the next run shows',
  },
} as const satisfies Record<string, Rule>;
