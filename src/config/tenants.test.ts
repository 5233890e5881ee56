import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import type { Folder } from './fixture.ts';
import { folderWith, makeCertificate } from './fixture.ts';
import type { Env } from './env.ts';
import type { LoadedTenant } from './load.ts';
import { listTenants, loadTenant } from './load.ts';
import { tenantSchema } from './tenant-schema.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'tenants');
/** The files of scenarios, since this room may not import them; their names are their ids. */
const SCENARIO_IDS = readdirSync(join(ROOT, 'scenarios')).flatMap((name) => /^([a-z-]+)\.ts$/.exec(name)?.[1] ?? []);
const EXAMPLE = readFileSync(join(ROOT, '.env.example'), 'utf8');

let certificates: Folder;
before(() => {
  certificates = folderWith({});
  makeCertificate(certificates.path, 'root');
});
after(() => certificates[Symbol.dispose]());

function load(id: string, env: Env, allowMissing: boolean): LoadedTenant {
  const loaded = loadTenant(id, { folder: FOLDER, env, scenarioIds: SCENARIO_IDS, allowMissing });
  assert.ok(loaded.ok, JSON.stringify(loaded));
  return loaded.value;
}

/** A value that fits each name of `.env.example`. */
function fullEnvironment(): Env {
  const names = Object.keys(parseEnv(EXAMPLE));
  return Object.fromEntries(names.map((name) => [name, valueFor(name)]));
}

function valueFor(name: string): string {
  if (name.endsWith('_CA')) return join(certificates.path, 'root.pem');
  if (name.endsWith('_ADDRESS')) return '203.0.113.10';
  if (name.endsWith('_CONTROL')) return '192.0.2.1:443';
  if (name.endsWith('_REALTIME_URL')) return `wss://${name.toLowerCase().replaceAll('_', '-')}.example:6001`;
  if (name.endsWith('_HORIZON')) return '/horizon/api';
  if (/_(ORIGIN|URL)$/.test(name)) return `https://${name.toLowerCase().replaceAll('_', '-')}.example`;
  return `value-of-${name.toLowerCase()}`;
}

describe('every tenant of the repository', () => {
  for (const id of listTenants(FOLDER)) {
    test(`${id} loads with a full environment and shows no secret`, () => {
      const { tenant, secrets, missing } = load(id, fullEnvironment(), false);
      assert.deepEqual(missing, []);
      assert.deepEqual([...secrets.keys()].sort(), tenant.secrets);
      for (const value of secrets.values()) assert.ok(!JSON.stringify(tenant).includes(value));
    });

    test(`${id} can be listed with an empty environment`, () => {
      assert.equal(load(id, {}, true).tenant.id, id);
    });

    test(`${id} points its editor to the schema`, () => {
      const file = JSON.parse(readFileSync(join(FOLDER, `${id}.json`), 'utf8'));
      assert.equal(file.$schema, './tenant.schema.json');
    });
  }

  test('the demo needs nothing', () => {
    for (const id of ['demo', 'demo-drift', 'demo-peer']) assert.deepEqual(load(id, {}, false).missing, []);
  });

  test('tenants of one application agree on it, since they share its baselines', () => {
    const tenants = listTenants(FOLDER).map((id) => load(id, fullEnvironment(), false).tenant);
    for (const { application, id } of tenants) {
      const first = tenants.find((other) => other.application.name === application.name);
      assert.deepEqual(application, first?.application, `${id} and ${first?.id}`);
    }
  });
});

describe('the peer of a tenant', () => {
  type Tenant = LoadedTenant['tenant'];

  const pairs = (): readonly (readonly [Tenant, Tenant])[] => {
    const all = listTenants(FOLDER).map((id) => load(id, fullEnvironment(), false).tenant);
    return all.flatMap((one) => all.filter(({ id }) => id === one.isolationPeer).map((peer) => [one, peer] as const));
  };

  test('has a websocket server for each target of the tenant', () => {
    const rolesOf = ({ targets }: Tenant): readonly string[] =>
      targets.flatMap(({ role, realtime }) => (realtime === undefined ? [] : [role]));
    for (const [one, peer] of pairs()) assert.deepEqual(rolesOf(peer), rolesOf(one), one.id);
  });

  test('has an app of its own: what is sent with one key is heard by all who hold it', () => {
    const appsOf = ({ targets }: Tenant): readonly string[] =>
      targets
        .flatMap(({ realtime }) => (realtime === undefined ? [] : [realtime.key, realtime.app?.secret ?? '']))
        .filter((text) => text !== '');
    for (const [one, peer] of pairs()) {
      assert.deepEqual(
        appsOf(one).filter((app) => appsOf(peer).includes(app)),
        [],
        one.id,
      );
    }
  });
});

test('production may only be read', () => {
  const writing = listTenants(FOLDER).filter((id) => load(id, {}, true).tenant.targets.some(({ writes }) => writes));
  assert.deepEqual(writing, ['demo', 'oep-stg', 'testbed', 'testbed-composer']);
});

test('.env.example lists every name that a tenant uses, and no other', () => {
  const files = listTenants(FOLDER).map((id) => JSON.parse(readFileSync(join(FOLDER, `${id}.json`), 'utf8')));
  assert.deepEqual(Object.keys(parseEnv(EXAMPLE)).sort(), [...new Set(files.flatMap(namesIn))].sort());
});

test('the committed schema is the one the code describes', () => {
  const committed: unknown = JSON.parse(readFileSync(join(FOLDER, 'tenant.schema.json'), 'utf8'));
  const todo = 'run: node src/config/write-schema.ts && npx oxfmt tenants';
  assert.deepEqual(committed, JSON.parse(JSON.stringify(tenantSchema())), todo);
});

/** Names of settings and secrets, as written: `{"env": …}`, `{"secret": …}`, `"password": …`, `"key": …`, `"token": …`. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'string' && /^(env|secret|password|key|token)$/.test(key) ? [inner] : namesIn(inner),
  );
}
