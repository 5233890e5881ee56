import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readReport } from '../src/report/read-report.ts';
import { realParts } from '../testbed/laravel/parts.ts';
import { requireReal } from '../testbed/requirements.ts';
import { parity } from './cli.ts';
import { startTestbed } from './testbed.ts';

const PASSWORD = 'canary-Secret/+with&odd=chars';

/** What Composer brings, the tenant that watches it, and a drift that only what it brought can tell. */
for (const { component, tenant, drift, scenario } of [
  { component: 'reverb', tenant: 'testbed', drift: 'reverb-secret', scenario: 'realtime-private' },
  { component: 'horizon', tenant: 'testbed-composer', drift: 'worker-elsewhere', scenario: 'queue-health' },
] as const) {
  describe(`the real ${component}`, requireReal(component), () => {
    test('is said to be real', async () => {
      const part = (await realParts()).find(({ name }) => name === component);
      assert.match(part?.is ?? '', /^real, [\d.]+, /);
    });

    test('twice is the same', async () => {
      const { exitCode, outcomes, said } = await judged({ tenant });
      assert.equal(exitCode, 0, said);
      assert.equal(outcomes.get(`${scenario} candidate`), 'pass');
    });

    test(`with the drift ${drift} fails ${scenario}`, async () => {
      const { exitCode, outcomes, said } = await judged({ tenant, drift, scenario });
      assert.equal(exitCode, 1, said);
      assert.deepEqual(Object.fromEntries(outcomes), {
        [`${scenario} candidate`]: 'fail',
        [`${scenario} reference`]: 'pass',
      });
    });
  });
}

type Asked = { readonly tenant: string; readonly drift?: string; readonly scenario?: string };

/** @returns how each scenario of each target ended */
async function judged({ tenant, drift, scenario }: Asked) {
  await using testbed = await startTestbed(PASSWORD);
  const reference = await testbed.start();
  const candidate = await testbed.start({ drifts: drift === undefined ? [] : [drift] });
  const args = ['--tenant', tenant, '--reporter', 'json', ...(scenario === undefined ? [] : ['--scenario', scenario])];
  const { exitCode, stdout, stderr } = await parity(args, testbed.environment(reference, candidate));
  const report = readReport(stdout);
  assert.ok(report.ok, stderr);
  const outcomes = report.value.outcomes.map(
    (outcome) => [`${outcome.scenario} ${outcome.role}`, outcome.verdict.kind] as const,
  );
  return { exitCode, outcomes: new Map(outcomes), said: stdout + stderr };
}
