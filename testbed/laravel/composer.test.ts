import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requireReal } from '../requirements.ts';
import { packagesOf } from './application.ts';
import { ask } from './ask.ts';
import { commandsOf } from './commands.ts';
import { type Application, applicationWith, type Package } from './composer-fixture.ts';
import { startDeployment } from './deployment.ts';
import { ACCOUNTS } from './fixture.ts';
import { type RedisServer, startRedis } from './redis.ts';
import { startRealReverb } from './reverb.ts';

const OPS_TOKEN = 'ops-token-of-tests';
const ACADEMY = { id: 'academy', key: 'academy-key', secret: 'academy-secret' };
const BOTH: readonly Package[] = ['laravel/reverb', 'laravel/horizon'];

const CHOICES: readonly { name: string; packages: readonly Package[]; drifts?: readonly string[]; want: string[] }[] = [
  { name: 'without Horizon the worker is queue:work', packages: ['laravel/reverb'], want: ['queue:work'] },
  { name: 'where Horizon is installed it is the worker', packages: ['laravel/horizon'], want: ['horizon'] },
  {
    name: 'without Horizon a second worker is a second process',
    packages: [],
    drifts: ['job-twice'],
    want: ['queue:work', 'queue:work'],
  },
  {
    name: 'Horizon starts the second worker itself',
    packages: ['laravel/horizon'],
    drifts: ['job-twice'],
    want: ['horizon'],
  },
];

describe('what Composer installed', () => {
  for (const { name, packages, drifts = [], want } of CHOICES) {
    test(name, async () => {
      await using application = await applicationWith(packages);
      const commands = commandsOf('/instance', { accounts: ACCOUNTS, application: application.folder, drifts });
      const found = commands.flatMap((command) => /artisan' (queue:work|horizon)\b/.exec(command)?.[1] ?? []);
      assert.deepEqual(found, want);
    });
  }

  test('is named with its version', async () => {
    await using application = await applicationWith(BOTH);
    assert.deepEqual(
      [...packagesOf(application.folder)],
      BOTH.map((name) => [name, 'v9.9.9']),
    );
  });
});

describe('a deployment with the packages of Composer', requireReal('laravel'), () => {
  test('starts Reverb twice and Horizon once, each with what it needs', async () => {
    await using redis = await startRedis();
    await using application = await applicationWith(BOTH);
    await using deployment = await deploy(redis, application);
    const [horizon, ...reverbs] = await application.started();
    assert.deepEqual([horizon?.argv, horizon?.env['ACADEMY_HOST_NAME']], [['horizon'], 'academy-worker-1']);
    assert.deepEqual(
      reverbs.map(({ argv }) => argv.join(' ').replace(/\d+$/, '<port>')),
      Array.from({ length: 2 }, () => 'reverb:start --host=127.0.0.1 --port=<port>'),
    );
    const [channel] = reverbs.map(({ env }) => env['REVERB_SCALING_CHANNEL'] ?? '');
    assert.match(channel ?? '', /^reverb-[\da-f-]{36}$/);
    for (const { env } of reverbs)
      assert.deepEqual(env, {
        ACADEMY_REDIS_HOST: redis.host,
        ACADEMY_REDIS_PORT: String(redis.port),
        REVERB_APP_ID: 'academy',
        REVERB_APP_KEY: 'academy-key',
        REVERB_APP_SECRET: 'academy-secret',
        REVERB_SCALING_CHANNEL: channel,
        REVERB_SCALING_ENABLED: 'true',
      });
    assert.equal(await textOf(`${deployment.socketUrl.replace(/^ws/, 'http')}/up`), '{"health":"OK"}');
  });

  test('opens Horizon to the token of the operators, and to nobody else', async () => {
    await using redis = await startRedis();
    await using application = await applicationWith(['laravel/horizon']);
    await using deployment = await deploy(redis, application);
    const statuses = [OPS_TOKEN, 'another-token', ''].map(async (token) => {
      const told = await ask(deployment.url, 'GET /horizon/api/stats', { headers: { 'x-ops-token': token } });
      return told.status;
    });
    assert.deepEqual(await Promise.all(statuses), [200, 403, 403]);
  });

  test('is refused in the words of a Reverb that does not start', async () => {
    await using application = await applicationWith(['laravel/reverb'], true);
    const options = { application: application.folder, app: ACADEMY, redis: { host: '127.0.0.1', port: 1 } };
    await assert.rejects(startRealReverb({ ...options, channel: 'reverb', patienceMs: 1_000 }), {
      message: /^the real Reverb at http:\/\/127\.0\.0\.1:\d+ is not up after 1000 ms: [^]*"reverb"/,
    });
  });
});

const deploy = (redis: RedisServer, { folder }: Application) =>
  startDeployment({ accounts: ACCOUNTS, redis, app: ACADEMY, opsToken: OPS_TOKEN, application: folder });

const textOf = async (url: string): Promise<string> => await (await fetch(url)).text();
