import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Laravel, startLaravel } from '../laravel/start.ts';
import { requireReal } from '../requirements.ts';
import { ACCOUNTS, standin } from './fixtures/accounts.ts';
import { ask, type Seen } from './fixtures/ask.ts';
import { masked } from './fixtures/mask.ts';
import { listenTo, memberOf, order, REALTIME } from './fixtures/member.ts';
import type { Standin } from './start.ts';

const OPS = 'ops of tests';
const SOCKET = { socket_id: '426611164.762741103' };

/** What both are asked, in this order: as a member, or without a token where it says so. */
const ROWS: readonly (readonly [name: string, request: string, fields?: object])[] = [
  ['the own channel', 'POST /broadcasting/auth', { ...SOCKET, channel_name: 'private-users.1' }],
  ['the own channel, encrypted', 'POST /broadcasting/auth', { ...SOCKET, channel_name: 'private-encrypted-users.1' }],
  ['the own channel, as presence', 'POST /broadcasting/auth', { ...SOCKET, channel_name: 'presence-users.1' }],
  ['a presence channel', 'POST /broadcasting/auth', { ...SOCKET, channel_name: 'presence-courses.1' }],
  ['a presence channel, as private', 'POST /broadcasting/auth', { ...SOCKET, channel_name: 'private-courses.1' }],
  ['the channel of another', 'POST /broadcasting/auth', { ...SOCKET, channel_name: 'private-users.2' }],
  ['a course that is not there', 'POST /broadcasting/auth', { ...SOCKET, channel_name: 'presence-courses.99' }],
  ['a public channel', 'POST /broadcasting/auth', { ...SOCKET, channel_name: 'parity' }],
  ['no channel', 'POST /broadcasting/auth', {}],
  ['a socket that is none', 'POST /broadcasting/auth', { socket_id: '12', channel_name: 'private-users.1' }],
  ['a channel by query', 'GET /broadcasting/auth?socket_id=1.2&channel_name=private-users.1'],
  ['a channel by PUT', 'PUT /broadcasting/auth', {}],
  ['channels under another prefix', 'POST /api/broadcasting/auth', {}],
  ['a report without fields', 'POST /api/reports', {}],
  ['a report of other types', 'POST /api/reports', { title: 1, nonce: ['x'] }],
  ['a report too long', 'POST /api/reports', { title: 'x'.repeat(101), nonce: 'y'.repeat(20_001) }],
  ['a report', 'POST /api/reports', { title: 'Übung / <b>', nonce: 'n' }],
  ['a list of reports', 'GET /api/reports'],
  ['a report that is not there', 'GET /api/reports/999'],
  ['a report with a word for its id', 'GET /api/reports/abc'],
  ['PUT of a report', 'PUT /api/reports/1', {}],
  ['the heartbeat, before it ran', 'GET /api/heartbeat'],
  ['the checks, before they ran', 'GET /health/checks'],
  ['the log of the schedule, without its token', 'GET /ops/schedule.log'],
];

/** A report was created now. */
const undated = (seen: Seen): Seen => {
  const { body, ...rest } = masked(seen);
  return { ...rest, body: body.replace(/"created_at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z"/, '"created_at":"~"') };
};

describe('the work of the stand-in is that of the real Laravel', requireReal('laravel'), () => {
  let real: Laravel;
  let own: Standin;
  before(async () => {
    const options = { accounts: ACCOUNTS, revision: 'r1', opsToken: OPS };
    own = await standin({
      ...options,
      realtime: REALTIME,
      worker: { host: 'worker-1' },
      schedule: { past: 0, goesOn: false },
    });
    const { hostname, port } = new URL(own.realtime.url);
    const { id, key, secret } = REALTIME.app;
    const reverb = { host: hostname, port: Number(port), appId: id, key, secret };
    real = await startLaravel({ ...options, workerHost: 'worker-1', reverb });
  });
  after(async () => await Promise.all([real.stop(), own.stop()]));

  for (const [name, request, fields] of ROWS) {
    test(name, async () => {
      const [wanted, seen] = [await memberOf(real.url), await memberOf(own.url)];
      assert.deepEqual(undated(await seen(request, fields)), undated(await wanted(request, fields)));
    });
  }

  for (const path of ['/broadcasting/auth', '/api/reports']) {
    test(`${path}, without a token`, async () => {
      const request = { method: 'POST', path };
      assert.deepEqual(undated(await ask(own.url, request)), undated(await ask(real.url, request)));
    });
  }

  /** Orders a report, waits on a socket until it is told, asks for it, deletes it, twice. */
  const lifeOfAReport = async (url: string): Promise<readonly unknown[]> => {
    await using socket = await listenTo(own.realtime.url);
    const member = await memberOf(url);
    const ordered = await order(member, 'a / nonce');
    const told = await socket.next();
    const at = `/api/reports/${/"id":(\d+)/.exec(ordered.body)?.[1] ?? ''}`;
    const then = [await member(`GET ${at}`), await member(`DELETE ${at}`), await member(`DELETE ${at}`)];
    return [told, ...[ordered, ...then].map(undated)];
  };

  test('a report: ordered, told by the same Reverb, shown, deleted', async () => {
    assert.deepEqual(await lifeOfAReport(own.url), await lifeOfAReport(real.url));
  });

  test('the log of the schedule, before it ran', async () => {
    const request = { path: '/ops/schedule.log', headers: { 'X-Ops-Token': OPS } };
    assert.deepEqual(undated(await ask(own.url, request)), undated(await ask(real.url, request)));
  });

  test('what the scheduler leaves behind has the same form', async () => {
    await real.tick();
    own.tick();
    for (const path of ['/api/heartbeat', '/health/checks']) {
      const digitsOf = async (url: string): Promise<Seen> => {
        const seen = undated(await ask(url, { path }));
        return { ...seen, body: seen.body.replaceAll(/\d/g, '9') };
      };
      assert.deepEqual(await digitsOf(own.url), await digitsOf(real.url));
    }
  });
});
