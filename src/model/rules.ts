import type { CauseId } from './causes.ts';
import type { Level } from './level.ts';

/** `run`: no right answer came. `head`: status, headers, cookies. The others look at the body. */
export type RuleTier = 'run' | 'head' | 'shape' | 'values' | 'bytes';

/** One kind of drift. */
export type Rule = {
  readonly tier: RuleTier;
  /** The default; a tenant may raise or lower it, nothing else decides it. */
  readonly level: Level;
  /** One sentence; the first side is what was expected. */
  readonly says: string;
  readonly example: string;
  /** Likely ones, best first. */
  readonly causes: readonly CauseId[];
  /** The rule for the opposite direction: its id, itself when it covers both, or why there is none. */
  readonly mirror: string;
};

/** The whole catalogue. Ids never change; docs, `parity rules`, tests and tenants refer to them. */
export const DRIFT_RULES = {
  'answer-failed': {
    tier: 'run',
    level: 'breaking',
    says: 'A target gave no answer, or not the one the scenario relies on.',
    example: 'GET /api/courses answered 500, wanted 200',
    causes: ['target-down'],
    mirror: 'answer-failed',
  },
  'status-changed': {
    tier: 'head',
    level: 'breaking',
    says: 'The status code is another one.',
    example: '404 -> 410',
    causes: ['route-missing', 'framework-version'],
    mirror: 'status-changed',
  },
  'body-state-changed': {
    tier: 'head',
    level: 'breaking',
    says: 'The body is of another kind: JSON, HTML, text, empty, binary, malformed or truncated.',
    example: 'json -> html',
    causes: ['edge-answered'],
    mirror: 'body-state-changed',
  },
  'property-removed': {
    tier: 'shape',
    level: 'breaking',
    says: 'A property that was always there is gone.',
    example: '/data/*/slug: string -> absent',
    causes: ['schema-behind', 'optional-resource-field', 'framework-version'],
    mirror: 'property-added',
  },
  'property-added': {
    tier: 'shape',
    level: 'warning',
    says: 'A property appeared that was never there.',
    example: '/meta/links/*/page: absent -> number',
    causes: ['framework-version', 'optional-resource-field'],
    mirror: 'property-removed',
  },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof DRIFT_RULES;
