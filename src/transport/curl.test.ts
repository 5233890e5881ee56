import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import type { RequestSeen } from '../model/observation.ts';
import { toCurl } from './curl.ts';
import { exampleAt, targetAt } from './fixtures/asking.ts';
import { makeAuthority } from './fixtures/certificates.ts';
import { httpsBackend } from './fixtures/servers.ts';

const run = promisify(execFile);

const CASES: readonly {
  readonly name: string;
  readonly request: Partial<RequestSeen>;
  readonly reach?: Parameters<typeof targetAt>[1];
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
];

describe('toCurl', () => {
  for (const { name, request, reach, want } of CASES) {
    test(name, () => {
      const seen = { method: 'GET', url: 'https://api.example/x?a=1', headers: [], ...request };
      assert.equal(toCurl(seen, targetAt('https://api.example', reach)), want.join(' \\\n  '));
    });
  }

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
      const { stdout } = await run('bash', ['-c', toCurl(request, target)], { env });
      const want = `PUT /x?a=1&b=%20$HOME api.example:${backend.port} Bearer to "ken$ {"a":"\`$HOME\`\\n'"}`;
      assert.equal(stdout.split('\r\n\r\n').at(-1), want);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
