import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, describe, test } from 'node:test';
import type { Exchange } from '../model/observation.ts';
import type { Reach, Target } from '../model/tenant.ts';
import { createAgent } from './agent.ts';
import { createApi } from './api.ts';
import { ask, exampleAt, faultOfAsking, never, targetAt } from './fixtures/asking.ts';
import { makeAuthority } from './fixtures/certificates.ts';
import { type Backend, httpBackend, httpsBackend } from './fixtures/servers.ts';
import { createRedactor } from './redactor.ts';

const awsRoot = makeAuthority('Reference root');
const doksRoot = makeAuthority('Candidate root');
after(() => {
  awsRoot[Symbol.dispose]();
  doksRoot[Symbol.dispose]();
});

type Seen = { readonly host: string | undefined; readonly token: string | undefined; readonly key: unknown };

/** Two targets of one name and port, told apart by address and root alone. */
async function twins() {
  const asked: Record<'reference' | 'candidate', Seen[]> = { reference: [], candidate: [] };
  const answering = (role: 'reference' | 'candidate', address: string) =>
    httpsBackend(
      (role === 'reference' ? awsRoot : doksRoot).issue('DNS:api.example'),
      (request, response) => {
        const { host, authorization: token, 'x-key': key } = request.headers;
        asked[role].push({ host, token, key });
        response.end(JSON.stringify({ role }));
      },
      address,
    );
  return {
    asked,
    reference: await answering('reference', '127.0.0.2'),
    candidate: await answering('candidate', '127.0.0.3'),
  };
}

function apiAt(target: Target, seen: Exchange[]) {
  const secrets = new Map([['EDGE_KEY', `edge key of ${target.reach.vantage}`]]);
  const agent = createAgent(target, secrets);
  const redactor = createRedactor(secrets);
  const onExchange = (exchange: Exchange): void => void seen.push(exchange);
  const api = createApi({ target, app: { locale: 'en' }, agent, redactor, secrets, onExchange, signal: never() });
  return { api, [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose]() };
}

describe('two targets of one host name', () => {
  test('interleaved, each request lands where it should, with its own token and key', async () => {
    const { asked, ...backends } = await twins();
    await using reference = backends.reference;
    await using candidate = backends.candidate;
    const headers: Reach['headers'] = { 'X-Key': { secret: 'EDGE_KEY' } };
    // One URL for both: the port of the reference; the candidate's own port is part of its reach.
    const url = `https://api.example:${reference.port}`;
    const seen: Exchange[] = [];
    const at = ({ address, port }: Backend, root: typeof awsRoot, vantage: Reach['vantage']): Target =>
      targetAt(url, { vantage, headers, ca: [root.ca], connectTo: { host: address, port } });
    await using one = apiAt(at(reference, awsRoot, 'edge'), seen);
    await using two = apiAt(at(candidate, doksRoot, 'direct'), seen);
    const members = { reference: one.api.as('reference token'), candidate: two.api.as('candidate token') };
    const roles = Array.from({ length: 20 }, (_, at) => (at % 3 === 0 ? 'reference' : 'candidate'));
    const landed = await Promise.all(roles.map(async (role) => (await members[role].request('GET', '/')).at('/role')));
    assert.deepEqual(landed, roles);
    const host = `api.example:${reference.port}`;
    const [fromReference, fromCandidate] = [
      { host, token: 'Bearer reference token', key: 'edge key of edge' },
      { host, token: 'Bearer candidate token', key: 'edge key of direct' },
    ];
    assert.deepEqual(
      asked.reference,
      asked.reference.map(() => fromReference),
    );
    assert.deepEqual(
      asked.candidate,
      asked.candidate.map(() => fromCandidate),
    );
    assert.deepEqual([asked.reference.length, asked.candidate.length], [7, 13]);
    for (const { connection, response } of seen) {
      const isReference = response.body.text === '{"role":"reference"}';
      assert.equal(connection.address, isReference ? '127.0.0.2' : '127.0.0.3');
      assert.equal(connection.tls?.certificate.issuer, isReference ? 'CN=Reference root' : 'CN=Candidate root');
    }
    assert.ok(!/edge key|(?:reference|candidate) token/.test(JSON.stringify(seen)));
  });

  test('the root of one does not vouch for the other', async () => {
    const { reference: one, candidate: two } = await twins();
    await using reference = one;
    await using candidate = two;
    const codes = await Promise.all([
      faultOfAsking(exampleAt('https', reference, { ca: [doksRoot.ca] })),
      faultOfAsking(exampleAt('https', candidate, { ca: [awsRoot.ca] })),
      faultOfAsking(exampleAt('https', candidate)),
    ]);
    assert.deepEqual(
      codes.map(({ code }) => code),
      ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    );
    const { seen } = await ask(exampleAt('https', candidate, { ca: [awsRoot.ca, doksRoot.ca] }));
    assert.equal(seen.response.status, 200);
  });

  test('a URL of the other target is refused, so no token gets there', async () => {
    await using backend = await httpBackend((_request, response) => response.end('[]'));
    await using other = await httpBackend((_request, response) => response.end('[]'));
    await using client = apiAt(targetAt(`http://127.0.0.1:${backend.port}`), []);
    const member = client.api.as('a token of this target');
    assert.equal((await member.request('GET', `http://127.0.0.1:${backend.port}/x`)).status, 200);
    const refused = [
      `http://127.0.0.1:${other.port}/x`,
      `//127.0.0.1:${other.port}/x`,
      `\\\\127.0.0.1:${other.port}/x`,
    ];
    for (const path of refused) {
      await assert.rejects(member.request('GET', path), {
        message:
          `refused to ask http://127.0.0.1:${other.port} for /x: this target is http://127.0.0.1:${backend.port}; ` +
          'use a path of it',
      });
    }
    await assert.rejects(member.request('GET', `http://me:pw@127.0.0.1:${backend.port}/x`), /^Error: refused to ask/);
    assert.deepEqual([backend.connections(), other.connections()], [1, 0]);
  });
});

describe('evidence', () => {
  test('of a TLS connection is whole', async () => {
    const identity = doksRoot.issue('DNS:api.example,DNS:*.api.example,IP:127.0.0.1', {
      from: '20260101000000Z',
      to: '20460101000000Z',
    });
    await using backend = await httpsBackend({ ...identity, ALPNProtocols: ['http/1.1'] }, (request, response) =>
      response.end(request.headers.host),
    );
    const { live, seen } = await ask(exampleAt('https', backend, { ca: [doksRoot.ca] }));
    const { fingerprint, ...certificate } = seen.connection.tls!.certificate;
    assert.match(fingerprint, /^(?:[\dA-F]{2}:){31}[\dA-F]{2}$/);
    assert.deepEqual(
      { ...seen.connection, tls: { ...seen.connection.tls, certificate } },
      {
        address: '127.0.0.1',
        port: backend.port,
        tls: {
          protocol: 'TLSv1.3',
          alpn: 'http/1.1',
          certificate: {
            subject: 'CN=api.example',
            issuer: 'CN=Candidate root',
            validFrom: '2026-01-01T00:00:00.000Z',
            validTo: '2046-01-01T00:00:00.000Z',
            names: ['api.example', '*.api.example', '127.0.0.1'],
          },
          root: {
            subject: 'CN=Candidate root',
            validTo: new X509Certificate(doksRoot.ca.pem).validToDate.toISOString(),
          },
        },
      },
    );
    assert.deepEqual(Object.keys(seen.timings), ['connect', 'tls', 'send', 'wait', 'receive', 'total']);
    assert.equal(live.body.text, `api.example:${backend.port}`);
  });

  test('of an old protocol is the truth', async () => {
    await using backend = await httpsBackend(
      { ...doksRoot.issue('DNS:api.example'), maxVersion: 'TLSv1.2' },
      (_request, response) => response.end(),
    );
    const { seen } = await ask(exampleAt('https', backend, { ca: [doksRoot.ca] }));
    assert.deepEqual([seen.connection.tls?.protocol, seen.connection.tls?.alpn], ['TLSv1.2', 'http/1.1']);
  });
});

describe('a URL whose host is an address', () => {
  test('is dialled elsewhere all the same, and its certificate must be for that address', async () => {
    await using backend = await httpsBackend(doksRoot.issue('IP:192.0.2.1'), (request, response) =>
      response.end(request.headers.host),
    );
    const reach = { ca: [doksRoot.ca], connectTo: { host: '127.0.0.1', port: backend.port } };
    const { live } = await ask(targetAt('https://192.0.2.1', reach));
    assert.equal(live.body.text, '192.0.2.1');
    const fault = await faultOfAsking(targetAt('https://192.0.2.9', reach));
    assert.equal(
      fault.says,
      `192.0.2.9:443 at 127.0.0.1:${backend.port} is not trusted: its certificate is for 192.0.2.1, wanted 192.0.2.9`,
    );
  });

  test('of IPv6', async (t) => {
    const backend = await httpBackend((request, response) => response.end(request.headers.host), '::1').catch(
      () => undefined,
    );
    if (backend === undefined) return t.skip('this machine has no IPv6 loopback');
    await using open = backend;
    const { live, seen } = await ask(targetAt(`http://[::1]:${open.port}`));
    assert.deepEqual([live.body.text, seen.connection.address], [`[::1]:${open.port}`, '::1']);
  });
});

describe('a client certificate', () => {
  test('is shown where one is wanted', async () => {
    const mine = doksRoot.issue('DNS:parity');
    const options = { ...doksRoot.issue('DNS:api.example'), requestCert: true, ca: doksRoot.ca.pem };
    await using backend = await httpsBackend(options, (_request, response) => response.end('[]'));
    const clientCertificate = { certificate: { file: 'mine.pem', pem: mine.cert }, key: 'CLIENT_KEY' };
    const target = exampleAt('https', backend, { ca: [doksRoot.ca], clientCertificate });
    const { seen } = await ask(target, { secrets: new Map([['CLIENT_KEY', mine.key]]) });
    assert.equal(seen.response.status, 200);
    assert.throws(() => createAgent(target, new Map()), {
      message: 'the secret CLIENT_KEY has no value; set the environment variable CLIENT_KEY',
    });
  });
});
