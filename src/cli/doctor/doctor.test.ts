import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Target, Tenant } from '../../model/tenant.ts';
import { type Folder, folderWith, makeCertificate } from '../../config/fixture.ts';
import type { Check, DoctorDeps } from './check.ts';
import { examined, hangUp, type Replies, type Reply, type Running, serve, tenantOf, WELL } from './fixture.ts';

const DAY_MS = 86_400_000;

let certificates: Folder;
const pem = (name: string): string => readFileSync(join(certificates.path, name), 'utf8');

before(() => {
  certificates = folderWith({});
  for (const name of ['root', 'other']) makeCertificate(certificates.path, name);
});
after(() => certificates[Symbol.dispose]());

const plain = ({ port }: Pick<Running, 'port'>, reach: Partial<Target['reach']> = {}): Tenant =>
  tenantOf({
    role: 'candidate',
    url: `http://127.0.0.1:${port}`,
    reach: { vantage: 'direct', headers: {}, ...reach },
    writes: false,
    evidence: [],
  });

/** `https://<host>` at the server, trusting what `ca` names. */
const secure = ({ port }: Pick<Running, 'port'>, host: string, ca: string): Tenant =>
  tenantOf({
    role: 'candidate',
    url: `https://${host}`,
    writes: false,
    evidence: [],
    reach: {
      vantage: 'direct',
      connectTo: { host: '127.0.0.1', port },
      ca: [{ file: `${ca}.pem`, pem: pem(`${ca}.pem`) }],
      headers: {},
    },
  });

/** One check as `state: says | todo`, without ports. */
function shown(checks: readonly Check[], id: string): string {
  const check = checks.find((each) => each.id === id);
  assert.ok(check, `no check ${id}`);
  const todo = check.todo === undefined ? '' : ` | ${check.todo}`;
  return `${check.state}: ${check.says}${todo}`.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT');
}

const lateIn2020 = (): number => Date.parse('2020-11-25T00:01:00.500Z');

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

const openssl = (host: string): string =>
  `; see openssl s_client -connect 127.0.0.1:PORT -servername ${host} -showcerts </dev/null`;

const NOBODY = { port: 1 };

const states = (checks: readonly Check[]): string => checks.map(({ id, state }) => `${id} ${state}`).join(', ');

describe('an application in which everything is well', () => {
  test('passes each check, and is left without a session', async () => {
    await using server = await serve(WELL);
    const checks = await examined(plain(server));
    assert.equal(
      states(checks),
      'configuration ok, secrets ok, name ok, port ok, tls skipped, clock ok, health ok, login ok, refused ok',
    );
    assert.equal(shown(checks, 'health'), 'ok: GET /up answered 200; well: /db');
    assert.equal(shown(checks, 'login'), 'ok: canary@academy.example signs in, is recognised and signs out');
    assert.equal(
      shown(checks, 'refused'),
      'ok: POST /api/login as refused@academy.example with a wrong password answered 422',
    );
    assert.equal(
      server.seen.join(', '),
      'GET /up, GET /up, POST /api/login, GET /api/user, POST /api/logout, POST /api/login',
    );
  });
});

describe('the application', () => {
  const CASES: readonly { name: string; replies: Replies; id: string; want: string }[] = [
    {
      name: 'has a part that is ill',
      replies: { 'GET /up': { status: 503, json: { db: 'fail' } } },
      id: 'health',
      want: 'bad: GET /up answered 503: /db is "fail", wanted "ok" | read the log of the application; a part that is not "ok" names the service to look at',
    },
    {
      name: 'has no health endpoint',
      replies: { 'GET /up': { status: 404, json: {} } },
      id: 'health',
      want: 'bad: GET /up answered 404, wanted 200 | set application.health.path, or deploy the route',
    },
    {
      name: 'answers health with something that is not JSON',
      replies: { 'GET /up': { headers: { 'content-type': 'text/html' } } },
      id: 'health',
      want: 'bad: GET /up answered 200 with an empty body, wanted JSON | look at the answer with curl -i',
    },
    {
      name: 'is hidden behind a challenge of the edge',
      replies: { 'GET /up': { status: 403, headers: { 'cf-mitigated': 'challenge' } } },
      id: 'health',
      want: 'unknown: GET /up met a challenge of the edge; let the address of this machine pass there',
    },
    {
      name: 'has a clock that is behind',
      replies: { 'GET /up': { json: { db: 'ok' }, headers: { date: 'Wed, 25 Nov 2020 00:00:00 GMT' } } },
      id: 'clock',
      want: 'bad: its clock is 60 s behind ours | synchronise the one that is wrong (timedatectl here; on the target its node or container)',
    },
    {
      name: 'has a clock that is ahead',
      replies: { 'GET /up': { json: { db: 'ok' }, headers: { date: 'Wed, 25 Nov 2020 00:01:07 GMT' } } },
      id: 'clock',
      want: 'bad: its clock is 7 s ahead of ours | synchronise the one that is wrong (timedatectl here; on the target its node or container)',
    },
    {
      name: 'has a clock that is four seconds ahead',
      replies: { 'GET /up': { json: { db: 'ok' }, headers: { date: 'Wed, 25 Nov 2020 00:01:04 GMT' } } },
      id: 'clock',
      want: 'ok: its clock and ours agree within 5 s',
    },
    {
      name: 'does not say what time it is',
      replies: { 'GET /up': { json: { db: 'ok' }, headers: { date: 'today' } } },
      id: 'clock',
      want: 'unknown: the answer has no usable Date header',
    },
    {
      name: 'does not know the canary',
      replies: { 'POST /api/login': { status: 422, json: {} } },
      id: 'login',
      want: 'bad: POST /api/login answered 422, wanted 200 | check that canary@academy.example exists there, and the value of PARITY_CANARY_PASSWORD',
    },
    {
      name: 'has no login',
      replies: { 'POST /api/login': { status: 404, json: {} } },
      id: 'login',
      want: 'bad: POST /api/login answered 404, wanted 200 | set application.login.path',
    },
    {
      name: 'breaks while signing in',
      replies: { 'POST /api/login': { status: 500, json: {} } },
      id: 'login',
      want: 'bad: POST /api/login answered 500, wanted 200 | read the log of the application',
    },
    {
      name: 'gives its token elsewhere',
      replies: { 'POST /api/login': { json: { access_token: 'abcdefghijkl' } } },
      id: 'login',
      want: 'bad: POST /api/login answered 200 without a token at /token | set application.login.tokenPointer',
    },
    {
      name: 'throttles',
      replies: { 'POST /api/login': { status: 429, headers: { 'retry-after': '42' } } },
      id: 'login',
      want: 'unknown: POST /api/login was throttled (429); ask again in 42 s',
    },
    {
      name: 'does not take its own token',
      replies: { 'GET /api/user': { status: 401, json: {} } },
      id: 'login',
      want: 'bad: GET /api/user with a new token answered 401, wanted 200 | set application.whoAmI.path, or look why the token is refused',
    },
    {
      name: 'takes the canary for somebody else',
      replies: { 'GET /api/user': { json: { email: 'ann@academy.example' } } },
      id: 'login',
      want: 'bad: GET /api/user does not show canary@academy.example at /email | set application.whoAmI.identifierPointer to where the identifier stands',
    },
    {
      name: 'does not sign out',
      replies: { 'POST /api/logout': { status: 404, json: {} } },
      id: 'login',
      want: 'bad: POST /api/logout answered 404, wanted 204: a token stays valid | set application.logout, and revoke the token of the canary by hand',
    },
    {
      name: 'lets everybody in',
      replies: { 'POST /api/login': { json: { token: 'abcdefghijkl' } } },
      id: 'refused',
      want: 'bad: POST /api/login as refused@academy.example with a wrong password answered 200 | stop here: this target lets everybody in',
    },
    {
      name: 'answers a wrong password with a redirect',
      replies: { 'POST /api/login': { status: 302, headers: { location: '/' } } },
      id: 'refused',
      want: 'bad: POST /api/login as refused@academy.example with a wrong password answered 302, wanted a refusal such as 401 or 422 | set application.login.path, or read the log',
    },
  ];
  for (const { name, replies, id, want } of CASES) {
    test(name, async () => {
      await using server = await serve({ ...WELL, ...replies });
      assert.equal(shown(await examined(plain(server), { now: lateIn2020 }), id), want);
    });
  }

  test('is signed out of even when it does not recognise its token', async () => {
    await using server = await serve({ ...WELL, 'GET /api/user': { status: 401, json: {} } satisfies Reply });
    await examined(plain(server));
    assert.ok(server.seen.includes('POST /api/logout'));
  });
});

describe('the network', () => {
  test('a port where nobody listens is bad, and what would follow from it is not tried', async () => {
    const checks = await examined(plain(NOBODY));
    assert.equal(
      states(checks.slice(2)),
      'name ok, port bad, tls skipped, clock skipped, health skipped, login skipped, refused skipped',
    );
    assert.equal(
      shown(checks, 'port'),
      'bad: 127.0.0.1:PORT refused the connection (ECONNREFUSED) | check the port, and that something listens there: load balancer, gateway listener, Service',
    );
    assert.equal(shown(checks, 'health'), 'skipped: not tried: "port" is bad');
  });

  test('a port that hangs up', async () => {
    await using server = await hangUp();
    assert.match(
      shown(await examined(plain(server)), 'health'),
      /^bad: 127\.0\.0\.1:PORT .+ \| read the log of the gateway, and check that the port speaks what the url says$/,
    );
  });

  const NAMES: readonly {
    name: string;
    reach: Partial<Target['reach']>;
    lookup: DoctorDeps['lookup'];
    want: string;
  }[] = [
    {
      name: 'a name that nobody has',
      reach: {},
      lookup: failing('ENOTFOUND'),
      want: 'bad: api.example does not resolve (ENOTFOUND) | correct the host in the tenant file, or have its DNS record made',
    },
    {
      name: 'a resolver that is silent',
      reach: {},
      lookup: failing('EAI_AGAIN'),
      want: 'unknown: api.example could not be looked up (EAI_AGAIN) | check the resolver of this machine (/etc/resolv.conf), then ask again',
    },
    {
      name: 'an address that overrides what DNS says',
      reach: { connectTo: { host: '127.0.0.1', port: 1 } },
      lookup: () => Promise.resolve(['203.0.113.7', '203.0.113.8']),
      want: 'ok: api.example is 203.0.113.7, 203.0.113.8; connectTo goes to 127.0.0.1:PORT instead',
    },
    {
      name: 'an address for a name that has none yet',
      reach: { connectTo: { host: '127.0.0.1', port: 1 } },
      lookup: failing('ENOTFOUND'),
      want: 'ok: api.example does not resolve (ENOTFOUND); connectTo goes to 127.0.0.1:PORT instead',
    },
    {
      name: 'another name to connect to that nobody has',
      reach: { connectTo: { host: 'lb.example', port: 1 } },
      lookup: (host) => (host === 'lb.example' ? failing('ENOTFOUND')() : Promise.resolve(['203.0.113.7'])),
      want: 'bad: lb.example does not resolve (ENOTFOUND) | correct the host in the tenant file, or have its DNS record made',
    },
  ];
  for (const { name, reach, lookup, want } of NAMES) {
    test(name, async () => {
      const target: Target = {
        role: 'candidate',
        url: 'http://api.example',
        writes: false,
        evidence: [],
        reach: { vantage: 'edge', headers: {}, ...reach },
      };
      // Only the name is looked at: what needs the network is not tried, or goes to a loopback port where nobody is.
      const checks = await examined(tenantOf(target), { lookup });
      assert.equal(shown(checks, 'name'), want);
    });
  }

  test('the control address says whether our own network is alive', async () => {
    await using server = await serve(WELL);
    const tenant = { ...plain(server), control: '192.0.2.1:443' };
    const says = async (answers: boolean): Promise<string> =>
      shown(await examined(tenant, { controlAnswers: () => Promise.resolve(answers) }), 'control');
    assert.equal(await says(true), 'ok: 192.0.2.1:443 answers: our own network is alive');
    assert.equal(
      await says(false),
      'unknown: the control address 192.0.2.1:443 does not answer | check the network of this machine, or set PARITY_CONTROL to an address that it may reach',
    );
  });
});

describe('TLS', () => {
  test('with the certificate that the reach wants is fine until it ends', async () => {
    await using server = await serve(WELL, { key: pem('root.key'), cert: pem('root.pem') });
    const look = async (now: number): Promise<string> =>
      shown(await examined(secure(server, 'root.example', 'root'), { now: () => now }), 'tls');
    const says = 'TLSv1.3, a certificate for root.example, issued by "CN=root.example", expires in';
    assert.equal(await look(Date.now() - 30 * DAY_MS), `ok: ${says} 30 days`);
    assert.equal(await look(Date.now() - 3 * DAY_MS), `bad: ${says} 3 days | renew the certificate of root.example`);
  });

  test('with a certificate of another issuer', async () => {
    await using server = await serve(WELL, { key: pem('root.key'), cert: pem('root.pem') });
    assert.equal(
      shown(await examined(secure(server, 'root.example', 'other')), 'tls'),
      'bad: root.example:443 at 127.0.0.1:PORT is not trusted: its certificate "CN=root.example" is self-signed, wanted one that leads to other.pem' +
        ` | compare what is served with "ca" in the reach${openssl('root.example')}`,
    );
  });

  test('with a certificate for another name', async () => {
    await using server = await serve(WELL, { key: pem('root.key'), cert: pem('root.pem') });
    assert.equal(
      shown(await examined(secure(server, 'api.example', 'root')), 'tls'),
      'bad: api.example:443 at 127.0.0.1:PORT is not trusted: its certificate is for root.example, wanted api.example' +
        ` | have a certificate issued for that name, or correct the url${openssl('api.example')}`,
    );
  });

  test('on a port that has none', async () => {
    await using server = await serve(WELL);
    assert.match(shown(await examined(secure(server, 'root.example', 'root')), 'tls'), /^bad: .*does not speak TLS/);
  });
});

describe('what is missing', () => {
  test('a password: everything that does not sign in is looked at all the same', async () => {
    await using server = await serve(WELL);
    const checks = await examined(plain(server), { missing: ['PARITY_CANARY_PASSWORD'] });
    assert.equal(
      states(checks.slice(1)),
      'secrets bad, name ok, port ok, tls skipped, clock ok, health ok, login skipped, refused skipped',
    );
    assert.equal(
      shown(checks, 'secrets'),
      'bad: not set: PARITY_CANARY_PASSWORD | export them, or write them into .env (.env.example explains each)',
    );
    assert.equal(shown(checks, 'login'), 'skipped: not tried: PARITY_CANARY_PASSWORD is not set');
  });

  test('an address: nothing of that target is tried', async () => {
    const reach = { connectTo: { host: '$PARITY_ADDRESS' } };
    const checks = await examined(plain(NOBODY, reach), { missing: ['PARITY_ADDRESS'] });
    assert.ok(checks.slice(2).every(({ says }) => says === 'not tried: PARITY_ADDRESS is not set'));
  });
});
