import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { declared } from '../engine/fixtures.ts';
import { load, planFor } from './load.ts';
import { UsageError } from './usage-error.ts';

const SCENARIOS = [
  declared('plain'),
  declared('apart', { needs: ['realtime', 'isolation-peer'] }),
  declared('writing', { writes: true }),
];

type File = Readonly<Record<string, unknown>>;

const tenantFile = (id: string, more: File = {}, realtime: File | 'none' = {}): File => ({
  title: id,
  application: { name: 'academy', realtime: {} },
  targets: [
    {
      role: 'candidate',
      url: `https://${id}.example`,
      ...(realtime !== 'none' && {
        realtime: { url: `wss://${id}.example:6001`, key: { env: `${id.toUpperCase()}_KEY` }, ...realtime },
      }),
    },
  ],
  accounts: {
    canary: { identifier: { env: `${id.toUpperCase()}_CANARY` }, password: `${id.toUpperCase()}_PASSWORD` },
    refused: { identifier: 'refused@academy.example' },
  },
  ...more,
});

const APP = { app: { id: '101', secret: 'PEER_APP_SECRET' } };

const OWN = { OWN_KEY: 'own-key', OWN_CANARY: 'canary@own.example', OWN_PASSWORD: 'correct horse battery' };

/** A home with the tenants `own` and `peer`, gone with its `using`. */
function homeWith(
  env: Readonly<Record<string, string>>,
  peer = tenantFile('peer', {}, APP),
): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'parity-load-'));
  mkdirSync(join(path, 'tenants'));
  writeFileSync(join(path, 'tenants/own.json'), JSON.stringify(tenantFile('own', { isolationPeer: 'peer' })));
  writeFileSync(join(path, 'tenants/peer.json'), JSON.stringify(peer));
  writeFileSync(
    join(path, '.env'),
    Object.entries(env)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

/** The text of what is thrown, without the folder. */
function refusalOf(folder: string, body: () => unknown): string {
  try {
    body();
  } catch (cause) {
    assert.ok(cause instanceof UsageError, String(cause));
    return cause.message.replaceAll(/\S*tenants\//g, 'tenants/').replaceAll(folder, '');
  }
  throw new assert.AssertionError({ message: 'nothing was refused' });
}

describe('the peer of a tenant', () => {
  const PEER = { PEER_KEY: 'peer-key', PEER_APP_SECRET: 'secret-of-the-peer' };

  test('is read with the secrets of its sockets, and needs none of its accounts', () => {
    using home = homeWith({ ...OWN, ...PEER });
    const { tenant, secrets, peer } = load({ home: home.path, tenant: 'own' }, false, SCENARIOS);
    assert.equal(tenant.id, 'own');
    assert.deepEqual([...secrets], [['OWN_PASSWORD', OWN.OWN_PASSWORD]]);
    assert.equal(peer?.tenant.id, 'peer');
    assert.equal(peer.tenant.targets[0]?.realtime?.key, 'peer-key');
    assert.deepEqual([...peer.secrets], [['PEER_APP_SECRET', 'secret-of-the-peer']]);
  });

  const NOT_READ = [
    {
      name: 'when no scenario that opens its sockets is selected',
      options: { scenario: ['plain'] },
      allowMissing: false,
    },
    { name: 'when nothing will be sent', options: {}, allowMissing: true },
  ];
  for (const { name, options, allowMissing } of NOT_READ) {
    test(`is not read ${name}`, () => {
      using home = homeWith(OWN);
      assert.equal(load({ home: home.path, tenant: 'own', ...options }, allowMissing, SCENARIOS).peer, undefined);
    });
  }

  test('is reported with what it lacks, beside what the tenant lacks', () => {
    using home = homeWith({ OWN_KEY: 'own-key' });
    assert.equal(
      refusalOf(home.path, () => load({ home: home.path, tenant: 'own' }, false, SCENARIOS)),
      `error: the environment has 4 problems
  OWN_CANARY       is not set; tenants/own.json needs it for accounts.canary.identifier
  OWN_PASSWORD     is not set; tenants/own.json needs it for accounts.canary.password
  PEER_APP_SECRET  is not set; tenants/peer.json needs it for targets.0.realtime.app.secret
  PEER_KEY         is not set; tenants/peer.json needs it for targets.0.realtime.key
  try: export it, or write it into .env (.env.example lists every name); --list needs none of them`,
    );
  });

  test('is reported with mistakes of its file, beside what the tenant lacks', () => {
    using home = homeWith({ OWN_KEY: 'own-key', OWN_CANARY: 'c@own.example' }, { ...tenantFile('peer'), title: '' });
    assert.equal(
      refusalOf(home.path, () => load({ home: home.path, tenant: 'own' }, false, SCENARIOS)),
      `error: the environment has 1 problem
  OWN_PASSWORD  is not set; tenants/own.json needs it for accounts.canary.password
  try: export it, or write it into .env (.env.example lists every name); --list needs none of them

error: tenants/peer.json has 1 problem
  title  expected some text`,
    );
  });

  test('is of no use without a socket to open', () => {
    using home = homeWith({ ...OWN, ...PEER }, tenantFile('peer', {}, 'none'));
    assert.equal(
      refusalOf(home.path, () => load({ home: home.path, tenant: 'own' }, false, SCENARIOS)),
      `error: tenant "peer" names no realtime of a candidate, from which own must be kept apart
  try: name another isolationPeer in the file of own`,
    );
  });
});

describe('a plan without anything to run', () => {
  const SELECTION = { tenant: 'own', scenario: ['writing'], timeout: 1, gate: 'warning', seed: 's' } as const;

  test('is refused, with the reasons', () => {
    using home = homeWith(OWN);
    const { tenant } = load({ home: home.path, tenant: 'own' }, true, SCENARIOS);
    assert.equal(
      refusalOf(home.path, () => planFor(tenant, SELECTION, SCENARIOS)),
      `error: nothing of this would run
  writing: it writes, and the tenant does not allow that ("writes", candidate)
  try: npm run parity -- --tenant own --list shows what can run`,
    );
  });

  test('is still listed', () => {
    using home = homeWith(OWN);
    const { tenant } = load({ home: home.path, tenant: 'own' }, true, SCENARIOS);
    assert.deepEqual(planFor(tenant, { ...SELECTION, list: true }, SCENARIOS).scenarios, []);
  });
});
