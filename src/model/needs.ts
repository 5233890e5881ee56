import type { EvidenceSource, Role, Target, Tenant } from './tenant.ts';

type NeedEntry = {
  /** What is missing, after "the tenant". */
  readonly says: string;
  readonly isMet: (tenant: Tenant, target: Target) => boolean;
};

const hasWitness =
  (speaks: (source: EvidenceSource) => boolean): NeedEntry['isMet'] =>
  (_tenant, { evidence }) =>
    evidence.some(speaks);

/** What a scenario can need beside an API. */
export const NEEDS = {
  realtime: {
    says: 'names no application.realtime, or no realtime of the target',
    isMet: ({ application }, target) => application.realtime !== undefined && target.realtime !== undefined,
  },
  presence: {
    says: 'names no application.realtime.presenceChannel',
    isMet: ({ application }) => application.realtime?.presenceChannel !== undefined,
  },
  'realtime-app': {
    says: 'names no realtime.app of the target, so the HTTP API of the websocket server cannot be asked',
    isMet: (_tenant, target) => target.realtime?.app !== undefined,
  },
  dispatch: {
    says: 'names no application.dispatch: an action whose job broadcasts an event',
    isMet: ({ application }) => application.dispatch !== undefined,
  },
  'isolation-peer': {
    says: 'names no isolationPeer',
    isMet: ({ isolationPeer }) => isolationPeer !== undefined,
  },
  'queue-evidence': {
    says: 'names no witness of the queue in the evidence of the target (horizon, health-checks)',
    isMet: hasWitness(
      (source) => source.reader === 'horizon' || (source.reader === 'health-checks' && source.queue.length > 0),
    ),
  },
  'scheduler-evidence': {
    says: 'names no witness of the scheduler in the evidence of the target (heartbeat, health-checks, schedule-log)',
    isMet: hasWitness(
      (source) => source.reader !== 'horizon' && (source.reader !== 'health-checks' || source.scheduler.length > 0),
    ),
  },
} as const satisfies Record<string, NeedEntry>;

export type Need = keyof typeof NEEDS;

/** Why a scenario cannot run on these targets; undefined when it can. */
export function unmetNeed(tenant: Tenant, roles: readonly Role[], needs: readonly Need[]): string | undefined {
  for (const need of needs) {
    const entry: NeedEntry = NEEDS[need];
    const lacking = tenant.targets.find((target) => roles.includes(target.role) && !entry.isMet(tenant, target));
    if (lacking !== undefined) return `the tenant ${entry.says} (${lacking.role})`;
  }
  return undefined;
}
