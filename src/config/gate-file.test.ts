import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Gate } from '../model/gate.ts';
import { spoilt } from './fixture-tenant.ts';
import { folderWith, makeCertificate } from './fixture.ts';
import { loadTenant } from './load.ts';

const ENV = { PARITY_CANARY_PASSWORD: 'correct horse battery' };
const ARGOCD = { url: 'https://argocd.example/', app: 'academy', token: 'PARITY_ARGOCD_TOKEN' };

function load(gate: unknown, env: Record<string, string> = ENV) {
  using folder = folderWith({ 'a.json': spoilt({ gate }) });
  return loadTenant('a', { folder: folder.path, env, scenarioIds: ['health'], allowMissing: false });
}

function gateOf(gate: unknown): Gate | undefined {
  const result = load(gate);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value.tenant.gate;
}

function problemsOf(gate: unknown): readonly string[] {
  const result = load(gate);
  return result.ok ? [] : result.error.map(({ at, says }) => `${at}: ${says}`);
}

describe('the block gate', () => {
  test('is not there unless it is written', () => assert.equal(gateOf(undefined), undefined));

  test('a pointer is looked for at /version, a header at the health endpoint', () => {
    assert.deepEqual(gateOf({ version: { pointer: '/revision' } }), {
      blocking: [],
      advisory: [],
      version: { path: '/version', at: { pointer: '/revision' }, answers: 20 },
    });
    assert.deepEqual(gateOf({ version: { header: 'X-App-Revision', answers: 5 } })?.version, {
      path: '/up',
      at: { header: 'X-App-Revision' },
      answers: 5,
    });
  });

  test('the url of Argo CD loses its slash, and its roots are read', () => {
    using folder = folderWith({});
    makeCertificate(folder.path, 'argocd');
    const file = `${folder.path}/argocd.pem`;
    const argocd = gateOf({ argocd: { ...ARGOCD, ca: [file], connectTo: { host: '203.0.113.9' } } })?.argocd;
    assert.equal(argocd?.url, 'https://argocd.example');
    assert.deepEqual(argocd.connectTo, { host: '203.0.113.9' });
    assert.match(argocd.ca?.[0]?.pem ?? '', /BEGIN CERTIFICATE/);
  });

  test('its token is a secret of the tenant, and not missing where no gate runs', () => {
    const without = load({ argocd: ARGOCD });
    const has = load({ argocd: ARGOCD }, { ...ENV, PARITY_ARGOCD_TOKEN: 'a-token-of-argo-cd' });
    assert.ok(without.ok && has.ok);
    assert.deepEqual([without.value.missing, without.value.secrets.has('PARITY_ARGOCD_TOKEN')], [[], false]);
    assert.equal(has.value.secrets.get('PARITY_ARGOCD_TOKEN'), 'a-token-of-argo-cd');
  });

  for (const { name, gate, want } of [
    {
      name: 'a token instead of the name of one',
      gate: { argocd: { ...ARGOCD, token: 'eyJhbGciOi' } },
      want: ['gate.argocd.token: expected the name of an environment variable, e.g. "PARITY_CANARY_PASSWORD"'],
    },
    {
      name: 'a url without scheme',
      gate: { argocd: { ...ARGOCD, url: 'argocd.example' } },
      want: ['gate.argocd.url: expected scheme, host and, if need be, port, e.g. "https://api.mansety.com"'],
    },
    {
      name: 'roots that would never be used',
      gate: { argocd: { ...ARGOCD, url: 'http://argocd.example', ca: ['x.pem'] } },
      want: ['gate.argocd.url: is plain http, so "ca" would never be used; write https://'],
    },
    {
      name: 'an Application that is none',
      gate: { argocd: { ...ARGOCD, app: '../x' } },
      want: ['gate.argocd.app: expected the name of an Application, e.g. "mansety-prd-laravel"'],
    },
    {
      name: 'a version both by pointer and by header',
      gate: { version: { pointer: '/revision', header: 'X-App-Revision' } },
      want: ['gate.version: expected a "pointer" or a "header": one of the two'],
    },
    {
      name: 'a version nowhere',
      gate: { version: { path: '/version' } },
      want: ['gate.version: expected a "pointer" or a "header": one of the two'],
    },
    {
      name: 'one answer, which no balancer would be seen through by',
      gate: { version: { pointer: '/revision', answers: 1 } },
      want: ['gate.version.answers: expected 2 to 100 answers'],
    },
    {
      name: 'two mistakes at once',
      gate: { version: { pointer: 'revision' }, advisory: 'courses' },
      want: [
        'gate.version.pointer: expected a JSON Pointer, e.g. "/data/email", or "" for the whole body',
        'gate.advisory: Invalid input: expected array, received string',
      ],
    },
  ]) {
    test(`refuses ${name}`, () => assert.deepEqual(problemsOf(gate), want));
  }
});
