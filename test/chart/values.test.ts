import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requireReal } from '../../testbed/requirements.ts';
import { RELEASES, template, type Tree } from './helm.ts';

const [oep] = RELEASES;

/** Values that must be refused, and where Helm says so. */
const BAD: readonly { readonly name: string; readonly values: Tree; readonly says: RegExp }[] = [
  { name: 'a value nobody reads', values: { schedule: '* * * * *' }, says: /additional properties 'schedule'/ },
  { name: 'a mistyped value inside', values: { once: { everyMinute: 5 } }, says: /at '\/once': .*'everyMinute'/ },
  { name: 'a form that does not exist', values: { form: 'twice' }, says: /at '\/form'/ },
  { name: 'the tag latest', values: { image: { tag: 'latest' } }, says: /at '\/image\/tag'/ },
  { name: 'a digest that is none', values: { image: { digest: 'sha256:abc' } }, says: /at '\/image\/digest'/ },
  {
    name: 'a period that does not divide an hour',
    values: { once: { everyMinutes: 7 } },
    says: /at '\/once\/everyMinutes'/,
  },
  {
    name: 'a late start within seconds',
    values: { once: { startingDeadlineSeconds: 9 } },
    says: /at '\/once\/startingDeadlineSeconds': minimum: got 9, want 60/,
  },
  {
    name: 'a Job as long as its period',
    values: { once: { activeDeadlineSeconds: 300 } },
    says: /once\.activeDeadlineSeconds \(300\) must be shorter than the period \(300 s\)/,
  },
  {
    name: 'an offset beyond the period',
    values: { once: { offsetMinutes: 5 } },
    says: /once\.offsetMinutes \(5\) must be less than once\.everyMinutes \(5\)/,
  },
  {
    name: 'evidence that goes at once',
    values: { once: { ttlSecondsAfterFinished: 0 } },
    says: /at '\/once\/ttlSecondsAfterFinished'/,
  },
  {
    name: 'a secret among the settings',
    values: { settings: { PARITY_OEP_STG_CANARY_PASSWORD: 'x' } },
    says: /invalid propertyName 'PARITY_OEP_STG_CANARY_PASSWORD'/,
  },
  {
    name: 'a setting of something else',
    values: { settings: { PATH: '/x' } },
    says: /invalid propertyName 'PATH'/,
  },
  { name: 'no store of secrets', values: { secrets: { store: '' } }, says: /at '\/secrets\/store'/ },
  { name: 'no secret', values: { secrets: { keys: [] } }, says: /at '\/secrets\/keys'/ },
  {
    name: 'the whole internet',
    values: { network: { addresses: ['0.0.0.0/0'] } },
    says: /at '\/network\/addresses\/0'/,
  },
  { name: 'no host', values: { network: { hosts: [] } }, says: /at '\/network\/hosts'/ },
  { name: 'a sink without a scheme', values: { push: { url: 'pushgateway:9091' } }, says: /at '\/push\/url'/ },
  {
    name: 'a sink with a password in its URL',
    values: { faro: 'https://me:secret@faro.example/collect' },
    says: /at '\/faro'/,
  },
  {
    name: 'a tenant whose objects would have too long a name',
    values: { tenant: 'x'.repeat(37) },
    says: /at '\/tenant'/,
  },
  { name: 'a container without a limit', values: { resources: { limits: null } }, says: /at '\/resources'/ },
  { name: 'a port of the system', values: { serve: { port: 80 } }, says: /at '\/serve\/port'/ },
];

describe('the schema of values refuses', requireReal('helm'), () => {
  for (const { name, values, says } of BAD) {
    test(name, () => {
      const { exitCode, stderr } = template(oep, values);
      assert.equal(exitCode, 1);
      assert.match(stderr, says);
    });
  }

  test('nothing of what may be changed', () => {
    const values = {
      once: { everyMinutes: 60, offsetMinutes: 59, activeDeadlineSeconds: 3_000 },
      faro: 'https://faro.example/collect',
      args: ['--scenario=login*'],
      suite: 'smoke',
    };
    assert.deepEqual(template(oep, values).stderr, '');
  });
});
