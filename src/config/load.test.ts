import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Result } from '../model/result.ts';
import type { Env } from './env.ts';
import { spoilt } from './fixture-tenant.ts';
import { folderWith } from './fixture.ts';
import type { LoadedTenant } from './load.ts';
import { listTenants, loadTenant } from './load.ts';
import { missingForTargets, passwordsToMake } from './missing.ts';
import type { ConfigProblem } from './problem.ts';

const SCENARIO_IDS = ['health', 'login', 'login-refused', 'courses'];
const PASSWORD = 'correct horse battery';
const ENV: Env = { PARITY_CANARY_PASSWORD: PASSWORD };

type Loaded = Result<LoadedTenant, readonly ConfigProblem[]>;

function load(changes: Record<string, unknown>, env: Env = ENV, allowMissing = false): Loaded {
  using folder = folderWith({ 'small.json': spoilt(changes) });
  return loadTenant('small', { folder: folder.path, env, scenarioIds: SCENARIO_IDS, allowMissing });
}

function loaded(changes: Record<string, unknown>, env: Env = ENV, allowMissing = false): LoadedTenant {
  const result = load(changes, env, allowMissing);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** The problems of the environment as `NAME: sentence`. */
function environmentProblems(changes: Record<string, unknown>, env: Env): readonly string[] {
  const result = load(changes, env);
  return result.ok
    ? []
    : result.error.map(({ at, says }) => `${at}: ${says.replace(/\S+\/small\.json/, 'small.json')}`);
}

describe('a small file', () => {
  test("is completed with Laravel's conventions", () => {
    assert.deepEqual(loaded({}).tenant, {
      id: 'small',
      title: 'A small one',
      application: {
        name: 'academy',
        locale: 'en',
        health: { path: '/up', expect: {} },
        login: {
          path: '/api/login',
          identifierField: 'email',
          passwordField: 'password',
          extraFields: {},
          tokenPointer: '/token',
        },
        logout: { method: 'POST', path: '/api/logout' },
        whoAmI: { path: '/api/user', identifierPointer: '/email' },
        courses: {
          listPath: '/api/courses',
          itemPath: '/api/courses/{id}',
          pageParameter: 'page',
          itemsPointer: '/data',
          lastPagePointer: '/meta/last_page',
          idPointer: '/id',
          wrongMethod: 'PUT',
          unknownId: '999999999',
          orderedPath: '/api/courses',
          orderedByPointer: '/id',
          order: 'unchecked',
        },
        revision: { header: 'X-App-Revision' },
      },
      targets: [
        {
          role: 'reference',
          url: 'https://api.mansety.com',
          reach: { vantage: 'edge', headers: {} },
          writes: false,
          evidence: [],
        },
        {
          role: 'candidate',
          url: 'https://api.mansety.com',
          reach: { vantage: 'direct', connectTo: { host: '203.0.113.10' }, headers: {} },
          writes: false,
          evidence: [],
        },
      ],
      accounts: {
        canary: { identifier: 'canary@academy.example', password: 'PARITY_CANARY_PASSWORD' },
        refused: { identifier: 'refused@academy.example', password: 'PARITY_CANARY_PASSWORD' },
      },
      required: SCENARIO_IDS,
      policy: { preset: 'parity', levels: [], critical: [], arrays: [], noise: [] },
      secrets: ['PARITY_CANARY_PASSWORD'],
    });
  });

  test('paths of one course follow the path of the list', () => {
    const { courses } = loaded({ 'application.courses': { listPath: '/v2/lessons?lang=en' } }).tenant.application;
    assert.deepEqual([courses.itemPath, courses.orderedPath], ['/v2/lessons/{id}', '/v2/lessons?lang=en']);
  });

  test('a url loses its slash at the end and a port that goes without saying', () => {
    const { targets } = loaded({ 'targets.0.url': 'HTTPS://API.Mansety.com:443/' }).tenant;
    assert.equal(targets[0]?.url, 'https://api.mansety.com');
  });

  test('one target is enough', () => {
    const one = loaded({ targets: [{ role: 'candidate', url: 'https://api.mansety.com' }] });
    assert.deepEqual(
      one.tenant.targets.map(({ role }) => role),
      ['candidate'],
    );
  });

  test('two targets may differ by a header alone: a gateway may route by it', () => {
    loaded({ 'targets.1.reach': { headers: { 'X-Route': 'doks' } } });
  });
});

describe('settings', () => {
  const URL_SETTING = { 'targets.0.url': { env: 'PARITY_URL', default: 'https://default.example' } };
  const urlOf = (env: Env): string | undefined => loaded(URL_SETTING, { ...ENV, ...env }).tenant.targets[0]?.url;

  test('come from the environment', () =>
    assert.equal(urlOf({ PARITY_URL: 'https://set.example' }), 'https://set.example'));
  test('fall back to their default', () => assert.equal(urlOf({}), 'https://default.example'));
  test('fall back when they are empty', () => assert.equal(urlOf({ PARITY_URL: '' }), 'https://default.example'));

  test('must fit the place they stand at', () => {
    assert.deepEqual(environmentProblems(URL_SETTING, { ...ENV, PARITY_URL: 'set.example' }), [
      'targets.0.url: expected scheme, host and, if need be, port, e.g. "https://api.mansety.com" (the environment variable PARITY_URL says "set.example")',
    ]);
  });

  test('names of the object prototype are not settings', () => {
    assert.deepEqual(loaded({ title: 'toString', control: { env: 'CONSTRUCTOR' } }, ENV, true).missing, [
      'CONSTRUCTOR',
    ]);
  });
});

describe('what the environment lacks', () => {
  const CHANGES = {
    'targets.0.url': { env: 'PARITY_URL' },
    'targets.1.reach.ca': [{ env: 'PARITY_CA' }],
    'targets.0.reach.headers': { 'X-Skip': { secret: 'PARITY_SKIP' }, 'X-Also': { secret: 'PARITY_SKIP' } },
  };

  test('is reported all at once, with what it is for', () => {
    assert.deepEqual(environmentProblems(CHANGES, {}), [
      'PARITY_CA: is not set; small.json needs it for targets.1.reach.ca.0',
      'PARITY_CANARY_PASSWORD: is not set; small.json needs it for accounts.canary.password',
      'PARITY_SKIP: is not set; small.json needs it for targets.0.reach.headers.X-Skip.secret, targets.0.reach.headers.X-Also.secret',
      'PARITY_URL: is not set; small.json needs it for targets.0.url',
    ]);
  });

  test('is only listed when nothing will be sent', () => {
    const { tenant, secrets, missing } = loaded(CHANGES, {}, true);
    assert.deepEqual(missing, ['PARITY_CA', 'PARITY_CANARY_PASSWORD', 'PARITY_SKIP', 'PARITY_URL']);
    assert.deepEqual([...secrets], []);
    assert.equal(tenant.targets[0]?.url, '$PARITY_URL');
    assert.deepEqual(tenant.targets[1]?.reach.ca, [{ file: '$PARITY_CA', pem: '' }]);
  });

  test('leaves out secrets of a tenant of stand-ins: whoever starts them makes them up', () => {
    const standin = {
      'targets.0': { role: 'reference', standin: { drifts: [] } },
      'targets.1': {
        role: 'candidate',
        standin: { drifts: ['*'] },
        realtime: { app: { id: 'academy', secret: 'PARITY_APP_SECRET' } },
        evidence: [{ reader: 'horizon', headers: { 'X-Ops-Token': { secret: 'PARITY_OPS_TOKEN' } } }],
      },
      'application.realtime': {},
    };
    const { tenant, missing } = loaded(standin, {});
    assert.deepEqual(missing, []);
    assert.deepEqual(passwordsToMake(tenant), ['PARITY_APP_SECRET', 'PARITY_CANARY_PASSWORD', 'PARITY_OPS_TOKEN']);
    assert.deepEqual(tenant.targets[1], {
      role: 'candidate',
      url: '',
      reach: { vantage: 'edge', headers: {} },
      standin: { drifts: ['*'] },
      writes: false,
      realtime: {
        url: '',
        route: 'as-shipped',
        key: '',
        app: { id: 'academy', secret: 'PARITY_APP_SECRET' },
        instances: [],
      },
      evidence: [
        {
          reader: 'horizon',
          path: '/horizon/api',
          headers: { 'X-Ops-Token': { secret: 'PARITY_OPS_TOKEN' } },
          maxWaitMs: 60_000,
        },
      ],
    });
  });

  test('does not leave them out when one target is no stand-in', () => {
    const { missing } = loaded({ 'targets.0': { role: 'reference', standin: { drifts: [] } } }, {}, true);
    assert.deepEqual(missing, ['PARITY_CANARY_PASSWORD']);
  });

  test('nor the key of a client certificate, which must fit it', () => {
    const client = { certificate: { env: 'PARITY_CERTIFICATE' }, key: 'PARITY_KEY' };
    const standin = (role: string): object => ({ role, standin: { drifts: [] }, reach: { clientCertificate: client } });
    const { missing } = loaded({ targets: [standin('reference'), standin('candidate')] }, {}, true);
    assert.deepEqual(missing, ['PARITY_CERTIFICATE', 'PARITY_KEY']);
  });

  test('is less for who only dials the targets and signs in nowhere', () => {
    const { tenant, missing } = loaded(
      { ...CHANGES, 'accounts.canary.identifier': { env: 'PARITY_CANARY' } },
      {},
      true,
    );
    assert.deepEqual(missing, ['PARITY_CA', 'PARITY_CANARY', 'PARITY_CANARY_PASSWORD', 'PARITY_SKIP', 'PARITY_URL']);
    assert.deepEqual(missingForTargets(tenant, missing), ['PARITY_CA', 'PARITY_SKIP', 'PARITY_URL']);
  });
});

describe('secrets', () => {
  test('are read by name and stand nowhere in the tenant', () => {
    const { tenant, secrets } = loaded(
      { 'targets.0.reach.headers': { 'X-Skip': { secret: 'PARITY_SKIP' } } },
      { ...ENV, PARITY_SKIP: 'a-secret-header-value' },
    );
    assert.deepEqual(Object.fromEntries(secrets), {
      PARITY_CANARY_PASSWORD: PASSWORD,
      PARITY_SKIP: 'a-secret-header-value',
    });
    assert.deepEqual(tenant.targets[0]?.reach.headers, { 'X-Skip': { secret: 'PARITY_SKIP' } });
    for (const value of secrets.values()) assert.ok(!JSON.stringify(tenant).includes(value));
  });

  const BAD = [
    {
      name: 'shorter than eight characters',
      value: 'hunter2',
      want: 'is a secret of fewer than 8 characters; it could not be kept out of reports',
    },
    {
      name: 'with a line break at the end',
      value: `${PASSWORD}\n`,
      want: 'holds a line break; a secret other than a key is one line',
    },
  ];
  for (const { name, value, want } of BAD) {
    test(`${name} are refused, also when nothing will be sent`, () => {
      for (const allowMissing of [false, true]) {
        const result = load({}, { PARITY_CANARY_PASSWORD: value }, allowMissing);
        assert.ok(!result.ok);
        assert.deepEqual(result.error, [{ file: 'the environment', at: 'PARITY_CANARY_PASSWORD', says: want }]);
      }
    });
  }
});

describe('finding tenants', () => {
  test('lists files of tenants and nothing else', () => {
    using folder = folderWith({ 'b.json': '{}', 'a-1.json': '{}', 'tenant.schema.json': '{}', 'README.md': '' });
    assert.deepEqual(listTenants(folder.path), ['a-1', 'b']);
    assert.deepEqual(listTenants(`${folder.path}/nowhere`), []);
  });

  const UNKNOWN = [
    { id: 'mansety-prod', todo: '--tenant mansety-prd; the tenants are: mansety-prd, us-prd' },
    { id: '../mansety-prd', todo: '--tenant mansety-prd; the tenants are: mansety-prd, us-prd' },
    { id: 'tenant.schema', todo: 'the tenants are: mansety-prd, us-prd' },
  ];
  for (const { id, todo } of UNKNOWN) {
    test(`an unknown tenant such as ${id} is answered with those there are`, () => {
      using folder = folderWith({ 'mansety-prd.json': '{}', 'us-prd.json': '{}' });
      const result = loadTenant(id, { folder: folder.path, env: {}, scenarioIds: [], allowMissing: true });
      assert.deepEqual(result, {
        ok: false,
        error: [{ file: `tenant "${id}"`, at: '', says: 'does not exist', todo }],
      });
    });
  }
});
