import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Tenant } from '../model/tenant.ts';
import { spoilt } from './fixture-tenant.ts';
import { folderWith } from './fixture.ts';
import { loadTenant } from './load.ts';

/** What a file says of websockets, dispatch and witnesses, as the tenant it becomes. */

const ENV = {
  PARITY_CANARY_PASSWORD: 'correct horse battery',
  PARITY_APP_SECRET: 'an-app-secret',
  PARITY_OPS_TOKEN: 'an-ops-token',
  PARITY_HORIZON: 'Basic b3BzOmxlYXJuaW5n',
};

function tenantWith(changes: Record<string, unknown>): Tenant {
  using folder = folderWith({ 'small.json': spoilt(changes) });
  const options = { folder: folder.path, env: ENV, scenarioIds: ['health'], allowMissing: false };
  const loaded = loadTenant('small', options);
  assert.ok(loaded.ok, JSON.stringify(loaded));
  return loaded.value.tenant;
}

const SOCKET = { url: 'wss://api.mansety.com:6001', key: 'app-key' };

describe('websockets', () => {
  test("of an application are completed with Laravel's conventions", () => {
    assert.deepEqual(tenantWith({ 'application.realtime': {} }).application.realtime, {
      authPath: '/broadcasting/auth',
      memberIdPointer: '/id',
      privateChannel: 'private-App.Models.User.{id}',
      otherId: '1',
      publicChannel: 'parity',
      holdMs: 1_000,
    });
  });

  test('of a target are as shipped, without instances and without the HTTP API', () => {
    const { targets } = tenantWith({ 'application.realtime': {}, 'targets.0.realtime': SOCKET });
    assert.deepEqual(targets[0]?.realtime, { ...SOCKET, route: 'as-shipped', instances: [] });
  });

  test('keep everything that is said', () => {
    const said = {
      ...SOCKET,
      route: 'direct-6001',
      connectTo: { host: '203.0.113.11', port: 16_001 },
      app: { id: '101', secret: 'PARITY_APP_SECRET' },
      instances: [{ host: '10.0.0.1' }, { host: '10.0.0.2' }],
    };
    const { targets, secrets } = tenantWith({ 'application.realtime': {}, 'targets.1.realtime': said });
    assert.deepEqual(targets[1]?.realtime, said);
    assert.deepEqual(secrets, ['PARITY_APP_SECRET', 'PARITY_CANARY_PASSWORD']);
  });

  const URLS = [
    {
      name: 'a url loses its slash at the end',
      url: 'WSS://API.mansety.com:6001/',
      want: 'wss://api.mansety.com:6001',
    },
    { name: 'a url loses a port that goes without saying', url: 'wss://a.example:443', want: 'wss://a.example' },
    { name: 'a url keeps its prefix', url: 'wss://a.example/realtime/', want: 'wss://a.example/realtime' },
  ];
  for (const { name, url, want } of URLS) {
    test(name, () => {
      const { targets } = tenantWith({ 'application.realtime': {}, 'targets.0.realtime': { ...SOCKET, url } });
      assert.equal(targets[0]?.realtime?.url, want);
    });
  }

  test('inside a cluster may be plain beside an API that is not', () => {
    const inside = {
      'targets.0.reach': { vantage: 'in-cluster' },
      'targets.0.realtime': { ...SOCKET, url: 'ws://reverb' },
    };
    assert.equal(tenantWith({ 'application.realtime': {}, ...inside }).targets[0]?.realtime?.url, 'ws://reverb');
  });

  test('of both targets may share a url that is dialled in two places', () => {
    tenantWith({ 'application.realtime': {}, 'targets.0.realtime': SOCKET, 'targets.1.realtime': SOCKET });
  });
});

describe('dispatch', () => {
  const SMALL = {
    path: '/api/reports?now=1',
    fields: { title: 'parity {nonce}' },
    event: 'report.ready',
    jobName: 'Report',
  };

  test('is completed, and its paths follow the path of the action', () => {
    const { application } = tenantWith({ 'application.realtime': {}, 'application.dispatch': SMALL });
    assert.deepEqual(application.dispatch, {
      ...SMALL,
      idPointer: '/data/id',
      readPath: '/api/reports/{id}',
      removePath: '/api/reports/{id}',
      noncePointer: '/nonce',
      withinMs: 10_000,
    });
  });

  test('keeps paths of its own', () => {
    const own = { ...SMALL, readPath: '/r/{id}', removePath: '/d/{id}', hostPointer: '/host', attemptsPointer: '/n' };
    const { application } = tenantWith({ 'application.realtime': {}, 'application.dispatch': own });
    assert.deepEqual(application.dispatch, { ...own, idPointer: '/data/id', noncePointer: '/nonce', withinMs: 10_000 });
  });
});

describe('evidence', () => {
  const HEADERS = { 'X-Ops-Token': { secret: 'PARITY_OPS_TOKEN' }, Authorization: { secret: 'PARITY_HORIZON' } };
  const CASES = [
    {
      name: 'of Horizon has its own path',
      said: { reader: 'horizon' },
      want: { reader: 'horizon', path: '/horizon/api', headers: {}, maxWaitMs: 60_000 },
    },
    {
      name: 'of a heartbeat may be as old as two and a half minutes',
      said: { reader: 'heartbeat', path: '/api/heartbeat', pointer: '/at' },
      want: { reader: 'heartbeat', path: '/api/heartbeat', pointer: '/at', headers: {}, maxAgeMs: 150_000 },
    },
    {
      name: 'of health checks has the names that spatie gives them',
      said: { reader: 'health-checks', path: '/health/checks' },
      want: {
        reader: 'health-checks',
        path: '/health/checks',
        headers: {},
        maxAgeMs: 150_000,
        scheduler: ['Schedule'],
        queue: ['Queue', 'Horizon'],
      },
    },
    {
      name: 'of a schedule may be a file of this machine, which is not looked for yet',
      said: { reader: 'schedule-log', from: { file: 'nowhere/schedule.log' } },
      want: {
        reader: 'schedule-log',
        from: { file: 'nowhere/schedule.log' },
        timeZone: 'UTC',
        maxAgeMs: 150_000,
      },
    },
    {
      name: 'of a schedule may be a path of the target',
      said: { reader: 'schedule-log', from: { path: '/ops/schedule.log' }, timeZone: 'Asia/Dubai', maxAgeMs: 90_000 },
      want: {
        reader: 'schedule-log',
        from: { path: '/ops/schedule.log', headers: {} },
        timeZone: 'Asia/Dubai',
        maxAgeMs: 90_000,
      },
    },
  ];
  for (const { name, said, want } of CASES) {
    test(name, () => assert.deepEqual(tenantWith({ 'targets.0.evidence': [said] }).targets[0]?.evidence, [want]));
  }

  test('may need a login of its own; its secrets are secrets of the tenant', () => {
    const { targets, secrets } = tenantWith({
      'targets.0.evidence': [
        { reader: 'horizon', headers: { Authorization: { secret: 'PARITY_HORIZON' }, 'X-Plain': 'yes' } },
        { reader: 'schedule-log', from: { path: '/log', headers: HEADERS } },
      ],
    });
    assert.deepEqual(
      targets[0]?.evidence.map((source) => (source.reader === 'schedule-log' ? source.from : source.headers)),
      [
        { Authorization: { secret: 'PARITY_HORIZON' }, 'X-Plain': { literal: 'yes' } },
        { path: '/log', headers: HEADERS },
      ],
    );
    assert.deepEqual(secrets, ['PARITY_CANARY_PASSWORD', 'PARITY_HORIZON', 'PARITY_OPS_TOKEN']);
  });
});

test('a target allows writing only when it says so, and may name its workers', () => {
  const { targets } = tenantWith({ 'targets.1.writes': true, 'targets.1.workers': 'oep-stg-worker-*' });
  assert.deepEqual(
    targets.map(({ writes, workers }) => ({ writes, workers })),
    [
      { writes: false, workers: undefined },
      { writes: true, workers: 'oep-stg-worker-*' },
    ],
  );
});
