import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { rootCertificates } from 'node:tls';
import type { Target } from '../../src/model/tenant.ts';
import { load } from '../../src/cli/load.ts';
import { requireReal } from '../../testbed/requirements.ts';
import { manifests, objectsOf, RELEASES } from './helm.ts';
import { containersOf, listAt, textAt } from './look.ts';

const TENANTS = RELEASES.filter(({ name }) => name !== 'shared');

/** What the pod of a tenant finds in its environment; values of secrets are made up. */
function environmentOf(release: (typeof RELEASES)[number], pem: string): ReadonlyMap<string, string> {
  const objects = objectsOf(manifests(release));
  const settings = objects
    .flatMap(containersOf)
    .flatMap((each) => listAt(each, 'env'))
    .map((each): readonly [string, string] => [textAt(each, 'name'), textAt(each, 'value')]);
  const secrets = objects
    .flatMap((object) => listAt(object, 'spec.data'))
    .map((each) => textAt(each, 'secretKey'))
    .map((name): readonly [string, string] => [
      name,
      name.endsWith('_ORIGIN') ? 'https://app.example' : `made-up-${name}`,
    ]);
  return new Map([...settings, ...secrets, ['PARITY_CLOUDFLARE_ORIGIN_CA', pem] as const]);
}

const hostsOf = ({ url, realtime, reach }: Target): readonly string[] =>
  reach.connectTo ? [reach.connectTo.host] : [url, realtime?.url ?? url].map((each) => new URL(each).hostname);

/** Names and addresses that the pod of a tenant may dial. */
function letOut(release: (typeof RELEASES)[number]): readonly string[] {
  const rules = listAt(
    objectsOf(manifests(release)).find(({ kind }) => kind === 'CiliumNetworkPolicy'),
    'spec.egress',
  );
  const names = rules.flatMap((rule) => listAt(rule, 'toFQDNs')).map((each) => textAt(each, 'matchName'));
  const addresses = rules.flatMap((rule) => listAt(rule, 'toCIDR')).map((each) => String(each).replace('/32', ''));
  return [...names, ...addresses];
}

describe('the environment of a pod', requireReal('helm'), () => {
  const inherited = { ...process.env };
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'parity-environment-'));
    writeFileSync(join(folder, 'ca.pem'), rootCertificates[0] ?? '');
  });
  after(() => {
    process.env = inherited;
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    process.env = Object.fromEntries(Object.entries(inherited).filter(([name]) => !name.startsWith('PARITY_')));
  });

  for (const release of TENANTS) {
    test(`${release.name}: is all that its tenant needs`, () => {
      Object.assign(process.env, Object.fromEntries(environmentOf(release, join(folder, 'ca.pem'))));
      assert.equal(load({ tenant: release.name }).tenant.id, release.name);
    });

    test(`${release.name}: holds nothing that its tenant does not need`, () => {
      const all = environmentOf(release, join(folder, 'ca.pem'));
      for (const name of all.keys()) {
        Object.assign(process.env, Object.fromEntries(all));
        delete process.env[name];
        assert.throws(() => load({ tenant: release.name }), new RegExp(name), name);
      }
    });
  }

  for (const release of TENANTS) {
    test(`${release.name}: dials only what its network policy lets out`, () => {
      Object.assign(process.env, Object.fromEntries(environmentOf(release, join(folder, 'ca.pem'))));
      const { tenant, peer } = load({ tenant: release.name });
      const targets = [tenant, ...(peer ? [peer.tenant] : [])].flatMap(({ targets }) => targets);
      const dialled = [...targets.flatMap(hostsOf), tenant.control?.split(':')[0] ?? ''];
      assert.deepEqual(
        dialled.filter((host) => !letOut(release).includes(host)),
        [],
      );
    });
  }
});
