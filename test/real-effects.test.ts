import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Report } from '../src/model/report.ts';
import { load } from '../src/cli/load.ts';
import { WORK_DRIFTS as REAL_DRIFTS, type WorkDrift } from '../testbed/laravel/drifts.ts';
import { requireReal } from '../testbed/requirements.ts';
import type { WorkFinds } from '../testbed/standin/work-drift.ts';
import { WORK_DRIFTS } from '../testbed/standin/work-drifts.ts';
import { asLine, impatient, runOf, wrongOf } from './in-process.ts';
import { startTestbed, type Testbed } from './testbed.ts';

/** Where the real Laravel is found out otherwise than the stand-in, and why. Whatever else it has is the same. */
const OTHERWISE: Readonly<Partial<Record<WorkDrift, Partial<WorkFinds> & { readonly because: string }>>> = {};

const PASSWORD = 'real-effects-password';

describe('a fault of the real Laravel’s work is one finding, with its cause', requireReal('laravel'), () => {
  let testbed: Testbed;
  before(async () => {
    testbed = await startTestbed(PASSWORD);
  });
  after(async () => await testbed[Symbol.asyncDispose]());

  async function reportOf(drifts: readonly string[]): Promise<Report> {
    await using reference = await testbed.start();
    await using candidate = await testbed.start({ drifts });
    Object.assign(process.env, testbed.environment(reference, candidate));
    return await runOf(impatient(load({ tenant: 'testbed' })));
  }

  for (const id of REAL_DRIFTS) {
    const { says } = WORK_DRIFTS[id];
    test(`${id}: ${says}`, async () => {
      const report = await reportOf([id]);
      const found = report.findings.map(asLine);
      console.log(id, found, wrongOf(report, 'candidate'), wrongOf(report, 'reference'));
    });
  }
});
