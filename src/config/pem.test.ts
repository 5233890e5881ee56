import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { spoilt } from './fixture-tenant.ts';
import type { Folder } from './fixture.ts';
import { folderWith, makeCertificate, openssl } from './fixture.ts';
import { loadTenant } from './load.ts';
import { keyMistake, readPem } from './pem.ts';

const DAY_MS = 86_400_000;

let folder: Folder;
const at = (name: string): string => join(folder.path, name);
const text = (name: string): string => readFileSync(at(name), 'utf8');
const mistake = (key: string): string | undefined => keyMistake(key, { file: 'root.pem', pem: text('root.pem') });

before(() => {
  folder = folderWith({ 'empty.pem': '\n', 'text.pem': 'not a certificate\n' });
  makeCertificate(folder.path, 'root');
  makeCertificate(folder.path, 'other');
  openssl(folder.path, ['x509', '-in', 'root.pem', '-outform', 'der', '-out', 'root.der']);
  openssl(folder.path, ['pkcs8', '-topk8', '-in', 'root.key', '-passout', 'pass:x', '-out', 'encrypted.key']);
  writeFileSync(at('bundle.pem'), text('root.pem') + text('other.pem'));
  writeFileSync(at('both.pem'), text('root.pem') + text('root.key'));
  writeFileSync(at('torn.pem'), text('root.pem').slice(0, 200));
});

after(() => folder[Symbol.dispose]());

describe('a file of certificates', () => {
  const now = new Date();
  const CASES = [
    { name: 'that is not there', file: 'none.pem', want: 'cannot be read (ENOENT)' },
    { name: 'that is a folder', file: '.', want: 'cannot be read (EISDIR)' },
    { name: 'that is empty', file: 'empty.pem', want: 'is empty' },
    { name: 'without any', file: 'text.pem', want: 'holds no PEM certificate' },
    { name: 'in DER form', file: 'root.der', want: 'is DER, wanted PEM; convert it with openssl x509 -inform der' },
    { name: 'that is a key', file: 'root.key', want: 'holds a private key where only certificates belong' },
    { name: 'with a key beside it', file: 'both.pem', want: 'holds a private key where only certificates belong' },
    { name: 'that is torn', file: 'torn.pem', want: 'holds a certificate that cannot be decoded' },
  ];
  for (const { name, file, want } of CASES) {
    test(`${name} is refused`, () => {
      assert.deepEqual(readPem(at(file), now), { ok: false, error: `the file ${at(file)} ${want}` });
    });
  }

  test('may hold one or several', () => {
    for (const file of ['root.pem', 'bundle.pem']) {
      assert.deepEqual(readPem(at(file), now), { ok: true, value: { file: at(file), pem: text(file) } });
    }
  });

  test('that expired is refused', () => {
    const expired = readPem(at('bundle.pem'), new Date(now.getTime() + 2 * DAY_MS));
    const day = new Date(now.getTime() + DAY_MS).toISOString().slice(0, 10);
    const says = `the file ${at('bundle.pem')} holds a certificate that expired on ${day} (CN=root.example)`;
    assert.deepEqual(expired, { ok: false, error: says });
  });

  test('that is not valid yet is refused', () => {
    const early = readPem(at('root.pem'), new Date(now.getTime() - 2 * DAY_MS));
    const day = now.toISOString().slice(0, 10);
    const says = `the file ${at('root.pem')} holds a certificate that is not valid before ${day} (CN=root.example)`;
    assert.deepEqual(early, { ok: false, error: says });
  });
});

describe('the key of a client certificate', () => {
  test('fits', () => assert.equal(mistake(text('root.key')), undefined));
  test('of another certificate is refused', () => {
    assert.equal(mistake(text('other.key')), 'is not the private key of the certificate in root.pem');
  });
  test('with a passphrase is refused', () => {
    assert.equal(mistake(text('encrypted.key')), 'is an encrypted private key; wanted one without a passphrase');
  });
  test('that is none is refused', () => assert.equal(mistake('hunter2hunter2'), 'is not a private key in PEM form'));

  test('is a secret of the tenant, checked while it is loaded', () => {
    const clientCertificate = { certificate: at('root.pem'), key: 'PARITY_KEY' };
    using tenants = folderWith({ 'a.json': spoilt({ 'targets.1.reach.clientCertificate': clientCertificate }) });
    const env = { PARITY_CANARY_PASSWORD: 'correct horse battery' };
    const load = (key: string) =>
      loadTenant('a', {
        folder: tenants.path,
        env: { ...env, PARITY_KEY: key },
        scenarioIds: ['health'],
        allowMissing: false,
      });
    const good = load(text('root.key'));
    assert.ok(good.ok);
    assert.deepEqual(good.value.tenant.secrets, ['PARITY_CANARY_PASSWORD', 'PARITY_KEY']);
    assert.ok(!JSON.stringify(good.value.tenant).includes('PRIVATE KEY'));
    const says = `is not the private key of the certificate in ${at('root.pem')}`;
    assert.deepEqual(load(text('other.key')), {
      ok: false,
      error: [{ file: 'the environment', at: 'PARITY_KEY', says }],
    });
  });
});
