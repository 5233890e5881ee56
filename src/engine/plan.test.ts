import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Need } from '../model/needs.ts';
import { NEEDS } from '../model/needs.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Application, Role, Target, Tenant } from '../model/tenant.ts';
import { declared, target, tenant } from './fixtures.ts';
import type { Selection } from './plan.ts';
import { makePlan } from './plan.ts';

const PLAIN = declared('plain');

type Planned = { readonly runs: readonly string[]; readonly notRun: Readonly<Record<string, string>> };

/** What runs, and what does not and why; of a selection that gives no plan, its problems. */
function planOf(
  of: Tenant,
  scenarios: readonly Scenario[],
  selection: Partial<Selection> = {},
): Planned | readonly string[] {
  const plan = makePlan(of, scenarios, { scenarios: [], seed: 's', timeoutMs: 1_000, gate: 'warning', ...selection });
  if (!plan.ok) return plan.error;
  return {
    runs: plan.value.scenarios.map(({ id }) => id),
    notRun: Object.fromEntries(plan.value.notRun.map(({ id, why }) => [id, why])),
  };
}

const withTargets = (change: (role: Role) => Partial<Target>, more: Partial<Tenant> = {}): Tenant => ({
  ...tenant,
  targets: (['reference', 'candidate'] as const).map((role) => ({ ...target(role), ...change(role) })),
  ...more,
});

describe('what is selected', () => {
  const TWO = [PLAIN, declared('other')];

  test('is everything when nothing is said', () =>
    assert.deepEqual(planOf(tenant, TWO), { runs: ['plain', 'other'], notRun: {} }));

  test('leaves the others out, and says so', () =>
    assert.deepEqual(planOf(tenant, TWO, { scenarios: ['pl*'] }), {
      runs: ['plain'],
      notRun: { other: 'not selected' },
    }));

  test('may not be nothing at all', () =>
    assert.deepEqual(planOf(tenant, TWO, { scenarios: ['x'] }), ['no scenario fits "x"; there are plain, other']));

  test('may not be a target that the tenant does not have', () => {
    const one = { ...tenant, targets: [target('candidate')] };
    assert.deepEqual(planOf(one, TWO, { target: 'reference' }), ['tenant demo has no reference; it has candidate']);
  });
});

describe('a scenario that writes', () => {
  const WRITES = declared('writing', { writes: true });
  const refused = (role: Role): string => `it writes, and the tenant does not allow that ("writes", ${role})`;
  const CASES: readonly { name: string; allowed: readonly Role[]; alone?: Role; why?: string }[] = [
    { name: 'runs where all targets allow it', allowed: ['reference', 'candidate'] },
    { name: 'does not run where none does', allowed: [], why: refused('reference') },
    { name: 'does not run where only the candidate does', allowed: ['candidate'], why: refused('reference') },
    { name: 'does not run where only the reference does', allowed: ['reference'], why: refused('candidate') },
    { name: 'runs on the candidate alone when that one allows it', allowed: ['candidate'], alone: 'candidate' },
    {
      name: 'does not run on the reference alone when only the candidate allows it',
      allowed: ['candidate'],
      alone: 'reference',
      why: refused('reference'),
    },
  ];
  for (const { name, allowed, alone, why } of CASES) {
    test(name, () => {
      const of = withTargets((role) => ({ writes: allowed.includes(role) }));
      const want =
        why === undefined ? { runs: ['plain', 'writing'], notRun: {} } : { runs: ['plain'], notRun: { writing: why } };
      assert.deepEqual(planOf(of, [PLAIN, WRITES], alone === undefined ? {} : { target: alone }), want);
    });
  }
});

const REALTIME: NonNullable<Application['realtime']> = {
  authPath: '/broadcasting/auth',
  memberIdPointer: '/id',
  privateChannel: 'private-users.{id}',
  otherId: '2',
  publicChannel: 'parity',
  holdMs: 1_000,
};

const DISPATCH: NonNullable<Application['dispatch']> = {
  path: '/api/reports',
  fields: { nonce: '{nonce}' },
  idPointer: '/id',
  readPath: '/api/reports/{id}',
  removePath: '/api/reports/{id}',
  event: 'report.ready',
  noncePointer: '/nonce',
  jobName: 'Report',
  withinMs: 1_000,
};

const SOCKETS: NonNullable<Target['realtime']> = {
  url: 'ws://a.example',
  route: 'as-shipped',
  key: 'key',
  instances: [],
};
const HORIZON = { reader: 'horizon', path: '/horizon/api', headers: {}, maxWaitMs: 1_000 } as const;
const CHECKS = { reader: 'health-checks', path: '/checks', headers: {}, maxAgeMs: 1_000 } as const;
const HEARTBEAT = { reader: 'heartbeat', path: '/beat', headers: {}, pointer: '/at', maxAgeMs: 1_000 } as const;

type Meets = { readonly target?: Partial<Target>; readonly tenant?: Partial<Tenant> };

const speaking = (realtime: NonNullable<Application['realtime']>): Partial<Tenant> => ({
  application: { ...tenant.application, realtime },
});

/** For each need, what meets it and nothing else. */
const MEETS: readonly (readonly [need: Need, meets: Meets])[] = [
  ['realtime', { target: { realtime: SOCKETS }, tenant: speaking(REALTIME) }],
  ['presence', { tenant: speaking({ ...REALTIME, presenceChannel: 'presence-a' }) }],
  ['realtime-app', { target: { realtime: { ...SOCKETS, app: { id: '1', secret: 'APP' } } } }],
  ['dispatch', { tenant: { application: { ...tenant.application, dispatch: DISPATCH } } }],
  ['isolation-peer', { tenant: { isolationPeer: 'other' } }],
  ['queue-evidence', { target: { evidence: [HORIZON] } }],
  ['scheduler-evidence', { target: { evidence: [HEARTBEAT] } }],
];

describe('a scenario that needs', () => {
  for (const [need, { target: ofTarget = {}, tenant: ofTenant = {} }] of MEETS) {
    const scenarios = [PLAIN, declared('needy', { needs: [need] })];

    test(`${need} runs where the tenant names it`, () =>
      assert.deepEqual(
        planOf(
          withTargets(() => ofTarget, ofTenant),
          scenarios,
        ),
        { runs: ['plain', 'needy'], notRun: {} },
      ));

    test(`${need} does not run where the tenant does not, and says what is missing`, () =>
      assert.deepEqual(planOf(tenant, scenarios), {
        runs: ['plain'],
        notRun: { needy: `the tenant ${NEEDS[need].says} (reference)` },
      }));
  }

  test('anything is in the table above', () =>
    assert.deepEqual(
      MEETS.map(([need]) => need),
      Object.keys(NEEDS),
    ));

  const HALF = withTargets((role) => (role === 'reference' ? { evidence: [HORIZON] } : {}));
  const QUEUE = [declared('needy', { needs: ['queue-evidence'] })];
  const LACKING = `the tenant ${NEEDS['queue-evidence'].says} (candidate)`;

  for (const [need, unheard] of [
    ['queue-evidence', { ...CHECKS, queue: [], scheduler: ['Schedule'] }],
    ['scheduler-evidence', { ...CHECKS, queue: ['Queue'], scheduler: [] }],
  ] as const) {
    test(`${need} does not run where the only witness is set up for other questions`, () =>
      assert.deepEqual(
        planOf(
          withTargets(() => ({ evidence: [unheard] })),
          [declared('needy', { needs: [need] })],
        ),
        { runs: [], notRun: { needy: `the tenant ${NEEDS[need].says} (reference)` } },
      ));
  }

  test('what one target lacks does not run on both', () =>
    assert.deepEqual(planOf(HALF, QUEUE), { runs: [], notRun: { needy: LACKING } }));

  test('what one target lacks runs on the other alone', () =>
    assert.deepEqual(planOf(HALF, QUEUE, { target: 'reference' }), { runs: ['needy'], notRun: {} }));

  test('what is lacking is still listed when it is selected by its name', () =>
    assert.deepEqual(planOf(HALF, [PLAIN, ...QUEUE], { scenarios: ['needy'] }), {
      runs: [],
      notRun: { plain: 'not selected', needy: LACKING },
    }));
});
