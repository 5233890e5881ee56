import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, type Seen, valuesOf } from './fixtures/ask.ts';
import { signIn, standin } from './fixtures/accounts.ts';
import { askUntil, listenTo, type MemberAsks, memberOf, order, REALTIME } from './fixtures/member.ts';
import { channelSignature } from './reverb/signature.ts';
import type { Standin } from './start.ts';

const OPS = 'ops of tests';
const SOCKET = '426611164.762741103';
const FORBIDDEN = '{\n    "message": ""\n}';
const MEMBER = String.raw`{\"user_id\":\"1\",\"user_info\":{\"name\":\"Canary Member\"}}`;

const signature = (channel: string, data?: string): string =>
  `key1:${channelSignature(REALTIME.app.secret, SOCKET, channel, data)}`;

const statusAndBody = ({ status, body }: Seen): readonly [number, string] => [status, body];

/** A report's date has no place in a table. */
const undated = (body: string): string => body.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z/, '~');

const CHANNELS: readonly (readonly [name: string, fields: object, status: number, body: string])[] = [
  ['the own channel', { channel_name: 'private-users.1' }, 200, `{"auth":"${signature('private-users.1')}"}`],
  [
    'a presence channel',
    { channel_name: 'presence-courses.1' },
    200,
    `{"auth":"${signature('presence-courses.1', MEMBER.replaceAll('\\', ''))}","channel_data":"${MEMBER}"}`,
  ],
  ['the channel of another', { channel_name: 'private-users.2' }, 403, FORBIDDEN],
  ['a course that is not there', { channel_name: 'presence-courses.99' }, 403, FORBIDDEN],
  ['a public channel', { channel_name: 'parity' }, 403, FORBIDDEN],
  ['an unknown channel', { channel_name: 'private-nope' }, 403, FORBIDDEN],
  ['no channel', {}, 403, FORBIDDEN],
  [
    'a socket id that is none',
    { channel_name: 'private-users.1', socket_id: '12' },
    500,
    '{\n    "message": "Server Error"\n}',
  ],
];

describe('the work beside the answers', () => {
  let instance: Standin;
  let member: MemberAsks;
  before(async () => {
    instance = await standin({ realtime: REALTIME, opsToken: OPS, schedule: { past: 0, goesOn: false } });
    member = await memberOf(instance.url);
  });
  after(async () => await instance.stop());

  for (const [name, fields, status, body] of CHANNELS) {
    test(`channel authorisation: ${name}`, async () => {
      const answer = await member('POST /broadcasting/auth', { socket_id: SOCKET, ...fields });
      assert.deepEqual(statusAndBody(answer), [status, body]);
    });
  }

  test('channel authorisation by form, as pusher-js sends it', async () => {
    const headers = { ...(await signIn(instance.url)), 'Content-Type': 'application/x-www-form-urlencoded' };
    const body = `socket_id=${SOCKET}&channel_name=private-users.1`;
    const answer = await ask(instance.url, { method: 'POST', path: '/broadcasting/auth', headers, body });
    assert.deepEqual(statusAndBody(answer), [200, `{"auth":"${signature('private-users.1')}"}`]);
  });

  for (const path of ['/broadcasting/auth', '/api/reports']) {
    test(`${path} without a token`, async () => {
      const answer = await ask(instance.url, { method: 'POST', path });
      assert.deepEqual(statusAndBody(answer), [401, '{"message":"Unauthenticated."}']);
    });
  }

  test('a report without fields', async () => {
    assert.deepEqual(statusAndBody(await member('POST /api/reports', {})), [
      422,
      '{"message":"The given data was invalid.","errors":{"title":["The title field is required."],"nonce":["The nonce field is required."]}}',
    ]);
  });

  test('a report: ordered, built by a worker, told on both instances, shown, deleted', async () => {
    await using near = await listenTo(instance.realtime.instances[0] ?? '');
    await using far = await listenTo(instance.realtime.instances[1] ?? '');
    const ordered = await order(member, 'nonce-1');
    assert.equal(ordered.status, 202);
    const id = /"id":(\d+)/.exec(ordered.body)?.[1] ?? '';
    assert.equal(
      undated(ordered.body),
      `{"data":{"id":${id},"title":"Sales of May","status":"queued","created_at":"~"}}`,
    );
    const told = String.raw`{\"id\":${id},\"title\":\"Sales of May\",\"nonce\":\"nonce-1\",\"host\":\"academy-worker\",\"attempts\":1}`;
    for (const client of [near, far]) {
      assert.equal(await client.next(), `{"event":"report.ready","data":"${told}","channel":"private-users.1"}`);
    }
    assert.equal(
      undated((await member(`GET /api/reports/${id}`)).body),
      `{"data":{"id":${id},"title":"Sales of May","status":"ready","created_at":"~","handled_by":"academy-worker","attempts":1}}`,
    );
    assert.equal((await member(`DELETE /api/reports/${id}`)).status, 204);
    assert.deepEqual(statusAndBody(await member(`GET /api/reports/${id}`)), [
      404,
      `{\n    "message": "No query results for model [App\\\\Models\\\\Report] ${id}"\n}`,
    ]);
  });

  test('a report is ready for who asks often enough', async () => {
    const ordered = await order(member, 'nonce-2');
    const id = /"id":(\d+)/.exec(ordered.body)?.[1] ?? '';
    const body = await askUntil(
      async () => await member(`GET /api/reports/${id}`),
      (text) => text.includes('"status":"ready"'),
    );
    assert.match(body, /"handled_by":"academy-worker","attempts":1/);
  });

  test('sockets and the events API are under the port of the API too', async () => {
    await using client = await listenTo(instance.url);
    await order(member, 'nonce-3');
    assert.match(await client.next(), /nonce-3/);
    const { status, body } = await ask(instance.url, { path: '/apps/nope/connections' });
    assert.deepEqual([status, body], [404, 'No matching application for ID [nope].']);
  });

  test('before the scheduler ran nothing says it did; then all do', async () => {
    const bodyAt = async (path: string): Promise<string> =>
      (await ask(instance.url, { path, headers: { 'X-Ops-Token': OPS } })).body;
    assert.equal(await bodyAt('/api/heartbeat'), '{"scheduler":{"last_run_at":null}}');
    assert.equal(await bodyAt('/health/checks'), '');
    assert.equal(await bodyAt('/ops/schedule.log'), '');
    const printed = instance.tick(Date.parse('2026-11-24T12:00:00Z'));
    assert.equal(await bodyAt('/api/heartbeat'), '{"scheduler":{"last_run_at":"2026-11-24T12:00:00+00:00"}}');
    assert.equal(
      await bodyAt('/health/checks'),
      '{"finishedAt":1795521600,"checkResults":[{"name":"Schedule","label":"Schedule","notificationMessage":"","shortSummary":"Ok","status":"ok","meta":{}}]}',
    );
    assert.equal(await bodyAt('/ops/schedule.log'), printed);
  });

  for (const token of ['', `${OPS}.`]) {
    test(`the log of the schedule with the token '${token}'`, async () => {
      const answer = await ask(instance.url, { path: '/ops/schedule.log', headers: { 'X-Ops-Token': token } });
      assert.deepEqual(statusAndBody(answer), [403, FORBIDDEN]);
    });
  }

  test('the log of the schedule is text', async () => {
    const answer = await ask(instance.url, { path: '/ops/schedule.log', headers: { 'X-Ops-Token': OPS } });
    assert.deepEqual(valuesOf(answer, 'content-type'), ['text/plain; charset=UTF-8']);
  });
});

describe('an instance that is stopped', () => {
  test('ends every socket, and leaves no job half done', async () => {
    const instance = await standin({ realtime: REALTIME });
    const member = await memberOf(instance.url);
    await using direct = await listenTo(instance.realtime.instances[0] ?? '');
    await using spread = await listenTo(instance.realtime.url);
    await using api = await listenTo(instance.url);
    await order(member, 'nonce');
    await instance.stop();
    for (const client of [direct, spread, api]) {
      const frames: string[] = [];
      while (frames.at(-1) !== 'ended') frames.push(await client.next());
      assert.ok(frames.length <= 2);
    }
  });
});
