import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { requireReal } from '../requirements.ts';
import { ask, type Told } from './ask.ts';
import { type EventsApi, eventsApi, signed } from './events-fixture.ts';
import { empty, lines, NO_CACHE, sentence } from './expected.ts';
import { ACCOUNTS, until } from './fixture.ts';
import { type Process, processesOf } from './processes-fixture.ts';
import { type Laravel, startLaravel } from './start.ts';
import { failedJobsOf, member, type Member, SOCKET, tasksOf } from './work-fixture.ts';

const OPS_TOKEN = 'ops-token-of-tests';
const HOST = 'worker-1.example';
const ok = (body: string): Told => ({ status: 200, lines: lines([NO_CACHE]), body });
const FORBIDDEN: Told = { status: 403, lines: lines([NO_CACHE]), body: sentence('') };
const GUEST: Told = { status: 401, lines: lines([NO_CACHE]), body: '{"message":"Unauthenticated."}' };
const MEMBER_DATA = String.raw`{\"user_id\":\"1\",\"user_info\":{\"name\":\"Canary Member\"}}`;

const auth = (text: string): string => `"auth":"academy-key:${signed(text)}"`;

const CHANNELS: readonly { name: string; channel: string; told: Told }[] = [
  {
    name: 'a member may listen to its own channel',
    channel: 'private-users.1',
    told: ok(`{${auth(`${SOCKET}:private-users.1`)}}`),
  },
  { name: 'a member may not listen to the channel of another', channel: 'private-users.2', told: FORBIDDEN },
  {
    name: 'a member may meet those of a course, and says who it is',
    channel: 'presence-courses.1',
    told: ok(
      `{${auth(`${SOCKET}:presence-courses.1:${MEMBER_DATA.replaceAll('\\', '')}`)},"channel_data":"${MEMBER_DATA}"}`,
    ),
  },
  { name: 'nobody meets in a course there is not', channel: 'presence-courses.99', told: FORBIDDEN },
  { name: 'a public channel needs no leave, so none is given', channel: 'parity', told: FORBIDDEN },
  { name: 'an unknown private channel is refused', channel: 'private-nope', told: FORBIDDEN },
];

describe('the work of the real Laravel', requireReal('laravel'), () => {
  let api: EventsApi;
  let laravel: Laravel;
  let canary: Member;
  before(async () => {
    api = await eventsApi();
    const options = { accounts: ACCOUNTS, reverb: api.app, opsToken: OPS_TOKEN, workerHost: HOST, revision: 'r-7' };
    laravel = await startLaravel(options);
    canary = await member(laravel.url);
  });
  after(async () => {
    await api[Symbol.asyncDispose]();
    await laravel.stop();
  });

  const log = (token: string): Promise<Told> =>
    ask(laravel.url, 'GET /ops/schedule.log', { headers: { 'x-ops-token': token } });

  for (const { name, channel, told } of CHANNELS) {
    test(name, async () => assert.deepEqual(await canary.authorise(channel), told));
  }

  test('without a token no channel is opened', async () => {
    assert.deepEqual(await ask(laravel.url, 'POST /broadcasting/auth'), GUEST);
  });

  test('a socket that is none is a fault of the server, as ever', async () => {
    const told = await canary.send('POST /broadcasting/auth', { socket_id: '12', channel_name: 'private-users.1' });
    assert.deepEqual(told, { status: 500, lines: lines([NO_CACHE]), body: sentence('Server Error') });
  });

  test('without a token no report is ordered', async () => {
    assert.deepEqual(await ask(laravel.url, 'POST /api/reports'), GUEST);
  });

  test('an empty order is refused with the fields that are missing', async () => {
    const errors = '{"title":["The title field is required."],"nonce":["The nonce field is required."]}';
    assert.deepEqual(await canary.send('POST /api/reports', {}), {
      status: 422,
      lines: lines([NO_CACHE]),
      body: `{"message":"The given data was invalid.","errors":${errors}}`,
    });
  });

  test('a report that was ordered is built by a worker, told to its owner, and can be deleted', async () => {
    const data = '"id":1,"title":"Sales of May"';
    assert.deepEqual(await canary.order('nonce-1'), {
      status: 202,
      lines: lines([NO_CACHE]),
      body: `{"data":{${data},"status":"queued","created_at":"<now>"}}`,
    });
    await until('it is told', () => api.published.length > 0);
    assert.deepEqual(api.published, [
      {
        name: 'report.ready',
        data: `{${data},"nonce":"nonce-1","host":"${HOST}","attempts":1}`,
        channels: ['private-users.1'],
      },
    ]);
    assert.deepEqual(
      await canary.send('GET /api/reports/1'),
      ok(`{"data":{${data},"status":"ready","created_at":"<now>","handled_by":"${HOST}","attempts":1}}`),
    );
    assert.deepEqual(await canary.send('DELETE /api/reports/1'), { status: 204, lines: empty([NO_CACHE]), body: '' });
    assert.deepEqual(await canary.send('GET /api/reports/1'), {
      status: 404,
      lines: lines([NO_CACHE]),
      body: sentence(String.raw`No query results for model [App\\Models\\Report] 1`),
    });
    assert.deepEqual([failedJobsOf(laravel), api.refusals()], [[], 0]);
  });

  test('a worker that was killed is replaced, and the next report is built', async () => {
    process.kill(await workerOf(laravel), 'SIGKILL');
    await canary.order('nonce-2');
    await until('it is told', () => api.published.length > 1);
    assert.match(api.published[1]?.data ?? '', /"nonce":"nonce-2"/);
  });

  test('a report that was deleted before its turn is not built, and no job fails', async () => {
    const worker = await workerOf(laravel);
    process.kill(worker, 'SIGSTOP');
    const { body } = await canary.order('nonce-3');
    assert.equal((await canary.send(`DELETE /api/reports/${/"id":(\d+)/.exec(body)?.[1]}`)).status, 204);
    await canary.order('nonce-4');
    process.kill(worker, 'SIGCONT');
    await until('the next is told', () => api.published.length > 2);
    assert.match(api.published[2]?.data ?? '', /"nonce":"nonce-4"/);
    assert.deepEqual(failedJobsOf(laravel), []);
  });

  test('before the schedule ran nothing says it did; then all do', async () => {
    const heartbeat = (): Promise<Told> => ask(laravel.url, 'GET /api/heartbeat');
    const checks = (): Promise<Told> => ask(laravel.url, 'GET /health/checks');
    assert.deepEqual(await heartbeat(), ok('{"scheduler":{"last_run_at":null}}'));
    assert.deepEqual([(await checks()).body, (await log(OPS_TOKEN)).body], ['', '']);
    const before = Math.floor(Date.now() / 1_000);
    const { exitCode, output } = await laravel.tick();
    const isNow = (seconds: number): boolean => seconds >= before && seconds <= Date.now() / 1_000;
    const { scheduler }: { scheduler: { last_run_at: string } } = JSON.parse((await heartbeat()).body);
    const { finishedAt, ...results }: { finishedAt: number } = JSON.parse((await checks()).body);
    assert.match(scheduler.last_run_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
    assert.deepEqual([isNow(Date.parse(scheduler.last_run_at) / 1_000), isNow(finishedAt)], [true, true]);
    assert.equal(
      JSON.stringify(results),
      '{"checkResults":[{"name":"Schedule","label":"Schedule","notificationMessage":"","shortSummary":"Ok","status":"ok","meta":{}}]}',
    );
    assert.deepEqual([exitCode, tasksOf(output)], [0, ['app:heartbeat', 'app:run-checks']]);
    assert.deepEqual(await log(OPS_TOKEN), {
      status: 200,
      lines: lines([NO_CACHE], 'text/plain; charset=UTF-8'),
      body: output,
    });
  });

  for (const { name, token } of [
    { name: 'the log of the schedule is refused without the token of the operators', token: '' },
    { name: 'the log of the schedule is refused with a wrong token', token: `${OPS_TOKEN}.` },
  ]) {
    test(name, async () => assert.deepEqual(await log(token), FORBIDDEN));
  }
});

async function workerOf({ folder }: Laravel): Promise<number> {
  const isWorker = ({ command }: Process): boolean => /^\S*php\S* .*(queue|horizon):work /.test(command);
  await until('a worker runs', async () => (await processesOf(folder)).some(isWorker));
  return (await processesOf(folder)).find(isWorker)?.pid ?? 0;
}

test('without a token of its own the log is closed', requireReal('laravel'), async () => {
  await using laravel = await startLaravel({ accounts: ACCOUNTS, revision: 'r-7' });
  const told = await ask(laravel.url, 'GET /ops/schedule.log', { headers: { 'x-ops-token': '' } });
  assert.deepEqual(told, FORBIDDEN);
});

test(
  'as a service the schedule has run once when the instance is there, and nothing of it is left after the stop',
  requireReal('laravel'),
  async () => {
    await using laravel = await startLaravel({ accounts: ACCOUNTS, schedule: 'each-minute' });
    const running = async (): Promise<readonly Process[]> => processesOf(laravel.folder);
    assert.match((await ask(laravel.url, 'GET /api/heartbeat')).body, /"last_run_at":"/);
    assert.match((await ask(laravel.url, 'GET /health/checks')).body, /"status":"ok"/);
    assert.ok((await running()).some(({ command }) => command.includes('each-minute')));
    await laravel.stop();
    assert.deepEqual([await running(), existsSync(laravel.folder)], [[], false]);
  },
);
