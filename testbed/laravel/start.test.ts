import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { requireReal } from '../requirements.ts';
import { ask } from './ask.ts';
import { ACCOUNTS, signIn, until } from './fixture.ts';
import { processesOf } from './processes-fixture.ts';
import { startRedis } from './redis.ts';
import { missingComponents, startLaravel } from './start.ts';

describe('startLaravel', requireReal('laravel'), () => {
  test('nothing is missing', () => assert.deepEqual(missingComponents(), []));

  test('an instance that was stopped is gone, with its folder', async () => {
    const laravel = await startLaravel({ accounts: ACCOUNTS });
    assert.equal((await ask(laravel.url, 'GET /up')).status, 200);
    const commands = (await processesOf(laravel.folder)).map(({ command }) => command);
    for (const part of [/redis-server/, /php-fpm/, /nginx/, /artisan (queue:work redis|horizon)/])
      assert.match(commands.join('\n'), part);
    await laravel.stop();
    await laravel.stop();
    await assert.rejects(ask(laravel.url, 'GET /up'), { code: 'ECONNREFUSED' });
    assert.equal(existsSync(laravel.folder), false);
    assert.deepEqual(await processesOf(laravel.folder), []);
  });

  test('an instance goes with the process that started it, even when that is killed', async () => {
    const script = `
      import { startLaravel } from ${JSON.stringify(import.meta.resolve('./start.ts'))};
      const { url, folder } = await startLaravel({ accounts: ${JSON.stringify(ACCOUNTS)} });
      console.log(JSON.stringify({ url, folder }));`;
    const owner = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface(owner.stdout), 'line');
    const { url, folder }: { url: string; folder: string } = JSON.parse(line);
    assert.equal((await ask(url, 'GET /up')).status, 200);
    owner.kill('SIGKILL');
    await until(`${folder} is gone`, () => !existsSync(folder));
    assert.deepEqual(await processesOf(folder), []);
    await assert.rejects(ask(url, 'GET /up'), { code: 'ECONNREFUSED' });
  });

  test('two instances share nothing', async () => {
    await using one = await startLaravel({ accounts: ACCOUNTS, revision: 'one' });
    await using two = await startLaravel({ accounts: ACCOUNTS, host: '127.0.0.2', revision: 'two', loginLimit: 1 });
    const headers = { authorization: `Bearer ${await signIn(one.url)}` };
    const statuses = [one, two].map(async ({ url }) => (await ask(url, 'GET /api/user', { headers })).status);
    assert.deepEqual(await Promise.all(statuses), [200, 401]);
    assert.match(two.url, /^http:\/\/127\.0\.0\.2:\d+$/);
    assert.equal((await ask(one.url, 'GET /up')).lines.at(-1), 'X-App-Revision: one');
    assert.equal((await ask(two.url, 'GET /up')).lines.at(-1), 'X-App-Revision: two');
  });

  test('one login more than the limit is refused, and says for how long', async () => {
    await using laravel = await startLaravel({ accounts: ACCOUNTS, loginLimit: 1 });
    await signIn(laravel.url);
    const { status, lines, body } = await ask(laravel.url, 'POST /api/login');
    const limits = lines.filter((line) => /^(X-RateLimit|Retry)/.test(line));
    assert.deepEqual(
      [status, ...limits.map((line) => line.replace(/(Retry-After|Reset): \d+/, '$1: <number>')), body],
      [
        429,
        'X-RateLimit-Limit: 1',
        'X-RateLimit-Remaining: 0',
        'Retry-After: <number>',
        'X-RateLimit-Reset: <number>',
        '{\n    "message": "Too Many Attempts."\n}',
      ],
    );
  });

  test('a lost database is said by the health, without a word more', async () => {
    await using laravel = await startLaravel({ accounts: ACCOUNTS });
    const file = join(laravel.folder, 'storage/database.sqlite');
    await rename(file, `${file}.away`);
    const { status, body } = await ask(laravel.url, 'GET /health');
    assert.deepEqual([status, body], [503, '{"app":"ok","db":"fail","redis":"ok"}']);
    assert.match(
      await readFile(join(laravel.folder, 'storage/logs/laravel.log'), 'utf8'),
      // The second, when PHP still remembers where the file was.
      /Database .* does not exist|no such table/,
    );
  });

  test('a Redis that was given is used, and its loss is said by the health', async () => {
    await using redis = await startRedis();
    await using laravel = await startLaravel({ accounts: ACCOUNTS, redis });
    assert.equal((await ask(laravel.url, 'GET /health')).status, 200);
    await redis.stop();
    const { status, body } = await ask(laravel.url, 'GET /health');
    assert.deepEqual([status, body], [503, '{"app":"ok","db":"ok","redis":"fail"}']);
  });

  test('a port that is taken is named', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = Object(other.address());
    await assert.rejects(startLaravel({ accounts: ACCOUNTS, port }), {
      message: `port ${port} of 127.0.0.1 is taken; choose another, or none to get a free one`,
    });
    other.close();
  });

  test('an address of another machine is refused', async () => {
    await assert.rejects(startLaravel({ accounts: ACCOUNTS, host: '192.0.2.1', port: 8101 }), {
      message: 'cannot listen on port 8101 of 192.0.2.1 (EADDRNOTAVAIL); name a loopback address and a port above 1023',
    });
  });

  test('what nginx refuses is told in its words', async () => {
    const tls = { certificate: '/no/such/certificate.pem', key: '/no/such/key.pem' };
    await assert.rejects(startLaravel({ accounts: ACCOUNTS, tls }), {
      message: /^nginx did not start: \[emerg\] .*cannot load certificate "\/no\/such\/certificate\.pem"/,
    });
  });

  test('accounts that cannot both exist are refused in the words of the database', async () => {
    const refused = { email: ACCOUNTS.canary.email };
    await assert.rejects(startLaravel({ accounts: { ...ACCOUNTS, refused } }), {
      message:
        'php artisan migrate --seed failed: SQLSTATE[23000]: Integrity constraint violation: 19 UNIQUE constraint failed: users.email',
    });
  });

  test('a drift there is not is refused before anything is started', async () => {
    await assert.rejects(startLaravel({ accounts: ACCOUNTS, drifts: ['nope'] }), {
      message: /^the real Laravel has no drift nope; use some of links-http, /,
    });
  });

  test('with a certificate it speaks TLS, and its links are https', requireReal('openssl'), async () => {
    await using certificate = await selfSigned();
    await using laravel = await startLaravel({ accounts: ACCOUNTS, tls: certificate });
    const form = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(ACCOUNTS.canary) };
    const { body } = await ask(laravel.url, 'POST /api/login', { ...form, ca: certificate.pem });
    const { user }: { user: { avatar_url: string } } = JSON.parse(body);
    assert.equal(user.avatar_url, 'https://<host>/storage/avatars/1.png');
    assert.match(laravel.url, /^https:/);
  });
});

async function selfSigned() {
  const folder = await mkdtemp(join(tmpdir(), 'certificate-'));
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  await promisify(execFile)('openssl', ['req', '-x509', ...kind, ...subject, '-out', certificate, '-keyout', key]);
  const remove = (): Promise<void> => rm(folder, { recursive: true });
  return { certificate, key, pem: await readFile(certificate, 'utf8'), [Symbol.asyncDispose]: remove };
}
