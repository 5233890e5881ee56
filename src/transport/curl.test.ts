import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import type { RequestSeen } from '../model/observation.ts';
import type { Target } from '../model/tenant.ts';
import { toCurl } from './curl.ts';
import { exampleAt, targetAt } from './fixtures/asking.ts';
import { makeAuthority } from './fixtures/certificates.ts';
import { httpsBackend } from './fixtures/servers.ts';
import { deskAt, targetWith } from './realtime/fixtures/desks.ts';
import { reverb } from './realtime/fixtures/reverb.ts';

const run = promisify(execFile);

const REALTIME = { url: 'wss://api.example:6001', route: 'as-shipped', key: 'key', instances: [] } as const;

const CASES: readonly {
  readonly name: string;
  readonly kind?: 'exchange' | 'talk';
  readonly request: Partial<RequestSeen>;
  readonly reach?: Parameters<typeof targetAt>[1];
  readonly realtime?: Target['realtime'];
  readonly want: readonly string[];
}[] = [
  { name: 'a GET', request: {}, want: ["curl -sS -i 'https://api.example/x?a=1'"] },
  { name: 'a HEAD', request: { method: 'HEAD' }, want: ["curl -sS -iI 'https://api.example/x?a=1'"] },
  {
    name: 'a POST with a quote in its body and a password of the environment',
    request: { method: 'POST', body: `{"name":"O'Hara","password":"<redacted CANARY_PASSWORD 12>"}` },
    want: [
      "curl -sS -i -X POST 'https://api.example/x?a=1'",
      `--data-raw '{"name":"O'\\''Hara","password":"'"$CANARY_PASSWORD"'"}'`,
    ],
  },
  {
    name: 'headers, one of them empty and one with a bearer token',
    request: {
      headers: [
        ['X-A', '1'],
        ['X-B', ''],
        ['Authorization', 'Bearer <redacted token 43>'],
      ],
    },
    want: [
      "curl -sS -i 'https://api.example/x?a=1'",
      "-H 'X-A: 1'",
      "-H 'X-B;'",
      `-H 'Authorization: Bearer '"$PARITY_TOKEN"`,
    ],
  },
  {
    name: 'a secret that begins or ends it',
    request: { url: 'https://api.example/<redacted api-key 9>' },
    want: [`curl -sS -i 'https://api.example/'"$PARITY_API_KEY"`],
  },
  {
    name: 'a reach',
    request: {},
    reach: {
      connectTo: { host: '203.0.113.7' },
      ca: [{ file: 'certs/origin ca.pem', pem: '' }],
      clientCertificate: { certificate: { file: 'certs/mine.pem', pem: '' }, key: 'CLIENT_KEY' },
    },
    want: [
      "curl -sS -i 'https://api.example/x?a=1'",
      "--connect-to 'api.example:443:203.0.113.7:443'",
      "--cacert 'certs/origin ca.pem'",
      `--cert 'certs/mine.pem' --key "$CLIENT_KEY_FILE"`,
    ],
  },
  {
    name: 'a reach over IPv6 with two roots',
    request: {},
    reach: {
      connectTo: { host: '2001:db8::1', port: 8443 },
      ca: [
        { file: 'a.pem', pem: '' },
        { file: 'b.pem', pem: '' },
      ],
    },
    want: [
      "curl -sS -i 'https://api.example/x?a=1'",
      "--connect-to 'api.example:443:[2001:db8::1]:8443'",
      "--cacert <(cat 'a.pem' 'b.pem')",
    ],
  },
  {
    name: 'an upgrade, where sockets are dialled elsewhere than the API',
    kind: 'talk',
    request: { url: 'wss://api.example:6001/app/key', headers: [['Upgrade', 'websocket']] },
    reach: { connectTo: { host: '203.0.113.7', port: 443 } },
    realtime: { ...REALTIME, connectTo: { host: '203.0.113.8', port: 7001 } },
    want: [
      "curl -sS -i -N --http1.1 'https://api.example:6001/app/key'",
      "-H 'Upgrade: websocket'",
      "-H 'Sec-WebSocket-Key: cGFyaXR5IHJlcGVhdHMgaQ=='",
      "--connect-to 'api.example:6001:203.0.113.8:7001'",
    ],
  },
  {
    name: 'a question to the HTTP API of the websocket server',
    request: { url: 'https://api.example:6001/apps/1/connections' },
    reach: { connectTo: { host: '203.0.113.7' } },
    realtime: REALTIME,
    want: [
      "curl -sS -i 'https://api.example:6001/apps/1/connections'",
      "--connect-to 'api.example:6001:203.0.113.7:6001'",
    ],
  },
];

describe('toCurl', () => {
  for (const { name, kind = 'exchange', request, reach, realtime, want } of CASES) {
    test(name, () => {
      const seen = { method: 'GET', url: 'https://api.example/x?a=1', headers: [], ...request };
      const target = { ...targetAt('https://api.example', reach), ...(realtime && { realtime }) };
      assert.equal(toCurl({ kind, request: seen }, target), want.join(' \\\n  '));
    });
  }

  for (const { name, kind, url } of [
    { name: 'a question to witnesses cannot be sent by curl', kind: 'hearing', url: 'evidence:queue' },
    { name: 'a step that opened no socket has nothing to send', kind: 'talk', url: '' },
  ] as const) {
    test(name, () => {
      const request = { method: 'GET', url, headers: [] };
      assert.equal(toCurl({ kind, request }, targetAt('https://api.example')), undefined);
    });
  }

  test('the command of an upgrade is greeted by the websocket server', async () => {
    await using server = await reverb();
    const target = targetWith(server);
    await using desk = deskAt(target);
    await desk.realtime.open();
    const seen = desk.take();
    assert.ok(seen !== undefined);
    // It would listen for ever: the greeting is the last thing it is waited for.
    const listening = spawn('bash', ['-c', `exec ${toCurl(seen, target)}`]);
    let heard = '';
    for await (const chunk of listening.stdout) {
      heard += String(chunk);
      if (heard.includes('pusher:connection_established')) break;
    }
    listening.kill();
    assert.match(heard, /^HTTP\/1\.1 101 Switching Protocols\r\n/);
  });

  test('the command does what it says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parity-curl-'));
    try {
      using authority = makeAuthority('Own root');
      const file = join(folder, 'root.pem');
      writeFileSync(file, authority.ca.pem);
      await using backend = await httpsBackend(authority.issue('DNS:api.example'), (request, response) => {
        request.setEncoding('utf8').once('data', (body) => {
          response.end(
            `${request.method} ${request.url} ${request.headers.host} ${request.headers.authorization} ${body}`,
          );
        });
      });
      const target = exampleAt('https', backend, { ca: [{ file, pem: authority.ca.pem }] });
      const request = {
        method: 'PUT',
        url: `${target.url}/x?a=1&b=%20$HOME`,
        headers: [['Authorization', 'Bearer <redacted token 8>'] as const],
        body: '{"a":"`$HOME`\\n\'"}',
      };
      const env = { PATH: process.env['PATH'], PARITY_TOKEN: 'to "ken$' };
      const { stdout } = await run('bash', ['-c', toCurl({ kind: 'exchange', request }, target) ?? ''], { env });
      const want = `PUT /x?a=1&b=%20$HOME api.example:${backend.port} Bearer to "ken$ {"a":"\`$HOME\`\\n'"}`;
      assert.equal(stdout.split('\r\n\r\n').at(-1), want);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
